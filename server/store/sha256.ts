import { createHash } from 'node:crypto'

/**
 * SHA-256 of bytes, or of a text in UTF-8, as 64 hexadecimal digits: the same as `#protocol/canonical.ts` gives, at once. That one runs in
 * browsers too, and goes through another thread, which costs more than a short text's digest.
 */
export const sha256 = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex')
