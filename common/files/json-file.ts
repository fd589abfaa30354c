import type { TSchema } from 'typebox'
import type { TValidationError } from 'typebox/error'
import { Settings } from 'typebox/system'
import { Value } from 'typebox/value'
import { type FilePlace, SettingFault } from '#protocol/setting-fault.ts'
import { settingWords } from '#words/setting-fault.ts'
import { jsonLines } from './json-lines.ts'

/** What is wrong in a file, and where. */
export type FileFault = { at: FilePlace; fault: SettingFault }

/** A sound JSON text: its value, where each part of it stands, and what of it a schema doesn't take. */
export type JsonFile = {
  value: unknown
  place: (pointer: string) => FilePlace
  /** Of the whole, or of a part and where it stands. */
  wrong: (schema: TSchema, part?: unknown, above?: string) => FileFault[]
}

/** What a schema's own words would leave unclear, by its keyword and where it stands. */
export type Clearer = (keyword: string, pointer: string) => SettingFault | null

/** Reads the text of a file, or says at which line it stops being JSON. */
export function readJson(file: string, text: string, clearer: Clearer = () => null): JsonFile | { faults: FileFault[] } {
  const read = valueOf(text)
  if ('stopsAt' in read) return { faults: [{ at: { file, line: read.stopsAt, pointer: '' }, fault: { code: 'not-json', fields: {} } }] }
  const { value } = read
  const lines = jsonLines(text)
  const lineOf = (pointer: string): number => lines.get(pointer) ?? lineOf(pointer.slice(0, pointer.lastIndexOf('/')))
  const place = (pointer: string): FilePlace => ({ file, line: lineOf(pointer), pointer })
  const wrong = (schema: TSchema, part: unknown = value, above = ''): FileFault[] => {
    const errors = allErrors(schema, part)
    return errors
      .filter(({ keyword }) => keyword !== 'additionalProperties')
      .map((error) => {
        const pointer = above + error.instancePath
        return { at: place(pointer), fault: clearer(error.keyword, pointer) ?? faultOf(error, errors) }
      })
  }
  return { value, place, wrong }
}

/** TypeBox stops after eight, for the sake of servers that strangers ask; a file of the installer's own may have more. */
const allErrors = (schema: TSchema, part: unknown): TValidationError[] => {
  const { maxErrors } = Settings.Get()
  Settings.Set({ maxErrors: 1000 })
  try {
    return Value.Errors(schema, part)
  } finally {
    Settings.Set({ maxErrors })
  }
}

/** Each fault once: a file that two devices name, and each branch of a schema, may find the same. By file, then by line. */
export const once = (faults: readonly FileFault[]): FileFault[] => {
  const told = new Map(faults.map((one) => [`${one.at.file}:${one.at.line} ${one.at.pointer} ${settingWords(one.fault, 'en')}`, one]))
  return [...told.values()].toSorted((a, b) => a.at.file.localeCompare(b.at.file) || (a.at.line ?? 0) - (b.at.line ?? 0))
}

const faultOf = (error: TValidationError, all: readonly TValidationError[]): SettingFault => {
  const { keyword } = error
  if (keyword === 'boolean') return { code: 'not-known-here', fields: {} }
  // A refinement says its fault's code.
  const refined: unknown = keyword === '~refine' ? { code: error.params.message, fields: {} } : null
  if (Value.Check(SettingFault, refined)) return refined
  if (keyword === 'enum' || keyword === 'const' || keyword === 'anyOf') {
    const allowed = all.filter(({ instancePath }) => instancePath === error.instancePath).flatMap(allowedBy)
    if (allowed.length > 0) return { code: 'not-one-of', fields: { allowed: allowed.map((value) => JSON.stringify(value)) } }
  }
  return { code: 'not-as-declared', fields: { error } }
}

/** The values that would have been right, of each branch of a schema. */
const allowedBy = ({ keyword, params }: TValidationError): unknown[] =>
  keyword === 'enum' ? params.allowedValues : keyword === 'const' ? [params.allowedValue] : []

const valueOf = (text: string): { value: unknown } | { stopsAt: number } => {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    const message = error instanceof Error ? error.message : ''
    const [, line] = /\(line (\d+) column/.exec(message) ?? []
    const [, position] = /position (\d+)/.exec(message) ?? []
    const before = position === undefined ? text : text.slice(0, Number(position))
    return { stopsAt: line === undefined ? before.split('\n').length : Number(line) }
  }
}
