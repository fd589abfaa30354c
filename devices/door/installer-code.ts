import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { Digest, Exact } from '#protocol/basic.ts'
import { parsed, readIfThere, writeWhole } from '../keep/disk.ts'

const Kept = Exact({ salt: Type.String({ maxLength: 32, pattern: '^[0-9a-f]{32}$' }), hash: Digest })
const DIGITS = 8

const hashOf = (code: string, salt: string) => scryptSync(code, Buffer.from(salt, 'hex'), 32)

/** Makes a new code of eight digits, which takes the place of any before. The file keeps no more than its salted hash. */
export const makeInstallerCode = (file: string): string => {
  // Two digits are drawn from each four bytes: what is uneven about that is far below what a guesser could use.
  const code = Array.from({ length: DIGITS / 2 }, () => String(randomBytes(4).readUInt32BE() % 100).padStart(2, '0')).join('')
  const salt = randomBytes(16).toString('hex')
  writeWhole(file, JSON.stringify({ salt, hash: hashOf(code, salt).toString('hex') }))
  return code
}

/** What a door asks: is there a code, and is it this one? */
export type InstallerCode = { made(): boolean; check(code: string): boolean }

/** Reads the file again at each question: a code made while the agent runs counts at once. */
export const openInstallerCode = (file: string): InstallerCode => {
  const kept = () => {
    const value = parsed(readIfThere(file) ?? 'null')
    return Value.Check(Kept, value) ? value : null
  }
  return {
    made: () => kept() !== null,
    check(code) {
      const value = kept()
      if (value === null || !/^\d{8}$/.test(code)) return false
      return timingSafeEqual(hashOf(code, value.salt), Buffer.from(value.hash, 'hex'))
    },
  }
}
