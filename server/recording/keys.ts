import { unwrap, wrap } from './sealed.ts'

/** A new key for a check's recording, as it is kept: locked up by the installation's. */
export const freshKey = (key: Uint8Array, check: string, random: (bytes: number) => Uint8Array): string =>
  Buffer.from(wrap(key, check, random(32), random(12))).toString('base64')

/** The key of a check's recording from how it is kept. Throws when that was altered. */
export const keyOf = (key: Uint8Array, check: string, kept: string): Uint8Array => unwrap(key, check, Buffer.from(kept, 'base64'))
