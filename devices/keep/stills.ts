import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeWhole } from './disk.ts'

/** The stills of attempts whose readings the server hasn't got yet. */
export type Stills = {
  /** Keeps a JPEG of an attempt and gives its SHA-256. Throws when the disk can't be written. */
  keep(attempt: string, jpeg: Uint8Array): string
  /** The JPEGs of an attempt that are among these. One that the disk has lost is left out. */
  of(attempt: string, digests: readonly string[]): Uint8Array[]
  /** The attempts of which there are some. */
  attempts(): Set<string>
  /** Throws away those of an attempt. Throws when the disk can't be written. */
  drop(attempt: string): void
}

const attemptOf = (file: string): string => file.split('.')[0] ?? ''

/** Opens the stills in a folder of their own, each named by its attempt and its digest. */
export const openStills = (folder: string): Stills => {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const files = () => readdirSync(folder)
  return {
    keep(attempt, jpeg) {
      const digest = createHash('sha256').update(jpeg).digest('hex')
      writeWhole(join(folder, `${attempt}.${digest}.jpg`), jpeg)
      return digest
    },
    of(attempt, digests) {
      const there = new Set(files())
      const wanted = [...new Set(digests)].map((digest) => `${attempt}.${digest}.jpg`)
      return wanted.filter((file) => there.has(file)).map((file) => readFileSync(join(folder, file)))
    },
    attempts: () => new Set(files().map(attemptOf)),
    drop(attempt) {
      for (const file of files()) if (attemptOf(file) === attempt) rmSync(join(folder, file), { force: true })
    },
  }
}
