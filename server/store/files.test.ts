import { createHash } from 'node:crypto'
import { mkdtemp, open, readdir, readlink, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { BLOCK } from './blocks.ts'
import { type Files, isWhole, openFiles, type Range, SMALL_MOST, storedIn, sweepFiles } from './files.ts'

let folder: string
let files: Files
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadfit-files-'))
  files = openFiles(folder)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
/** Bytes of which no two blocks are alike. */
const patterned = (length: number): Buffer => {
  const bytes = Buffer.alloc(length)
  for (let at = 0; at + 4 <= length; at += 4) bytes.writeUInt32LE(at, at)
  return bytes
}
/** In pieces that fit no block. */
async function* inPieces(bytes: Uint8Array, piece = 70_001) {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece)
}
const placeOf = (digest: string) => join(folder, digest.slice(0, 2), digest)
const read = async (digest: string, range?: Range): Promise<Buffer> => {
  const parts: Uint8Array[] = []
  for await (const part of (await files.get(digest))?.stream(range) ?? []) parts.push(part)
  return Buffer.concat(parts)
}
const spoil = async (place: string, at: number) => {
  const file = await open(place, 'r+')
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at)
  await file.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, at)
  await file.close()
}
const everything = async () =>
  (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).map(({ name }) => name)

describe('a file that comes as a stream', () => {
  test.each([0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 3 * BLOCK + 12_345])(
    'of %i bytes is stored under the same digest as its bytes at once, and any part of it is given to the byte',
    async (length) => {
      const bytes = patterned(length)
      const digest = await files.put(inPieces(bytes))
      expect(digest).toBe(sha256(bytes))
      expect(await files.put(bytes)).toBe(digest)
      expect((await files.get(digest))?.size).toBe(length)
      expect((await read(digest)).equals(bytes)).toBe(true)
      for (const [first, last] of [
        [0, 0],
        [length - 1, length - 1],
        [BLOCK - 1, BLOCK],
        [1, length - 2],
        [BLOCK, 2 * BLOCK - 1],
      ] as const)
        if (first >= 0 && first <= last && last < length)
          expect((await read(digest, { first, last })).equals(bytes.subarray(first, last + 1)), `${first}-${last}`).toBe(true)
      expect(await isWhole(files, digest)).toBe(true)
      const names: string[] = []
      for await (const name of storedIn(folder)) names.push(name)
      expect(names).toEqual([digest])
    },
  )

  test('of 300 MB is stored, read through and looked at without being held in memory', async () => {
    const piece = Buffer.alloc(300_000)
    let most = 0
    const look = () => (most = Math.max(most, process.memoryUsage.rss()))
    async function* long() {
      for (let at = 0; at < 1000; at++) {
        piece.writeUInt32LE(at)
        look()
        yield piece
      }
    }
    const before = process.memoryUsage.rss()
    const digest = await files.put(long())
    let size = 0
    for await (const part of (await files.get(digest))?.stream() ?? []) {
      look()
      size += part.length
    }
    expect(size).toBe(300_000_000)
    expect(most - before).toBeLessThan(120_000_000)
  }, 120_000)

  test('that ends with an error, or on a disk that takes no more, leaves nothing behind', async () => {
    const torn = async function* () {
      yield patterned(2 * BLOCK)
      throw new Error('the other side went away')
    }
    await expect(files.put(torn())).rejects.toThrow('the other side went away')
    const full = async function* () {
      yield patterned(2 * BLOCK)
      throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
    }
    const refused = await files.put(full()).catch((error: Error) => error.cause)
    expect(isRefusal(refused) && refused).toMatchObject({ refused: 'disk-full', fields: { cause: 'ENOSPC' } })
    expect(await everything()).toEqual([])
  })

  test('that was cut by the end of the process is swept at the next start, with its list', async () => {
    const digest = await files.put(patterned(BLOCK + 1))
    const id = '00000000-0000-4000-8000-000000000001'
    await writeFile(join(folder, `coming.${id}`), 'half')
    await writeFile(join(folder, `coming.${id}.blocks`), 'half')
    expect(await sweepFiles(folder)).toBe(2)
    expect((await everything()).toSorted()).toEqual([digest, `${digest}.blocks`])
    await files.drop(digest)
    expect(await everything()).toEqual([])
  })

  test('twice at once is stored once', async () => {
    const bytes = patterned(2 * BLOCK)
    const [one, other] = await Promise.all([files.put(inPieces(bytes)), files.put(inPieces(bytes, 33_333))])
    expect(one).toBe(other)
    expect(await everything()).toHaveLength(2)
    expect(await isWhole(files, one)).toBe(true)
  })
})

