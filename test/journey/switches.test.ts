import { chmodSync, cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { DeviceKind } from '#protocol/device.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { workerBin } from '../worker-bin.ts'
import { caseReceived, eventsOf, scriptCase, until, witness } from './people.ts'
import { type Product, startProduct } from './product.ts'
import { openShort, type Short, type Step, type Stop } from './short.ts'

// ---------------------------------------------------------------- what can be switched off

/** The line from the server to the case, which can be cut while the case itself is well. */
const openWire = async () => {
  let cut = false
  let port = 0
  const sockets = new Set<Socket>()
  const own = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => sockets.delete(socket))
  }
  const server = createServer((near) => {
    own(near)
    if (cut) return void near.destroy()
    const far = connect(port, '127.0.0.1')
    own(far)
    near.pipe(far).pipe(near)
    far.on('close', () => near.destroy())
    near.on('close', () => far.destroy())
  })
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  const drop = () => sockets.forEach((socket) => socket.destroy())
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadsTo: (origin: string) => (port = Number(new URL(origin).port)),
    cut() {
      cut = true
      drop()
    },
    mend: () => (cut = false),
    close() {
      drop()
      server.close()
    },
  }
}

/** A media worker that can be kept from starting, so that a killed one is not replaced. */
const openWorker = (folder: string) => {
  const path = join(folder, 'worker.sh')
  const barred = join(folder, 'barred')
  writeFileSync(path, `#!/bin/sh\n[ -e '${barred}' ] && exit 1\nexec '${workerBin()}' "$@"\n`)
  chmodSync(path, 0o700)
  const running = (server: number) =>
    readFileSync(`/proc/${server}/task/${server}/children`, 'utf8')
      .split(' ')
      .map(Number)
      .filter((pid) => pid > 0 && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('mediasoup-worker'))
  return {
    path,
    kill(server: number) {
      writeFileSync(barred, '')
      for (const pid of running(server)) process.kill(pid, 'SIGKILL')
    },
    allow: () => rmSync(barred),
  }
}

const folder = mkdtempSync(join(tmpdir(), 'roadfit-switches-'))
const worker = openWorker(folder)
let wire: Awaited<ReturnType<typeof openWire>>
let product: Product
let short: Short

/** Until the server says whether there is media. */
const mediaIs = (alive: boolean) =>
  until(`media is ${alive ? 'there' : 'gone'}`, async () => {
    const ready: unknown = await (await fetch(`${product.origin}/readyz`)).json()
    return typeof ready === 'object' && ready !== null && 'media' in ready && ready.media === alive
  })
const heightSensor = (into: boolean) => plug('height', into)
const plug = async (device: DeviceKind, into: boolean) => {
  await short.hands.do({ hand: 'plug', device, in: into })
  const state = () => short.booth.view()?.devices.find(({ kind }) => kind === device)?.state
  await until(`the ${device} is ${into ? 'alive' : 'silent'}`, () => (state() === 'alive') === into)
}
const spool = () => join(product.data, 'booth', 'spool')
const sealKey = () => join(product.data, 'seal', 'seal.key')
const sealedPapers = () => witness(product, (db) => db.prepare('select number from reports where pdf is not null').all().length)
const phase = async () => {
  const now = await short.seen()
  return isRefusal(now) ? now.refused : now.phase
}

// ---------------------------------------------------------------- the table

type Row = {
  part: string
  /** It goes before this step, or while the height is being measured. */
  before: Step | 'midway'
  off(): Promise<unknown>
  /** Where the journey must stop, and what the people there are told. */
  stops: Stop[]
  /** What must be so while the part is missing. */
  meanwhile?(): Promise<void>
  on(): Promise<unknown>
}

