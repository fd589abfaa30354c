import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { BoothCheck } from '#protocol/check.ts'
import type { CardReading, NoPhoto } from '#protocol/reading.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { checkView, reportState } from '../../test/made-up/check.ts'
import { openBench } from '../bench/bench.ts'
import type { PhotoDecoder } from '../families/identity-card/codec.ts'
import type { CardEvent } from '../families/identity-card/driver.ts'
import { openCalibrations } from '../keep/calibrations.ts'
import { openKey } from '../keep/key.ts'
import { openSpool } from '../keep/spool.ts'
import { openHand } from '../testing/test-line.ts'
import { openTestServer, type TestServer } from '../testing/test-server.ts'
import { startAgent } from './agent.ts'

// What becomes of a card when its photo's decoder, which is its maker's, takes its time, or the server.

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const card = {
  kind: 'resident',
  name: '张三',
  sex: 'male',
  nation: '01',
  birth: '1949-12-31',
  address: '测试路1号',
  number: '11010519491231002X',
  authority: '测试市公安局',
  validFrom: '2015-01-01',
  validTo: null,
} as const

/** A photo in its maker's compression, whatever it shows. */
const PHOTO = Uint8Array.from({ length: 1024 }, (_, nth) => nth % 251)

type OnCard = (reading: CardReading, server: TestServer) => BoothCheck | Refusal | Promise<never>

/** A booth with a reader that does as it is told, and a photo's decoder. */
const openBooth = async (decodePhoto: PhotoDecoder | null = async () => null, silent = false, onCard?: OnCard) => {
  const server = await openTestServer()
  if (onCard) server.answer['booth:card'] = (reading) => (server.inbox.cards.push(reading), onCard(reading, server))
  server.silent = silent
  const data = mkdtempSync(join(tmpdir(), 'roadfit-card-'))
  const key = openKey(data)
  const wall = () => new Date()
  const { line, say: see } = openHand<CardEvent>()
  const agent = startAgent({
    settings: { server: server.url, code: 'CODE', simulate: true, printer: true, touch: true },
    bench: openBench([{ name: 'reader', model: 'SDT', kind: 'identity-card', line }], () => false, true),
    keep: {
      key,
      calibrations: openCalibrations({ folder: join(data, 'calibrations'), key, ids: randomUUID, wall }),
      spool: openSpool(join(data, 'spool')),
    },
    clockwork: { clock: () => performance.now(), wall, ids: randomUUID, pace: 1 },
    decodePhoto,
    log: { error() {}, warn() {}, info() {} },
  })
  closing.push(
    () => server.close(),
    () => agent.close(),
  )
  await vi.waitFor(() => expect(agent.view().link).toBe('connected'))
  return { server, see, agent }
}

test('a card whose reader sees it no more before its photo is decoded opens its check all the same', async () => {
  const photo = Uint8Array.of(0x89, 0x50)
  const { server, see } = await openBooth(() => new Promise((decoded) => setTimeout(() => decoded(photo), 300)))
  see({ event: 'card', card, photoBlock: PHOTO })
  see({ event: 'gone' })
  await vi.waitFor(() => expect(server.inbox.cards).toMatchObject([{ photo: Buffer.from(photo).toString('base64') }]))
})

test('a decoder that never ends costs the photo, not the check', async () => {
  const { server, see } = await openBooth(() => new Promise(() => {}))
  see({ event: 'card', card, photoBlock: PHOTO })
  await vi.waitFor(() => expect(server.inbox.cards).toMatchObject([{ photo: null }]))
})

test('a card that was taken along before the server was heard is not offered for the next one, which can’t be read', async () => {
  const { server, see, agent } = await openBooth(async () => null, true)
  see({ event: 'card', card, photoBlock: PHOTO })
  await vi.waitFor(() => expect(agent.view().card).toBe('read'))
  see({ event: 'gone' })
  see({ event: 'unreadable', why: 'read-failed' })
  server.show(null)
  await new Promise((later) => setTimeout(later, 300))
  expect([server.inbox.cards, agent.view().card]).toEqual([[], 'unreadable'])
})

