import { createHash, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { BLOCK, blocksIn, type Digests, isListFor, openDigests, readBlock } from './blocks.ts'
import { keeping } from './full.ts'
import { sha256 } from './sha256.ts'

/** The first and the last byte of a part, counted from 0, as HTTP names them. */
export type Range = { first: number; last: number }

/** A stored file, of which nothing was read yet. */
export type StoredFile = {
  digest: string
  /** Bytes. */
  size: number
  /**
   * Its bytes, or a part of them, in pieces of at most a block. Each was compared before it is given: throws when the disk has other bytes
   * than were stored. Whoever ends early leaves nothing open.
   */
  stream(range?: Range): AsyncIterable<Uint8Array>
}

/** Bytes by their SHA-256. What is stored never changes. */
export type Files = {
  /**
   * Stores bytes, at once or as they come, and gives their digest. When it returns they are on the disk; where it doesn't take them, or
   * they end with an error, nothing is left there. What comes is never held as a whole.
   */
  put(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<string>
  /** A file to be read piece by piece, or null: nobody stored it. */
  get(digest: string): Promise<StoredFile | null>
  /** All bytes of a small file: a paper, a picture, a text. Throws as its stream does, and where it has more than `SMALL_MOST` bytes. */
  bytes(digest: string): Promise<Uint8Array | null>
  /** Writes a byte and takes it away again. Null, or the system's code for why the disk doesn't take it: `ENOSPC`, `EROFS` … */
  probe(): Promise<string | null>
  /** Takes away what nobody may keep. Whether somebody else still needs the same bytes is the caller's to know. */
  drop(digest: string): Promise<void>
}

/** What is held in memory as a whole is no longer than this, bytes: the longest paper has a megabyte. */
export const SMALL_MOST = 16 * BLOCK

/** Files in a folder, each named by its digest, under its first two digits. */
export const openFiles = (folder: string): Files => {
  const get = async (digest: string): Promise<StoredFile | null> => {
    if (!isDigest(digest)) return null
    const place = placeIn(folder, digest)
    const found = await stat(place).catch(none)
    return found && { digest, size: found.size, stream: (range) => reading(place, digest, found.size, range) }
  }
  return {
    async put(content) {
      // What lies there already needs no room. One that was torn on the disk is put right by the same bytes.
      const known = content instanceof Uint8Array ? sha256(content) : null
      if (known && (await isWhole({ get }, known))) return known
      return keeping(() => write(folder, content instanceof Uint8Array ? [content] : content))
    },
    get,
    async bytes(digest) {
      const file = await get(digest)
      if (file === null) return null
      if (file.size > SMALL_MOST) throw new Error(`stored file ${digest} is too long to be held at once: ${file.size} bytes`)
      const parts: Uint8Array[] = []
      for await (const part of file.stream()) parts.push(part)
      return Buffer.concat(parts)
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
    async drop(digest) {
      if (!isDigest(digest)) return
      await rm(placeIn(folder, digest), { force: true })
      await rm(listBeside(placeIn(folder, digest)), { force: true })
    },
  }
}

/** Is a file there, and does it hold what was stored? It is read through, block by block. */
export const isWhole = async (files: Pick<Files, 'get'>, digest: string): Promise<boolean> => {
  try {
    const file = await files.get(digest)
    for await (const _ of file?.stream() ?? []);
    return file !== null
  } catch {
    return false
  }
}

// ---------------------------------------------------------------- writing

/** Writes what comes and gives its digest. A half-written file never carries the name: written aside, synced, then renamed. */
const write = async (folder: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> => {
  const aside = join(folder, `coming.${randomUUID()}`)
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const { digest, size, blocks } = await pour(aside, content)
    const place = placeIn(folder, digest)
    const shelf = dirname(place)
    if (await mkdir(shelf, { recursive: true, mode: 0o700 })) await syncFolder(folder)
    if (blocksIn(size) > 1) await writeFile(listBeside(aside), blocks, { flag: 'wx', mode: 0o600, flush: true })
    await rename(aside, place)
    // Behind the file: where this is ended in between, its list is worked out from it.
    if (blocksIn(size) > 1) await rename(listBeside(aside), listBeside(place))
    await syncFolder(shelf)
    return digest
  } catch (error) {
    // What was begun takes the room that is short.
    for (const begun of [aside, listBeside(aside)]) await rm(begun, { force: true }).catch(() => {})
    throw error
  }
}

const pour = async (aside: string, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Digests> => {
  const file = await open(aside, 'wx', 0o600)
  try {
    const digests = openDigests()
    for await (const part of content) {
      digests.take(part)
      await file.writeFile(part)
    }
    await file.sync()
    return digests.end()
  } finally {
    await file.close()
  }
}

/** Takes away what a process that ended in the middle left half written. For the start, before anybody writes. */
export const sweepFiles = async (folder: string): Promise<number> => {
  const left = (await readdir(folder, { withFileTypes: true }).catch(() => [])).filter((one) => one.isFile() && ASIDE.test(one.name))
  for (const { name } of left) await rm(join(folder, name), { force: true })
  return left.length
}

/** What is written aside: what comes, its list, a probe, or what an earlier program named by its digest; with an id of its own. */
const ASIDE = /^([0-9a-f]{64}|coming|probe)\.[0-9a-f-]{36}(\.blocks)?$/

// ---------------------------------------------------------------- reading

async function* reading(
  place: string,
  digest: string,
  size: number,
  range: Range = { first: 0, last: size - 1 },
): AsyncGenerator<Uint8Array> {
  const { first, last } = range
  const list = await listOf(place, digest, size)
  // Of one block its digest says all.
  const whole = first === 0 && last === size - 1 && blocksIn(size) > 1 ? createHash('sha256') : null
  const end = blockOf(last)
  const handle = await open(place, 'r')
  try {
    for (let at = blockOf(first); at <= end; at++) {
      const block = await readBlock(handle, at, { size, list })
      if (block === null) throw changed(digest)
      whole?.update(block)
      // Blocks and list may both be others: whoever gets all gets its end only when it is what was stored.
      if (at === end && whole && whole.digest('hex') !== digest) throw changed(digest)
      const start = at * BLOCK
      yield block.subarray(Math.max(first - start, 0), last + 1 - start)
    }
  } finally {
    await handle.close()
  }
}

const blockOf = (byte: number): number => Math.max(0, Math.floor(byte / BLOCK))

/** The digests of a file's blocks, as they are kept beside it; where they aren't, from the file itself, once all of it was compared. */
const listOf = async (place: string, digest: string, size: number): Promise<Uint8Array> => {
  if (blocksIn(size) === 1) return Buffer.from(digest, 'hex')
  const kept = await readFile(listBeside(place)).catch(none)
  if (kept && isListFor(size, kept)) return kept
  const handle = await open(place, 'r')
  const digests = openDigests()
  for await (const part of handle.createReadStream()) digests.take(part)
  const made = digests.end()
  if (made.digest !== digest) throw changed(digest)
  return made.blocks
}

const changed = (digest: string) => new Error(`stored file ${digest} has changed on the disk`)

/** Stands for a file that isn't there. */
const none = (error: NodeJS.ErrnoException): null => {
  if (error.code === 'ENOENT') return null
  throw error
}

// ---------------------------------------------------------------- which there are

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

/** Where the digests of a file's blocks are kept. */
const listBeside = (place: string): string => `${place}.blocks`

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