let papers = 0
const ROWS: Row[] = [
  {
    part: 'the case, at the beginning',
    before: 'card',
    off: () => product.trafficCase.kill(),
    stops: [{ step: 'card', told: 'case-unreachable' }],
    async on() {
      await product.trafficCase.start()
      await short.leave()
    },
  },
  {
    part: 'the media worker',
    before: 'picture',
    async off() {
      worker.kill(product.server.pid ?? 0)
      await mediaIs(false)
    },
    // Without a picture the examination still stands: it goes on to the counter.
    stops: [{ step: 'picture', told: 'media-unavailable' }],
    async on() {
      worker.allow()
      await mediaIs(true)
    },
  },
  {
    part: 'a device',
    before: 'height',
    off: () => heightSensor(false),
    stops: [{ step: 'height', told: 'device-missing' }],
    on: () => heightSensor(true),
  },
  {
    part: 'a device, in the middle of its station',
    before: 'midway',
    off: () => heightSensor(false),
    stops: [{ step: 'height', told: 'device-missing' }],
    async meanwhile() {
      expect(short.booth.view()).toMatchObject({ stage: null, check: { faults: [{ device: 'height' }] } })
      expect(short.station('height')).toMatchObject({ state: 'waiting', finding: null, attempts: [{ state: 'void', reading: null }] })
    },
    on: () => heightSensor(true),
  },
  {
    part: 'the spool',
    before: 'height',
    async off() {
      renameSync(spool(), `${spool()}.away`)
      writeFileSync(spool(), 'not a folder')
    },
    stops: [{ step: 'height', told: 'spool-failed' }],
    async meanwhile() {
      expect(short.station('height')).toMatchObject({ state: 'waiting', attempts: [] })
    },
    async on() {
      rmSync(spool())
      renameSync(`${spool()}.away`, spool())
    },
  },
  {
    part: 'the spool, in the middle of a station',
    before: 'midway',
    async off() {
      renameSync(spool(), `${spool()}.away`)
      writeFileSync(spool(), 'not a folder')
    },
    stops: [{ step: 'height', told: 'spool-failed' }],
    async meanwhile() {
      expect(short.station('height')).toMatchObject({ finding: null })
    },
    async on() {
      rmSync(spool())
      renameSync(`${spool()}.away`, spool())
    },
  },
  {
    part: 'the seal',
    before: 'signature',
    async off() {
      papers = sealedPapers()
      await product.server.kill()
      cpSync(sealKey(), `${sealKey()}.away`)
      writeFileSync(sealKey(), '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n')
      await expect(product.server.start()).rejects.toThrow(/The keys or the seal cannot be used[^]+seal\.key/)
    },
    stops: [{ step: 'signature', told: 'not-connected' }],
    async meanwhile() {
      expect(sealedPapers()).toBe(papers)
    },
    async on() {
      renameSync(`${sealKey()}.away`, sealKey())
      await product.server.start()
      await short.connected()
    },
  },
  {
    part: 'the relay’s line to the case',
    before: 'signature',
    off: async () => wire.cut(),
    stops: [{ step: 'hand-over', told: 'waiting' }],
    async meanwhile() {
      expect(await phase()).toBe('reported')
      expect((await caseReceived(product)).map(({ number }) => number)).not.toContain(await short.number())
    },
    on: async () => wire.mend(),
  },
  {
    part: 'the case, at the hand-over (it starts late)',
    before: 'signature',
    off: () => product.trafficCase.kill(),
    stops: [{ step: 'hand-over', told: 'waiting' }],
    async meanwhile() {
      expect(await phase()).toBe('reported')
    },
    on: () => product.trafficCase.start(),
  },
  {
    part: 'the case’s consent',
    before: 'signature',
    off: () => scriptCase(product, 'refuse'),
    stops: [{ step: 'hand-over', told: '驾驶人业务信息已变更，请到窗口核实后重新提交' }],
    async meanwhile() {
      expect(await phase()).toBe('refused')
    },
    async on() {
      await scriptCase(product, 'accept')
      expect(await short.resend()).toBe(null)
    },
  },
]

beforeAll(async () => {
  wire = await openWire()
  product = await startProduct({ server: { ROADFIT_CASE_URL: wire.url, ROADFIT_MEDIA_WORKER: worker.path } })
  wire.leadsTo(product.caseOrigin)
  short = await openShort(product)
  await short.connected()
})
afterEach(({ task }) => {
  if (task.result?.state === 'fail') process.stderr.write(`${product.recent()}\n`)
})
afterAll(async () => {
  short?.close()
  await product?.close()
  wire?.close()
  rmSync(folder, { recursive: true })
})

/** The report stands with the counter, after one event each, one reading a measurement, one delivery and one receipt. */
const arrivedOnce = async () => {
  const number = await short.number()
  expect((await caseReceived(product)).filter((one) => one.number === number)).toMatchObject([{ deliveries: 1, receipts: [{}] }])
  expect(witness(product, (db) => db.prepare('select * from receipts where number = ?').all(number))).toHaveLength(1)
  const kinds = eventsOf(product).map(({ kind }) => kind)
  for (const kind of ['concluded', 'sealed', 'accepted', 'read'])
    expect([kind, kinds.filter((one) => one === kind)]).toEqual([kind, [kind]])
}

test('with everything on the journey stops nowhere', async () => {
  expect(await short.walk('card')).toEqual([])
  await arrivedOnce()
  await short.leave()
})

test.each(ROWS)('without $part the journey stops there, says so, and goes on when it is back', async (row) => {
  const { before, stops } = row
  const meet = async (step: Step) => void (step === before && (await row.off()))
  const midway = async () => void (before === 'midway' && (await row.off()))
  expect(await short.walk('card', { meet, midway })).toEqual(stops)
  await row.meanwhile?.()
  await row.on()
  const stopped = stops.at(-1)?.step ?? 'card'
  if (stopped !== 'picture') expect(await short.walk(stopped)).toEqual([])
  await arrivedOnce()
  await short.leave()
})