const soon = (so: () => void) => vi.waitFor(so, { interval: 20 })
const other = { ...card, name: '李四', birth: '1990-01-01', number: '110105199001010011' } as const
const PHOTOLESS: [NoPhoto, string, Uint8Array, PhotoDecoder | null][] = [
  ['not-on-card', 'bears none', new Uint8Array(1024), async () => PHOTO],
  ['unreadable', 'can’t be decoded', PHOTO, async () => null],
  ['unreadable', 'breaks its decoder', PHOTO, () => Promise.reject(new Error('broken'))],
  ['no-decoder', 'comes to a booth without a decoder', PHOTO, null],
]
test.each(PHOTOLESS)('the server is told %s of a card’s photo that %s', async (noPhoto, _, photoBlock, decode) => {
  const { server, see } = await openBooth(decode)
  see({ event: 'card', card, photoBlock })
  await vi.waitFor(() => expect(server.inbox.cards).toMatchObject([{ photo: null, noPhoto }]))
})

const layOn = { event: 'card', card, photoBlock: PHOTO } as const
const settled = () => new Promise((later) => setTimeout(later, 200))

test('a photo that is not decoded yet when the server speaks is not lost', async () => {
  const photo = Uint8Array.of(0x89, 0x50)
  const { server, see } = await openBooth(() => new Promise((decoded) => setTimeout(() => decoded(photo), 400)))
  see(layOn)
  server.show(null)
  await vi.waitFor(() => expect(server.inbox.cards).toMatchObject([{ photo: Buffer.from(photo).toString('base64') }]))
})

test.each(['not-me', 'declined'] as const)(
  'whoever leaves as %s is told what became of the card, which has to be taken away first while it still lies there',
  async (why) => {
    const { server, see, agent } = await openBooth()
    see(layOn)
    // The usual reader finds a card that it has read no more.
    see({ event: 'gone', blind: true })
    await soon(() => expect(agent.view().check?.phase).toBe('opened'))
    expect(await agent.touch({ touch: 'leave', why })).toEqual({ done: true })
    await soon(() => expect(agent.view()).toMatchObject({ check: null, card: 'take-away', parting: why }))
    expect(server.inbox.left).toHaveLength(1)
    await settled()
    expect(server.inbox.cards).toHaveLength(1)
    // Laid on again it is a card again.
    server.held = null
    see({ ...layOn })
    await soon(() => expect(server.inbox.cards).toHaveLength(2))
    expect(agent.view().parting).toBeUndefined()
  },
)

test.each([
  refuse('card-expired', { validTo: '2020-01-01' }),
  refuse('case-stopped', { reason: '暂扣', counter: '示范大队' }),
  refuse('card-invalid'),
])('after $refused the card is to be taken away first, whether its reader can see it or not', async (refusal) => {
  for (const blind of [true, undefined]) {
    const { see, agent } = await openBooth(undefined, false, () => refusal)
    see(layOn)
    if (blind) see({ event: 'gone', blind })
    await soon(() => expect(agent.view()).toMatchObject({ card: 'take-away', refusal: { refusal } }))
    await agent.touch({ touch: 'seen-refusal' })
    expect(agent.view().card).toBe('take-away')
    see({ event: 'gone' })
    expect(agent.view().card).toBe('none')
  }
})

test('while the case is asked a card that its reader finds no more is still being looked up', async () => {
  const { see, agent } = await openBooth(undefined, false, () => new Promise<never>(() => {}))
  see(layOn)
  see({ event: 'gone', blind: true })
  await settled()
  expect(agent.view().card).toBe('read')
})

