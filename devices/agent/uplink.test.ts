import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { Reading } from '#protocol/reading.ts'
import { refuse } from '#protocol/refusal.ts'
import { openKey } from '../keep/key.ts'
import { openSpool, type RefusedReading } from '../keep/spool.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { openUplink } from './uplink.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const CLOCK_MS = 120_000

/** A booth whose wall's clock was off when it measured, and which was started so long after; what came of its reading. */
const delivered = async ({ offMs, agoMs, restarted = false }: { offMs: number; agoMs: number; restarted?: boolean }) => {
  const server = await openTestServer()
  const data = mkdtempSync(join(tmpdir(), 'roadfit-uplink-'))
  const key = openKey(data)
  const spool = openSpool(join(data, 'spool'))
  const started = Date.now() - agoMs - 1000
  const taken: Reading[] = []
  server.answer['booth:reading'] = (reading) => {
    const at = Date.parse(reading.at)
    if (at < started - CLOCK_MS || at > Date.now() + CLOCK_MS) return refuse('clock-wrong')
    taken.push(reading)
    return { acknowledged: reading.id }
  }
  const clock = () => 1_000_000_000
  spool.keep(
    key.sign({
      id: id(1),
      check: id(2),
      station: 'colour' as const,
      attempt: id(3),
      seed: '0'.repeat(32),
      setup: { procedure: 'colour' as const, form: 'digits' as const },
      calibrations: [],
      trials: [],
      devices: [{ id: 'screen', kind: 'screen' as const, model: 'screen', quality: { frames: 0, faults: 0, longestGapMs: 0 } }],
      monotonic: restarted ? 5 : clock() - agoMs,
      at: new Date(Date.now() - agoMs + offMs).toISOString(),
    }),
  )
  const refused: unknown[] = []
  const uplink = openUplink({
    settings: { server: server.url, code: 'CODE' },
    keep: { key, spool },
    clockwork: { clock, pace: 0.05 },
    onLink() {},
    onCount: key.beyond,
    onCalled: () => {},
    onCheck() {},
    onPlace() {},
    onSaid() {},
    onPointed() {},
    onHeard() {},
    onDelivery: (one) => one && refused.push(one),
  })
  closing.push(
    () => server.close(),
    () => uplink.close(),
  )
  await vi.waitFor(() => expect(taken).toHaveLength(1), { interval: 20 })
  await vi.waitFor(() => expect(spool.waiting()).toBe(0), { interval: 20 })
  const [reading] = taken
  if (!reading) throw new Error('nothing was taken')
  return { reading, refused, aside: readdirSync(join(data, 'spool/refused')) }
}

test.each([
  ['ten minutes slow', { offMs: -600_000, agoMs: 0 }],
  ['ten minutes fast', { offMs: 600_000, agoMs: 0 }],
  ['six hours slow, its reading an hour old', { offMs: -6 * 3_600_000, agoMs: 3_600_000 }],
  ['a day fast, its reading an hour old', { offMs: 24 * 3_600_000, agoMs: 3_600_000 }],
  ['wrong before its machine was started again', { offMs: -6 * 3_600_000, agoMs: 60_000, restarted: true }],
])('an honest reading of a booth whose clock is %s arrives, dated by the server’s, and nothing is moved aside', async (_, booth) => {
  const { reading, refused, aside } = await delivered(booth)
  const made = 'restarted' in booth ? Date.now() : Date.now() - booth.agoMs
  // The server tells its time in whole seconds; the rest is a slow machine's.
  expect(Math.abs(Date.parse(reading.at) - made)).toBeLessThan(60_000)
  expect([refused, aside]).toEqual([[], []])
})

const unsigned = (n: number) => ({
  id: id(n),
  check: id(2),
  station: 'colour' as const,
  attempt: id(100 + n),
  seed: '0'.repeat(32),
  setup: { procedure: 'colour' as const, form: 'digits' as const },
  calibrations: [],
  trials: [],
  devices: [{ id: 'screen', kind: 'screen' as const, model: 'screen', quality: { frames: 0, faults: 0, longestGapMs: 0 } }],
  monotonic: 5,
  at: new Date().toISOString(),
})
const card = {
  id: id(50),
  card: {
    kind: 'resident' as const,
    name: '张三',
    sex: 'male' as const,
    nation: '01',
    birth: '1949-12-31',
    address: '测试路1号',
    number: '11010519491231002X',
    authority: '测试市公安局',
    validFrom: '2015-01-01',
    validTo: null,
  },
  photo: null,
  device: { id: 'reader', kind: 'identity-card' as const, model: 'SDT', quality: { frames: 1, faults: 0, longestGapMs: 0 } },
  monotonic: 5,
  at: new Date().toISOString(),
}

