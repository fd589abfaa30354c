import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGzip, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { askBounded, MOST_ANSWER_BYTES } from './answer.ts'
import { httpTraffic } from './traffic.ts'

let server: Server | undefined
afterEach(() => server?.closeAllConnections())

/** A case that answers in its own way. Says which encodings it was offered, and when its line was closed. */
const answering = async (answer: (reply: ServerResponse) => void) => {
  const seen: { encoding?: string | string[] | undefined; closed: Promise<void> } = { closed: Promise.resolve() }
  server = createServer((request, reply) => {
    seen.encoding = request.headers['accept-encoding']
    seen.closed = new Promise((resolve) => reply.once('close', resolve))
    request.resume().once('end', () => answer(reply))
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}
const ask = (url: string, patience = { allMs: 20_000, silenceMs: 20_000 }) => askBounded(url, { method: 'POST', headers: {} }, patience)

describe('an answer of the case', () => {
  test('is read up to 64 kB, asked for unpacked', async () => {
    const { url, seen } = await answering((reply) => reply.end(`"${'x'.repeat(MOST_ANSWER_BYTES - 2)}"`))
    expect(await ask(url)).toMatchObject({ status: 200, json: expect.stringMatching(/^x{63998}$/) })
    expect(seen.encoding).toBe('identity')
  })

  test('that is longer is not read on, said or unsaid, and its line is closed', async () => {
    const { url, seen } = await answering((reply) => {
      const pour = () => {
        while (reply.writable && reply.write('x'.repeat(10_000)));
        if (!reply.destroyed) reply.once('drain', pour)
      }
      pour()
    })
    await expect(ask(url)).rejects.toThrow(/64000 bytes/)
    await seen.closed
  })

  test('packed on its own accord is read up to 64 kB unpacked, and a bomb is not unpacked', async () => {
    const small = await answering((reply) => reply.setHeader('content-encoding', 'gzip').end(gzipSync('{"case":null}')))
    expect(await ask(small.url)).toMatchObject({ json: { case: null } })
    server?.closeAllConnections()
    const before = process.memoryUsage().rss
    const bomb = await answering((reply) => {
      reply.setHeader('content-encoding', 'gzip')
      const packing = createGzip()
      packing.pipe(reply)
      // 300 MB of zeros, a few hundred kB packed.
      const zeros = Buffer.alloc(1_000_000)
      let left = 300
      const pour = () => {
        while (left-- > 0 && !reply.destroyed) if (!packing.write(zeros)) return packing.once('drain', pour)
        return packing.end()
      }
      pour()
    })
    await expect(ask(bomb.url)).rejects.toThrow(/64000 bytes/)
    expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  })

  test('that stops in the middle is given up before its whole time is over', async () => {
    const { url, seen } = await answering((reply) => void reply.write('{'))
    await expect(ask(url, { allMs: 600_000, silenceMs: 100 })).rejects.toThrow()
    await seen.closed
  })

  test('that trickles for ever is given up when its whole time is over', async () => {
    const { url, seen } = await answering((reply) => {
      const trickle = setInterval(() => reply.write(' '), 5)
      reply.once('close', () => clearInterval(trickle))
    })
    await expect(ask(url, { allMs: 300, silenceMs: 600_000 })).rejects.toThrow()
    await seen.closed
  })

  test('that leads elsewhere is not followed, and one that is too long refuses a search and puts a delivery off', async () => {
    const moved = await answering((reply) => reply.writeHead(307, { location: 'http://127.0.0.1:1/' }).end())
    expect(await ask(moved.url)).toMatchObject({ status: 307 })
    server?.closeAllConnections()
    const long = await answering((reply) => reply.end(' '.repeat(100_000)))
    const found = await httpTraffic(long.url, 'secret').find('11010519491231002X')
    expect(isRefusal(found) && found.refused).toBe('case-unreachable')
  })
})