test('another card over a result wipes nothing: whoever lays it on is asked, and its photo is kept', async () => {
  const photo = Uint8Array.of(0x89, 0x50)
  const next = { check: checkView({ id: '00000000-0000-4000-8000-0000000000c2', phase: 'opened' }), attempt: null }
  const { server, see, agent } = await openBooth(
    async () => photo,
    false,
    () => next,
  )
  const result = checkView({ phase: 'reported', report: reportState() })
  server.show({ check: result, attempt: null })
  await soon(() => expect(agent.view().check?.phase).toBe('reported'))
  see({ ...layOn, card: other })
  await settled()
  expect(agent.view()).toMatchObject({ check: { id: result.id }, cardAsks: { asks: 'next' } })
  expect(server.inbox.cards).toEqual([])
  await agent.touch({ touch: 'card', begin: false })
  expect(agent.view()).toMatchObject({ check: { id: result.id }, card: 'take-away' })
  expect(agent.view().cardAsks).toBeUndefined()

  see({ event: 'gone', blind: true })
  see({ ...layOn, card: other })
  await soon(() => expect(agent.view().cardAsks).toEqual({ asks: 'next' }))
  server.answer['booth:card'] = (reading) => (
    server.inbox.cards.push(reading), { check: checkView({ id: '00000000-0000-4000-8000-0000000000c2', phase: 'opened' }), attempt: null }
  )
  await agent.touch({ touch: 'card', begin: true })
  await soon(() => expect(agent.view().check?.phase).toBe('opened'))
  expect(server.inbox.cards).toMatchObject([{ card: other, photo: Buffer.from(photo).toString('base64') }])
  expect(agent.picture('card')).toEqual(photo)
})

test('the driver’s own card laid on over the result leaves it where it is', async () => {
  const { server, see, agent } = await openBooth()
  server.show({ check: checkView({ phase: 'reported', report: reportState() }), attempt: null })
  await soon(() => expect(agent.view().check?.phase).toBe('reported'))
  see(layOn)
  await soon(() => expect(agent.view()).toMatchObject({ check: { phase: 'reported' }, card: 'take-away' }))
  expect([server.inbox.cards, agent.view().cardAsks]).toEqual([[], undefined])
})

test('somebody with a report in force is asked before another check begins', async () => {
  const opened = { check: checkView({ phase: 'opened' }), attempt: null }
  const { server, see, agent } = await openBooth(undefined, false, ({ anew }) =>
    anew ? opened : refuse('report-in-force', { on: '2026-11-20', validTo: '2027-05-20' }),
  )
  see(layOn)
  await soon(() => expect(agent.view().cardAsks).toEqual({ asks: 'anew', on: '2026-11-20', validTo: '2027-05-20' }))
  expect([agent.view().check, agent.view().refusal]).toEqual([null, null])
  await agent.touch({ touch: 'card', begin: false })
  expect(agent.view()).toMatchObject({ card: 'take-away', check: null })
  expect(server.inbox.cards).toHaveLength(1)

  see({ ...layOn })
  await soon(() => expect(agent.view().cardAsks?.asks).toBe('anew'))
  await agent.touch({ touch: 'card', begin: true })
  await soon(() => expect(agent.view().check?.phase).toBe('opened'))
  expect(server.inbox.cards.map(({ anew }) => anew)).toEqual([undefined, undefined, true])
})

test('a driver who leaves without a line is seen no more in the booth, and the server is told as soon as there is one', async () => {
  const { server, agent } = await openBooth()
  server.show({
    check: checkView({ declaration: { has: false, diseases: [], at: '2026-11-25T08:00:00.000Z', signature: 'a'.repeat(64) } }),
    attempt: null,
  })
  await soon(() => expect(agent.view().check?.phase).toBe('underway'))
  server.down = true
  server.cut()
  await soon(() => expect(agent.view().link).toBe('connecting'))
  expect(await agent.touch({ touch: 'leave' })).toEqual({ done: true })
  expect(agent.view().check).toBeNull()
  server.down = false
  await vi.waitFor(() => expect(server.inbox.left).toEqual([checkView().id]))
})

