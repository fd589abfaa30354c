import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openSealed, type SealedReader, unwrap, wrap, writeSealed } from './sealed.ts'

const folder = mkdtempSync(join(tmpdir(), 'roadfit-sealed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const key = randomBytes(32)
/** Half a megabyte, handed over in pieces of all sizes. */
const whole = randomBytes(500_000)
const write = async (name: string): Promise<string> => {
  const place = join(folder, name)
  let ms = 0
  const writer = await writeSealed(place, key, name, () => ms)
  for (let at = 0, size = 1; at < whole.length; at += size, size = ((size * 7) % 90_001) + 1) {
    ms += 300
    await writer.write(whole.subarray(at, at + size))
  }
  await writer.end()
  return place
}
const read = async (reader: SealedReader | null, first = 0, end = reader?.size ?? 0): Promise<Buffer> => {
  if (!reader) throw new Error('no file')
  const parts: Uint8Array[] = []
  for await (const part of reader.read(first, end)) parts.push(part)
  return Buffer.concat(parts)
}
const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('an encrypted file', () => {
  test('gives back what was written, whole and in any part', async () => {
    const reader = await openSealed(await write('a'), key, 'a')
    expect(digest(await read(reader))).toBe(digest(whole))
    for (const [first, end] of [
      [0, 1],
      [65_535, 65_537],
      [123_456, 400_001],
      [499_999, 500_000],
    ] as const)
      expect((await read(reader, first, end)).equals(whole.subarray(first, end)), `${first} to ${end}`).toBe(true)
  })

  test('shows nothing of what is in it', async () => {
    const bytes = readFileSync(await write('b'))
    for (let at = 0; at + 16 <= whole.length; at += 4096) expect(bytes.includes(whole.subarray(at, at + 16))).toBe(false)
  })

  test('can be read up to where its writing was cut off', async () => {
    const place = await write('c')
    truncateSync(place, readFileSync(place).length - 10)
    const reader = await openSealed(place, key, 'c')
    const left = await read(reader)
    expect(left.length).toBeGreaterThan(300_000)
    expect(left.length).toBeLessThan(whole.length)
    expect(left.equals(whole.subarray(0, left.length))).toBe(true)
  })

  test('is not read when it was altered, or by another key, or under another name', async () => {
    const place = await write('d')
    for (const [key2, name] of [
      [randomBytes(32), 'd'],
      [key, 'e'],
    ] as const) {
      const reader = await openSealed(place, key2, name)
      await expect(read(reader)).rejects.toThrow()
    }
    const bytes = readFileSync(place)
    bytes[1000] = (bytes[1000] ?? 0) ^ 1
    writeFileSync(place, bytes)
    const reader = await openSealed(place, key, 'd')
    await expect(read(reader)).rejects.toThrow()
  })

  test('that is not there is no file', async () => {
    expect(await openSealed(join(folder, 'none'), key, 'none')).toBe(null)
  })
})

test('a key is locked up for one recording alone', () => {
  const secret = randomBytes(32)
  const wrapped = wrap(key, 'one', secret, randomBytes(12))
  expect(unwrap(key, 'one', wrapped)).toEqual(secret)
  expect(() => unwrap(key, 'two', wrapped)).toThrow()
  expect(() => unwrap(randomBytes(32), 'one', wrapped)).toThrow()
})
