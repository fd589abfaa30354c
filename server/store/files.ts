import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { keeping } from './full.ts'
import { sha256 } from './sha256.ts'

/** Bytes by their SHA-256. What is stored never changes. */
export type Files = {
  /** Stores the bytes and gives their digest. When it returns they are on the disk; where it takes them not, nothing is left there. */
  put(bytes: Uint8Array): Promise<string>
  /** The bytes, or null: nobody stored them. Throws when the disk gives other bytes than were stored. */
  get(digest: string): Promise<Uint8Array | null>
  /** Writes a byte and takes it away again. Null, or the system's code for why the disk doesn't take it: `ENOSPC`, `EROFS` … */
  probe(): Promise<string | null>
  /** Takes away what nobody may keep. Whether somebody else still needs the same bytes is the caller's to know. */
  drop(digest: string): Promise<void>
}

/** Files in a folder, each named by its digest, under its first two digits. */
export const openFiles = (folder: string): Files => {
  const placeOf = (digest: string) => placeIn(folder, digest)
  const write = async (digest: string, bytes: Uint8Array): Promise<void> => {
    const shelf = join(folder, digest.slice(0, 2))
    await mkdir(shelf, { recursive: true, mode: 0o700 })
    // A half-written file never carries the name: written aside, synced, then renamed.
    const aside = join(folder, `${digest}.${randomUUID()}`)
    try {
      const file = await open(aside, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(aside, placeOf(digest))
    } catch (error) {
      // What was begun takes the room that is short.
      await rm(aside, { force: true }).catch(() => {})
      throw error
    }
    await syncFolder(shelf)
  }
  return {
    async put(bytes) {
      const digest = sha256(bytes)
      // One that was torn on the disk is put right by the same bytes.
      if (!(await holds(placeOf(digest), digest))) await keeping(() => write(digest, bytes))
      return digest
    },
    async probe() {
      const aside = join(folder, `probe.${randomUUID()}`)
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await writeFile(aside, '1', { mode: 0o600, flush: true })
        return null
      } catch (error) {
        return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
      } finally {
        await rm(aside, { force: true }).catch(() => {})
      }
    },
    async get(digest) {
      if (!isDigest(digest)) return null
      const bytes = await readFile(placeOf(digest)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
      if (bytes === null) return null
      if (sha256(bytes) !== digest) throw new Error(`stored file ${digest} has changed on the disk`)
      return bytes
    },
    async drop(digest) {
      if (isDigest(digest)) await rm(placeOf(digest), { force: true })
    },
  }
}

/** Takes away what a process that ended in the middle left half written. For the start, before anybody writes. */
export const sweepFiles = async (folder: string): Promise<number> => {
  const left = (await readdir(folder, { withFileTypes: true }).catch(() => [])).filter((one) => one.isFile() && ASIDE.test(one.name))
  for (const { name } of left) await rm(join(folder, name), { force: true })
  return left.length
}

/** What is written aside: a digest or a probe, and an id of its own. */
const ASIDE = /^([0-9a-f]{64}|probe)\.[0-9a-f-]{36}$/

/** Which files are kept, by their digests. Nobody holds all the names at once: a hall has millions. */
export type Stored = { has(digest: string): boolean } & (AsyncIterable<string> | Iterable<string>)

/** The files that a folder keeps; they are looked up as they are asked for, and walked shelf by shelf. */
export const storedIn = (folder: string): Stored => ({
  has: (digest) => isDigest(digest) && existsSync(placeIn(folder, digest)),
  async *[Symbol.asyncIterator]() {
    for (const shelf of await readdir(folder).catch(() => []))
      if (/^[0-9a-f]{2}$/.test(shelf)) yield* (await readdir(join(folder, shelf))).filter(isDigest)
  },
})

const isDigest = (name: string): boolean => /^[0-9a-f]{64}$/.test(name)
const placeIn = (folder: string, digest: string): string => join(folder, digest.slice(0, 2), digest)

const holds = (place: string, digest: string): Promise<boolean> =>
  readFile(place).then(
    (bytes) => sha256(bytes) === digest,
    () => false,
  )

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
