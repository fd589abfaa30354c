import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MANNERS, openPlatform } from '../tmri-platform.ts'

/** A standing has its sequence behind it: a report has several. */
export type Act = 'deliver' | 'withdraw' | `standing ${string}`
/** What reached a receiver: under which number, which act, and what it gave for it. `effects`: how many receipts there were for it. */
type Came = { number: string; act: Act; receipts: Set<string>; first: number }

export type Receiver = {
  place: object
  /** By act and number, in the order of the first that was taken. */
  came: Map<string, Came>
  close(): Promise<void>
}

/** One of the bad ways at three in ten, all equally often. */
const badly = <M extends string>(chance: () => number, sound: M, bad: readonly M[]): M =>
  chance() < 0.3 ? (bad[Math.floor(chance() * bad.length)] ?? sound) : sound

const noted = () => {
  const came = new Map<string, Came>()
  let order = 0
  const take = (act: Came['act'], number: string, receipt: string): string => {
    const one = came.get(`${act} ${number}`) ?? { number, act, receipts: new Set<string>(), first: order++ }
    came.set(`${act} ${number}`, one)
    one.receipts.add(receipt)
    return receipt
  }
  return { came, take }
}

const HTTPS_BAD = ['fails', 'busy', 'cuts before', 'cuts after', 'drips', 'late', 'another encoding', 'later', 'twice'] as const
type Bad = (typeof HTTPS_BAD)[number] | 'sound'

/** Takes JSON over HTTP, as badly as it likes. */
export const overHttp = async (id: string, keyFile: string, chance: () => number): Promise<Receiver> => {
  const { came, take } = noted()
  const answer = (reply: ServerResponse, status: number, value: object) =>
    reply.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  const act = async (path: string, text: string, reply: ServerResponse, how: Bad) => {
    if (how === 'cuts before') return reply.socket?.destroy()
    if (how === 'fails') return answer(reply, 500, {})
    if (how === 'busy') return reply.writeHead(503, { 'retry-after': '0' }).end()
    const value = JSON.parse(text)
    const number: string = path === '/reports' ? value.report.number : value.number
    if (path === '/reports/standing') {
      take(`standing ${value.sequence}`, number, 'heard')
      return how === 'cuts after' ? reply.socket?.destroy() : answer(reply, 200, {})
    }
    if (path === '/reports/answer') return answer(reply, 200, { receipt: String(value.reference).slice(1) })
    const receipt = take(path === '/reports' ? 'deliver' : 'withdraw', number, `${path === '/reports' ? 'R' : 'W'}-${number}`)
    if (how === 'cuts after') return reply.socket?.destroy()
    if (how === 'later') return answer(reply, 202, { reference: `?${receipt}` })
    if (how === 'late') await sleep(300)
    if (how === 'another encoding')
      return reply
        .writeHead(200, { 'content-type': 'application/json; charset=utf-16le' })
        .end(Buffer.from(JSON.stringify({ receipt }), 'utf16le'))
    if (how === 'twice') return reply.end(JSON.stringify({ receipt }) + JSON.stringify({ receipt }))
    if (how !== 'drips') return answer(reply, 200, { receipt })
    for (const byte of JSON.stringify({ receipt })) {
      reply.write(byte)
      await sleep(5)
    }
    return reply.end()
  }
  const server = createServer((request, reply) => {
    void textOf(request).then(
      (text) => act(request.url ?? '', text, reply, badly(chance, 'sound', HTTPS_BAD)),
      () => reply.destroy(),
    )
  })
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    place: { id, carrier: 'https', url, keys: [{ file: keyFile }] },
    came,
    close: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

const textOf = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part)
  return Buffer.concat(parts).toString()
}

/** Fetches folders, sometimes late, and brings receipts: half written first, twice, or late. */
export const byFerry = async (id: string, folder: string, key: string, chance: () => number): Promise<Receiver> => {
  const { came, take } = noted()
  const [outgoing, incoming, fetched] = [join(folder, 'out'), join(folder, 'in'), join(folder, 'fetched')] as const
  for (const one of [outgoing, incoming, fetched]) await mkdir(one, { recursive: true })
  const stop = new AbortController()
  const fetchOne = async (name: string, trip: number) => {
    await rename(join(outgoing, name), join(fetched, `${name}~${trip}`))
    const manifest = JSON.parse(await readFile(join(fetched, `${name}~${trip}`, 'manifest.json'), 'utf8'))
    const act: Act = manifest.act === 'standing' ? `standing ${name.split('.')[1]}` : manifest.act
    const receipt = take(act, manifest.number, `${act}-${manifest.number}`)
    const path = join(incoming, `${name}.json`)
    const text = JSON.stringify({ reference: name, receipt })
    if (chance() < 0.3) await writeFile(path, text.slice(0, 20))
    if (chance() < 0.3) await sleep(200)
    await writeFile(`${path}.part`, text)
    await rename(`${path}.part`, path)
    if (chance() < 0.3) await writeFile(path, text)
  }
  const fetching = (async () => {
    for (let trip = 0; !stop.signal.aborted; trip++) {
      for (const name of await readdir(outgoing)) if (!name.startsWith('.') && chance() < 0.7) await fetchOne(name, trip)
      await sleep(50)
    }
  })()
  return {
    place: { id, carrier: 'ferry', outgoing, incoming, key, map: 'examination-1' },
    came,
    close: async () => {
      stop.abort()
      await fetching
    },
  }
}

/** The platform by SOAP, which takes a number once however often it comes. */
export const bySoap = async (id: string, serialFile: string, chance: () => number, isLong: boolean): Promise<Receiver> => {
  const { came, take } = noted()
  // Who is answered after the next call waits for its own time when there is none: twenty seconds.
  const bad = isLong ? MANNERS : MANNERS.filter((manner) => manner !== 'late')
  const platform = await openPlatform(() => badly(chance, 'sound', bad))
  return {
    place: {
      id,
      carrier: 'soap',
      url: platform.url,
      service: 'TmriOutNewAccess',
      write: 'writeObjectOutNew',
      query: 'queryObjectOutNew',
      xtlb: '02',
      jkxlh: { file: serialFile },
      cjsqbh: '',
      dwjgdm: '999900000000',
      dwmc: '示范市',
      yhbz: 'user-1',
      yhxm: '林知远',
      zdbs: '127.0.0.1',
      charset: 'utf-8',
      declared: 'GBK',
      percent: 'values',
      deliver: [{ jkid: '20C11', map: 'examination-1' }],
      withdraw: null,
      standing: { jkid: '20C14', map: 'standing-1' },
      ask: null,
      answersLater: false,
      codes: { taken: ['1'], refused: ['0'], again: [] },
    },
    came,
    close: async () => {
      for (const { number } of platform.taken()) {
        const [report = '', nth] = number.split('.')
        take(nth === undefined ? 'deliver' : `standing ${nth}`, report, `K${number}`)
      }
      await platform.close()
    },
  }
}