const openBooth = (server: TestServer) => {
  const data = mkdtempSync(join(tmpdir(), 'roadfit-uplink-'))
  const key = openKey(data)
  const spool = openSpool(join(data, 'spool'))
  const refused: RefusedReading[] = []
  const start = () => {
    const uplink = openUplink({
      settings: { server: server.url, code: 'CODE' },
      keep: { key, spool },
      clockwork: { clock: () => 1000, pace: 0.01 },
      onCount: key.beyond,
      onCalled: () => {},
      onDelivery: (one) => one && refused.push(one),
      onLink() {},
      onCheck() {},
      onPlace() {},
      onSaid() {},
      onPointed() {},
      onHeard() {},
    })
    closing.push(() => uplink.close())
    return uplink
  }
  closing.push(() => server.close())
  return { key, spool, refused, start }
}

test('a reading whose number the server has gone past is signed again behind all that it took', async () => {
  const server = await openTestServer()
  server.taken = 40
  const { key, spool, refused, start } = openBooth(server)
  spool.keep(key.sign(unsigned(1)))
  const taken: number[] = []
  server.answer['booth:reading'] = (reading) => {
    if (reading.sequence <= 40) return refuse('sequence-not-growing')
    taken.push(reading.sequence)
    return { acknowledged: reading.id }
  }
  start()
  await vi.waitFor(() => expect(spool.waiting()).toBe(0), { interval: 20 })
  expect([taken, refused]).toEqual([[41], []])
})

test('the pictures that a reading names go before it, and again when it has to go again', async () => {
  const server = await openTestServer()
  const { key, spool, start } = openBooth(server)
  const limbs = {
    station: 'upper-limbs' as const,
    setup: { procedure: 'limbs' as const, station: 'upper-limbs' as const, tasks: ['palms' as const] },
  }
  const digest = spool.still(id(101), new Uint8Array([0xff, 0xd8, 7]))
  const answer = { done: 'done' as const, force: null }
  const trial = { stimulus: { task: 'palms' as const }, answer, shownAt: 1, answeredAt: 2, source: 'touch' as const }
  spool.keep(key.sign({ ...unsigned(1), ...limbs, trials: [{ ...trial, still: { camera: 'face' as const, digest } }] }))
  const came: string[] = []
  server.answer['booth:still'] = ({ jpeg }) => (came.push(jpeg), { done: true })
  const answers = [refuse('internal')]
  server.answer['booth:reading'] = (reading) => (came.push('reading'), answers.shift() ?? { acknowledged: reading.id })
  start()
  await vi.waitFor(() => expect(spool.waiting()).toBe(0), { interval: 20 })
  expect(came).toEqual(['/9gH', 'reading', '/9gH', 'reading'])
})

test.each(['clock-wrong', 'internal', 'records-busy'] as const)(
  'a reading that the server refuses for ever with %s stops no card: the next driver is taken',
  async (code) => {
    const server = await openTestServer()
    const { key, spool, start } = openBooth(server)
    spool.keep(key.sign(unsigned(1)))
    server.answer['booth:reading'] = () => refuse(code)
    const uplink = start()
    await vi.waitFor(async () => expect(await uplink.card(card)).toMatchObject({ check: { phase: 'opened' } }), {
      interval: 20,
      timeout: 20_000,
    })
    expect(server.inbox.cards).toHaveLength(1)
  },
)

test.each(['booth-unknown', 'signature-wrong'] as const)(
  'a booth that the server has forgotten enrols again, each time: %s',
  async (code) => {
    const server = await openTestServer()
    const { key, start } = openBooth(server)
    let enrolled = 0
    const enrol = key.enrol.bind(key)
    key.enrol = (...said) => (enrolled++, enrol(...said))
    server.refuses = null
    start()
    for (const times of [2, 3, 4]) {
      server.refuses = code
      server.cut()
      await vi.waitFor(() => expect(enrolled).toBeGreaterThanOrEqual(times), { interval: 10, timeout: 20_000 })
      server.refuses = null
      await vi.waitFor(() => expect(server.lines()).toBe(1), { interval: 10, timeout: 20_000 })
    }
  },
)

test('a server that is busy at enrolment is asked again, until it enrols', async () => {
  const server = await openTestServer()
  const { key, start } = openBooth(server)
  const answers = [refuse('records-busy'), refuse('internal'), refuse('too-many-tries')]
  const enrol = key.enrol.bind(key)
  key.enrol = async (...said) => answers.shift() ?? enrol(...said)
  start()
  await vi.waitFor(() => expect(server.lines()).toBe(1), { interval: 10, timeout: 20_000 })
})
