import { createPrivateKey, X509Certificate } from 'node:crypto'
import { accessSync, constants, readFileSync, statSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import type { SettingFault } from '#protocol/setting-fault.ts'
import type { Secret } from './list.ts'

/** A value, or what is wrong with where it should be. */
export type Read<T> = { value: T } | { fault: SettingFault }

/** Standard Webhooks: 24 to 64 bytes, in base64, with or without its prefix. */
const KEY = /^(?:whsec_)?([A-Za-z0-9+/]{32,88}={0,2})$/

/** A text that is a secret. */
export const secretText = (secret: Secret, environment: Record<string, string | undefined>): Read<string> => {
  const read = 'file' in secret ? secretFile(secret.file) : variable(environment[secret.env])
  return 'fault' in read ? read : { value: read.value.trim() }
}

/** A key by which messages are signed. */
export const signingKey = (secret: Secret, environment: Record<string, string | undefined>): Read<Uint8Array> => {
  const text = secretText(secret, environment)
  if ('fault' in text) return text
  const [, base64] = KEY.exec(text.value) ?? []
  const bytes = Buffer.from(base64 ?? '', 'base64')
  return bytes.length >= 24 && bytes.length <= 64 ? { value: new Uint8Array(bytes) } : { fault: { code: 'no-signing-key', fields: {} } }
}

const variable = (value: string | undefined): Read<string> => (value ? { value } : { fault: { code: 'variable-missing', fields: {} } })

/** The text of a file that nobody but its owner may read. */
const secretFile = (path: string): Read<string> => {
  const read = plainFile(path)
  // Windows knows no such bits; where they are, a secret that the group may read is none.
  if ('value' in read && process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0)
    return { fault: { code: 'file-open-to-others', fields: {} } }
  return read
}

const plainFile = (path: string): Read<string> => {
  if (!isAbsolute(path)) return { fault: { code: 'path-not-whole', fields: {} } }
  try {
    return { value: readFileSync(path, 'utf8') }
  } catch {
    return { fault: { code: 'unreadable', fields: {} } }
  }
}

/** A private Ed25519 key in PEM (RFC 8410). */
export const ed25519Key = (path: string): Read<string> => {
  const read = secretFile(path)
  if ('fault' in read) return read
  try {
    if (createPrivateKey(read.value).asymmetricKeyType === 'ed25519') return read
  } catch {
    // Told below.
  }
  return { fault: { code: 'not-ed25519', fields: {} } }
}

/** A certificate with its key, and by whom the other side's is issued. */
export const certificateOf = ({
  cert,
  key,
  ca,
}: {
  cert: string
  key: string
  ca?: string
}): Record<'cert' | 'key' | 'ca', Read<string | null>> => {
  const [own, secret] = [plainFile(cert), secretFile(key)]
  const fits = 'value' in own && 'value' in secret && !isPair(own.value, secret.value)
  return {
    cert: own,
    key: fits ? { fault: { code: 'not-its-key', fields: { other: cert } } } : secret,
    ca: ca === undefined ? { value: null } : plainFile(ca),
  }
}

const isPair = (cert: string, key: string): boolean => {
  try {
    return new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))
  } catch {
    return false
  }
}

/** What keeps this server from reading and writing a folder; null: nothing. */
export const folderFault = (path: string): SettingFault | null => {
  try {
    if (!statSync(path).isDirectory()) return { code: 'no-folder', fields: {} }
    accessSync(path, constants.R_OK | constants.W_OK)
    return null
  } catch {
    return { code: 'no-folder', fields: {} }
  }
}
