import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, open, rm } from 'node:fs/promises'
import { request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fastify } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openFiles } from '../store/files.ts'
import { rangeOf, sendStored } from './stored.ts'

let folder: string
let url: string
const app = fastify()
const logged: string[] = []
const nothing = () => {}
const content = Buffer.from(Array.from({ length: 2_500_000 }, (_, at) => (at * 7 + (at >> 8)) % 251))
const digest = createHash('sha256').update(content).digest('hex')
const etag = `"${digest}"`

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadfit-ranges-'))
  const files = openFiles(folder)
  await files.put(content)
  const log = { error: (_: object, text: string) => void logged.push(text), warn: nothing, info: nothing, debug: nothing }
  app.setErrorHandler((_error, _request, reply) => reply.code(500).send({ refused: 'internal' }))
  app.get<{ Params: { digest: string } }>('/:digest', async ({ params }, reply) => {
    const file = await files.get(params.digest)
    return file ? sendStored(reply.type('application/pdf'), file, log) : reply.code(404).send()
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
})
afterAll(async () => {
  await app.close()
  await rm(folder, { recursive: true, force: true })
})
const get = async (headers: Record<string, string> = {}, method = 'GET') => {
  const answer = await fetch(`${url}/${digest}`, { method, headers })
  return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) }
}

// RFC 9110, sections 13.1, 14.1 to 14.4, 15.3.7 and 15.5.17.
describe('a file that is asked for', () => {
  test('without a part is given whole, with its length, its digest as ETag, and the word that parts may be asked for', async () => {
    const { status, headers, body } = await get()
    expect(status).toBe(200)
    expect(body.equals(content)).toBe(true)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-length': '2500000',
      'content-type': 'application/pdf',
      'accept-ranges': 'bytes',
      etag,
    })
    expect(headers.get('content-range')).toBeNull()
  })

  test.each([
    ['bytes=0-499', 0, 499],
    ['bytes=500-999', 500, 999],
    ['bytes=-500', 2_499_500, 2_499_999],
    ['bytes=2499999-', 2_499_999, 2_499_999],
    ['bytes=1048575-1048576', 1_048_575, 1_048_576],
    ['bytes=2000000-99999999999', 2_000_000, 2_499_999],
    ['Bytes=0-0', 0, 0],
    // Section 14.1.2: of a file shorter than the suffix, all of it.
    ['bytes=-9000000', 0, 2_499_999],
  ])('by %s is given from %i to %i', async (range, first, last) => {
    const { status, headers, body } = await get({ range })
    expect(status).toBe(206)
    expect(headers.get('content-range')).toBe(`bytes ${first}-${last}/2500000`)
    expect(headers.get('content-length')).toBe(String(last - first + 1))
    expect(body.equals(content.subarray(first, last + 1))).toBe(true)
  })

  test.each(['bytes=2500000-', 'bytes=9000000-9000001', 'bytes=-0'])(
    'by %s, where there is nothing, is told how long it is',
    async (range) => {
      const { status, headers, body } = await get({ range })
      expect(status).toBe(416)
      expect(headers.get('content-range')).toBe('bytes */2500000')
      expect(JSON.parse(body.toString())).toMatchObject({ refused: 'malformed' })
    },
  )

  test.each(['bytes=5-4', 'bytes=-', 'bytes=a-b', 'lines=0-4', 'bytes=0-1,5-6', 'bytes'])(
    'by %s, which is several parts or none, is given whole',
    async (range) => expect(await get({ range })).toMatchObject({ status: 200, body: { length: content.length } }),
  )

  test('in part only where the rest is of the same file: by its very ETag, and by no other, no weak one and no date', async () => {
    expect((await get({ range: 'bytes=0-9', 'if-range': etag })).status).toBe(206)
    for (const other of [`W/${etag}`, '"0"', 'Wed, 25 Nov 2026 02:00:00 GMT'])
      expect(await get({ range: 'bytes=0-9', 'if-range': other })).toMatchObject({ status: 200, body: { length: content.length } })
  })

  test('again is not sent to whoever has it, nor to whoever wants another one alone', async () => {
    for (const list of [etag, `W/${etag}`, `"0", ${etag}`, '*']) expect(await get({ 'if-none-match': list })).toMatchObject({ status: 304 })
    expect(await get({ 'if-none-match': '"0"' })).toMatchObject({ status: 200 })
    expect(await get({ 'if-match': `"0", ${etag}` })).toMatchObject({ status: 200 })
    expect(await get({ 'if-match': `W/${etag}` })).toMatchObject({ status: 412 })
  })

  test('by its headers alone has the same ones, whatever part is named, and no byte', async () => {
    const { status, headers, body } = await get({ range: 'bytes=0-9' }, 'HEAD')
    expect({ status, body: body.length }).toEqual({ status: 200, body: 0 })
    expect(Object.fromEntries(headers)).toMatchObject({ 'content-length': '2500000', 'accept-ranges': 'bytes', etag })
  })

  test('and left in the middle costs no more than what was sent', async () => {
    const asked = ask(`${url}/${digest}`)
    asked.end()
    const [answer] = await once(asked, 'response')
    await once(answer, 'data')
    answer.destroy()
    expect((await get()).body.equals(content)).toBe(true)
    expect(logged).toEqual([])
  })
})

test('a part of no bytes at all is all of them', () => {
  expect(rangeOf('bytes=-5', 0)).toBeNull()
  expect(rangeOf('bytes=0-', 0)).toBe('outside')
})

test('a file that has changed on the disk is an error where it begins so, and is cut off and logged where that shows later', async () => {
  const spoil = async (at: number) => {
    const file = await open(join(folder, digest.slice(0, 2), digest), 'r+')
    await file.write(Buffer.from('!'), 0, 1, at)
    await file.close()
  }
  await spoil(2_400_000)
  await expect(get()).rejects.toThrow()
  await expect.poll(() => logged).toEqual(['a file was cut off while it was sent'])
  expect((await get({ range: 'bytes=0-2000000' })).status).toBe(206)
  await spoil(0)
  const { status, headers, body } = await get({ range: 'bytes=0-99' })
  expect({ status, body: body.toString() }).toEqual({ status: 500, body: '{"refused":"internal"}' })
  expect(['etag', 'content-range', 'accept-ranges'].map((name) => headers.get(name))).toEqual([null, null, null])
})
