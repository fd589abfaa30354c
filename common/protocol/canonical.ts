/**
 * One text for one value: object keys in code-unit order, no spaces, numbers as ECMAScript writes them (RFC 8785).
 * Digests and signatures are made over this. Throws on what JSON can't carry: undefined, NaN, a lone surrogate.
 */
export const canonical = (value: unknown): string => {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a number that is not finite has no canonical text')
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('a lone surrogate has no canonical text')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value === 'object') {
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
  }
  throw new TypeError(`a ${typeof value} has no canonical text`)
}

/** SHA-256 of bytes, or of a text in UTF-8, as 64 hexadecimal digits. Runs in Node and in browsers. */
export const sha256 = async (data: string | Uint8Array): Promise<string> => {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Digest of a value: SHA-256 over its canonical text. */
export const digestOf = (value: unknown): Promise<string> => sha256(canonical(value))

/** The text that a booth signs: everything but the signature. */
export const signedText = ({ signature: _, ...rest }: { signature: string }): string => canonical(rest)
