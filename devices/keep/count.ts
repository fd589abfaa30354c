import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parsed, readIfThere, writeWhole } from './disk.ts'

/** Numbers that may have been given before: those above `after`, up to `upTo`. */
export type Twice = { after: number; upTo: number }

/** Counts all that a booth signs. No number is given twice. */
export type Count = {
  /** The next number, written down before it is used. Throws when the disk can't be written. */
  next(): number
  /**
   * The server has taken numbers of this booth up to this one: those that come are greater. Gives those that this start has given for nothing,
   * since the file was lost, torn or of an earlier day; null: there are none.
   */
  beyond(taken: number): Twice | null
}

export type CountLog = { warn(fields: object, text: string): void }

/**
 * Opens the count of a booth's data folder. `isNew`: its key was made just now, and nothing was signed by it. A file that is lost, torn or
 * older than what lies beside it goes on behind the greatest number there; what was given beyond that is known to the server alone.
 */
export const openCount = (folder: string, isNew: boolean, log?: CountLog): Count => {
  const file = join(folder, 'sequence')
  if (isNew) writeWhole(file, '0')
  const written = readCount(file)
  const opened = Math.max(written ?? 0, ...numbersIn(folder))
  if (written === null)
    log?.warn({ file, sequence: opened }, 'the count of what this booth has signed is lost; the server will say how far it came')
  else if (written < opened)
    log?.warn({ file, sequence: opened }, 'the count of what this booth has signed is older than what lies beside it')
  let count = opened
  /** The server has said how far it came: from now on what it takes is what was counted here. */
  let isInStep = false
  return {
    next() {
      writeWhole(file, String(count + 1))
      count += 1
      return count
    },
    beyond(taken) {
      const behind = !isInStep && opened < taken
      isInStep = true
      count = Math.max(count, taken)
      if (!behind) return null
      log?.warn({ file, opened, taken }, 'the count of what this booth has signed was behind the server’s and goes on from there')
      return { after: opened, upTo: taken }
    },
  }
}

/** Null: lost or torn. */
const readCount = (path: string): number | null => {
  const text = readIfThere(path)
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null
}

/** Where signed things lie in a booth's data folder. */
const SIGNED = ['calibrations', 'spool/waiting', 'spool/refused']

/** The numbers of all that is signed and lies there. */
const numbersIn = (folder: string): number[] =>
  SIGNED.map((name) => join(folder, name))
    .filter((path) => existsSync(path))
    .flatMap((path) => readdirSync(path).map((name) => numberOf(parsed(readIfThere(join(path, name)) ?? ''))))

/** Of a refused reading it stands one deeper. Neither: 0. */
const numberOf = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return 0
  if ('sequence' in value && Number.isSafeInteger(value.sequence)) return Number(value.sequence)
  return 'reading' in value ? numberOf(value.reading) : 0
}