describe('a file that has changed on the disk', () => {
  test('gives no byte of the block that changed, and all of the others; the whole is noticed, and the same bytes put it right', async () => {
    const bytes = patterned(4 * BLOCK)
    const digest = await files.put(bytes)
    await spoil(placeOf(digest), 2 * BLOCK + 7)
    expect((await read(digest, { first: 0, last: 2 * BLOCK - 1 })).equals(bytes.subarray(0, 2 * BLOCK))).toBe(true)
    await expect(read(digest, { first: 2 * BLOCK + 1_000, last: 2 * BLOCK + 1_001 })).rejects.toThrow(digest)
    const given: Uint8Array[] = []
    const whole = async () => {
      for await (const part of (await files.get(digest))?.stream() ?? []) given.push(part)
    }
    await expect(whole()).rejects.toThrow(digest)
    expect(Buffer.concat(given).equals(bytes.subarray(0, 2 * BLOCK))).toBe(true)
    await expect(files.bytes(digest)).rejects.toThrow(digest)
    expect(await isWhole(files, digest)).toBe(false)
    await files.put(inPieces(bytes))
    expect(await isWhole(files, digest)).toBe(true)
  })

  test('together with its list gives its end to nobody who reads the whole', async () => {
    const other = patterned(3 * BLOCK).fill(1, 5, 9)
    const digest = await files.put(patterned(3 * BLOCK))
    const forged = await files.put(other)
    await rename(placeOf(forged), placeOf(digest))
    await rename(`${placeOf(forged)}.blocks`, `${placeOf(digest)}.blocks`)
    await expect(read(digest)).rejects.toThrow(digest)
    expect(await isWhole(files, digest)).toBe(false)
  })

  test('by being cut off is noticed in every part, also where nothing is left', async () => {
    for (const length of [BLOCK / 2, 2 * BLOCK]) {
      const digest = await files.put(patterned(length))
      for (const left of [length - 1, 0]) {
        await truncate(placeOf(digest), left)
        await expect(read(digest), `${left} of ${length}`).rejects.toThrow(digest)
      }
    }
  })

  test('is told from one whose list alone is gone or torn: that is worked out again', async () => {
    const bytes = patterned(2 * BLOCK + 1)
    const digest = await files.put(bytes)
    for (const harm of [() => rm(`${placeOf(digest)}.blocks`), () => writeFile(`${placeOf(digest)}.blocks`, 'torn')]) {
      await harm()
      expect((await read(digest, { first: BLOCK, last: BLOCK })).equals(bytes.subarray(BLOCK, BLOCK + 1))).toBe(true)
    }
    await spoil(placeOf(digest), 3)
    await expect(read(digest, { first: BLOCK, last: BLOCK })).rejects.toThrow(digest)
  })
})

test('a file too long to be held is refused at once, and read as a stream', async () => {
  const digest = await files.put(patterned(SMALL_MOST + 1))
  await expect(files.bytes(digest)).rejects.toThrow(/too long/)
  expect(await isWhole(files, digest)).toBe(true)
})

test('whoever stops reading in the middle leaves no file open', async () => {
  const digest = await files.put(patterned(3 * BLOCK))
  const opened = async () => {
    const links = await Promise.all((await readdir('/proc/self/fd')).map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')))
    return links.filter((link) => link.includes(digest)).length
  }
  for await (const _ of (await files.get(digest))?.stream() ?? []) {
    expect(await opened()).toBe(1)
    break
  }
  expect(await opened()).toBe(0)
})
