import { type Static, type TSchema, Type } from 'typebox'
import type { TValidationError } from 'typebox/error'
import { Exact, Open, Said } from './basic.ts'

/** Why a program won't start with its settings. Each code has a sentence in common/words/zh/settings.ts and common/words/en/settings.ts. */

const List = Type.Array(Said, { maxItems: 200 })

const fault = <const Code extends string, Fields extends Record<string, TSchema>>(code: Code, fields: Fields) =>
  Exact({ code: Type.Literal(code), fields: Exact(fields) })

/** What is wrong with a setting: a code for programs, fields for the sentence that whoever starts the program reads. */
export const SettingFault = Type.Union([
  // any value
  /** `error`: TypeBox's own, whose words it knows in both languages. */
  fault('not-as-declared', { error: Type.Unsafe<TValidationError>(Open({ keyword: Said })) }),
  fault('not-one-of', { allowed: List }),
  fault('not-known-here', {}),
  fault('not-json', {}),
  fault('unreadable', {}),
  // variables
  fault('no-port', {}),
  fault('port-forbidden', {}),
  fault('port-for-root', { least: Type.Integer() }),
  fault('not-0-or-1', {}),
  fault('too-long', { most: Type.Integer() }),
  fault('no-origin', { example: Said }),
  // variables of a booth
  fault('no-pace', { least: Type.Number(), most: Type.Number() }),
  fault('people-hurried', {}),
  fault('no-pages', { folder: Said }),
  /** Of the data folder: users by name, or `#` and number. */
  fault('other-owner', { owner: Said, user: Said }),
  fault('folder-simulated', {}),
  fault('folder-not-simulated', {}),
  fault('booth-file-missing', {}),
  // booth.json and the files that it names
  fault('no-device-name', {}),
  fault('model-unknown', { model: Said, known: List }),
  fault('model-misspelt', { model: Said, meant: Said }),
  fault('height-twice', { other: Said }),
  fault('port-not-said', {}),
  fault('port-renumbered', {}),
  fault('profile-elsewhere', {}),
  fault('profile-unreadable', { profile: Said }),
  fault('pattern-without-height', {}),
  // variables of the server
  fault('no-address', {}),
  fault('needs-other', { other: Said }),
  fault('origin-not-as-written', { origin: Said }),
  fault('origin-not-secure', {}),
  fault('origin-not-tls', {}),
  fault('demo-reachable', {}),
  fault('no-media-address', {}),
  fault('media-near', {}),
  fault('media-ports-end', { workers: Type.Integer(), most: Type.Integer() }),
  fault('media-port-low', {}),
  fault('ports-collide', { first: Type.Integer(), last: Type.Integer(), other: Said, port: Type.Integer() }),
  fault('no-media-worker', {}),
  fault('no-institution', {}),
  fault('no-case-key', {}),
  fault('no-policy', {}),
  fault('no-long-secret', {}),
  fault('no-proxies', { wrong: List }),
  fault('no-ice-servers', { wrong: List }),
  fault('too-many-ice-servers', { most: Type.Integer() }),
  fault('case-not-secure', {}),
  fault('gateway-not-secure', {}),
  fault('no-call-minutes', { most: Type.Integer() }),
  fault('no-minutes', { most: Type.Integer() }),
  fault('no-noise-limit', { least: Type.Integer(), most: Type.Integer() }),
  fault('no-photo-least', { most: Type.Integer() }),
  fault('no-recording-days', { most: Type.Integer() }),
  fault('no-priority-age', { least: Type.Integer(), most: Type.Integer() }),
  fault('stations-unknown', { unknown: List, known: List }),
  // the list of systems to which reports go, and what it names
  fault('place-twice', { id: Said }),
  fault('path-not-whole', {}),
  fault('no-folder', {}),
  fault('folders-alike', {}),
  fault('no-proof', {}),
  fault('variable-missing', {}),
  fault('file-open-to-others', {}),
  fault('no-signing-key', {}),
  fault('not-ed25519', {}),
  // keys, which are never replaced by new ones where something depends on them
  fault('secret-missing', {}),
  fault('secret-damaged', { bytes: Type.Integer() }),
  fault('half-of-pair', { other: Said }),
  fault('seal-missing', { other: Said }),
  fault('seal-lost', { other: Said }),
  fault('not-its-key', { other: Said }),
  fault('stamps-untrusted', {}),
  fault('booth-key-missing', { others: List }),
  fault('booth-key-damaged', {}),
])
export type SettingFault = Static<typeof SettingFault>
export type SettingFaultCode = SettingFault['code']

/** Where in a file: its line from 1, null when that can't be told, and the JSON pointer (RFC 6901; '' is the whole). */
export type FilePlace = { file: string; line: number | null; pointer: string }

/** A variable that can't be used, the place in the file that it names (null: it is the variable itself), and why. */
export type WrongSetting = { variable: string; at: FilePlace | null; fault: SettingFault }

/** A key that can't be used, the file where it should be, and why. */
export type KeyFault = { at: FilePlace; fault: SettingFault }
export const isKeyFault = (value: object): value is KeyFault => 'at' in value && 'fault' in value
