import { createHmac, createPublicKey, type KeyObject, timingSafeEqual, verify } from 'node:crypto'

/** Letters and digits that nobody mixes up. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Bytes as letters, one a byte: 32 letters, so each byte gives five bits without bias. */
export const letters = (bytes: Uint8Array): string => Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join('')

/** Keys as they were read, at most so many: who comes back after a fall of the line, or signed a thousand readings, has the same one. */
const MOST_KEYS = 5000
const keys = new Map<string, KeyObject>()
const keyOf = (publicKey: string): KeyObject => {
  const known = keys.get(publicKey)
  if (known) return known
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
  if (keys.size >= MOST_KEYS) keys.clear()
  keys.set(publicKey, key)
  return key
}

/** Did the owner of this Ed25519 key (raw, base64url) sign this text? */
export const isSignedBy = (publicKey: string, text: string, signature: string): boolean => {
  try {
    return verify(null, Buffer.from(text), keyOf(publicKey), Buffer.from(signature, 'base64url'))
  } catch {
    // A key or a signature of the wrong form is a wrong one.
    return false
  }
}

/** A code that only this installation can make, for a purpose: twelve letters in three groups. */
export const codeFor = (key: Uint8Array, purpose: string): string =>
  letters(createHmac('sha256', key).update(purpose).digest().subarray(0, 12)).replace(/(.{4})(?=.)/g, '$1-')

/** Is this the code, however it was typed? Takes as long for a wrong one. */
export const sameCode = (code: string, typed: string): boolean => {
  const plain = (text: string) =>
    Buffer.from(
      text
        .toUpperCase()
        .replaceAll(/[^0-9A-Z]/g, '')
        .padEnd(40)
        .slice(0, 40),
    )
  return timingSafeEqual(plain(code), plain(typed))
}