test('the card brings back a check that was left in the same booth, whichever word of the server comes first', async () => {
  const check = checkView({ version: 7 })
  const { server, see, agent } = await openBooth(undefined, false, (_, server) => {
    const back = { check: checkView({ version: 9, resumedAt: '2026-11-25T09:00:00.000Z' }), attempt: null }
    server.show(back)
    return back
  })
  server.show({ check, attempt: null })
  await soon(() => expect(agent.view().check?.phase).toBe('underway'))
  await agent.touch({ touch: 'leave' })
  await soon(() => expect(agent.view()).toMatchObject({ check: null, parting: 'kept' }))
  see(layOn)
  await soon(() => expect(agent.view().check).toMatchObject({ id: check.id, version: 9 }))
})

test('of several cases the driver chooses one, and what was answered before is still said', async () => {
  const opened = { check: checkView({ phase: 'opened' }), attempt: null }
  const several = refuse('cases-several', { count: 2, numbers: ['G-1', 'B-2'], businesses: ['G', 'B'], classes: ['C1', 'A1 A2'] })
  const { server, see, agent } = await openBooth(undefined, false, ({ anew, case: chosen }) => {
    if (!anew) return refuse('certificate-in-force', { on: '2026-09-01', validTo: '2027-03-01', institution: '示范体检中心' })
    return chosen === 'B-2' ? opened : several
  })
  see(layOn)
  const elsewhere = { asks: 'anew', on: '2026-09-01', validTo: '2027-03-01', institution: '示范体检中心' }
  await soon(() => expect(agent.view().cardAsks).toEqual(elsewhere))
  await agent.touch({ touch: 'card', begin: true })
  const cases = [
    { number: 'G-1', business: 'G', classes: 'C1' },
    { number: 'B-2', business: 'B', classes: 'A1 A2' },
  ]
  await soon(() => expect(agent.view().cardAsks).toEqual({ asks: 'which', cases }))
  await agent.touch({ touch: 'card', begin: true, case: 'B-2' })
  await soon(() => expect(agent.view().check?.phase).toBe('opened'))
  expect(server.inbox.cards.map(({ anew, case: chosen }) => [anew, chosen])).toEqual([
    [undefined, undefined],
    [true, undefined],
    [true, 'B-2'],
  ])
})

test('while the traffic police can’t be reached nobody is refused: the card stays, and they are asked again by itself', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  closing.push(() => vi.useRealTimers())
  let reachable = false
  const opened = { check: checkView({ phase: 'opened' }), attempt: null }
  const { server, see, agent } = await openBooth(undefined, false, () => (reachable ? opened : refuse('case-unreachable')))
  see(layOn)
  await soon(() => expect(agent.view().refusal?.refusal.refused).toBe('case-unreachable'))
  expect(agent.view().card).toBe('read')
  await agent.touch({ touch: 'seen-refusal' })
  await vi.advanceTimersByTimeAsync(10_000)
  await soon(() => expect(server.inbox.cards).toHaveLength(2))
  // Who has read it isn't told once more.
  expect(agent.view()).toMatchObject({ refusal: null, card: 'read' })
  reachable = true
  await vi.advanceTimersByTimeAsync(10_000)
  await soon(() => expect(agent.view().check?.phase).toBe('opened'))
  expect(server.inbox.cards).toHaveLength(3)
})

test('a card that was taken away while they couldn’t be reached is asked about no more', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  closing.push(() => vi.useRealTimers())
  const { server, see, agent } = await openBooth(undefined, false, () => refuse('case-unreachable'))
  see(layOn)
  await soon(() => expect(agent.view().refusal?.refusal.refused).toBe('case-unreachable'))
  see({ event: 'gone' })
  await vi.advanceTimersByTimeAsync(30_000)
  expect(agent.view().card).toBe('none')
  expect(server.inbox.cards).toHaveLength(1)
})
