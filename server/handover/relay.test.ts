import { expect, test } from 'vitest'
import { openCase } from '../../test/case.ts'
import { type Carrier, type Delivered, noCarrier } from './carrier.ts'
import { caseAlone, NOWHERE } from './destinations.ts'
import { retryAt } from './https/outcome.ts'
import { needsPerson, waitAfter, waitAsked, waitForAnswer } from './patience.ts'
import { openRelay, type Relay, type Waiting } from './relay.ts'
import { httpTraffic } from './traffic.ts'

test('waits double from half a second to an hour, and chance takes at most half away', () => {
  expect([1, 2, 3, 4].map((tries) => waitAfter(tries, 0))).toEqual([500, 1000, 2000, 4000])
  expect(waitAfter(13, 0)).toBe(2_048_000)
  expect(waitAfter(14, 0)).toBe(3_600_000)
  expect(waitAfter(1000, 0)).toBe(3_600_000)
  expect(waitAfter(1000, 1)).toBe(1_800_000)
})

test('somebody has to look at once where nothing changes by itself, else after ten tries or half an hour', () => {
  const passing = { code: 'down', said: '503' } as const
  expect(needsPerson({ code: 'key-wrong', said: '401' }, 1, 0)).toBe(true)
  expect(needsPerson(passing, 9, 0)).toBe(false)
  expect(needsPerson(passing, 10, 0)).toBe(true)
  expect(needsPerson(passing, 1, 1_799_999)).toBe(false)
  expect(needsPerson(passing, 1, 1_800_000)).toBe(true)
})

test('the case is asked by body, and whatever is not an answer counts as unreachable', async () => {
  const traffic = await openCase()
  const http = httpTraffic(traffic.url, traffic.key)
  expect(await http.find('11010519491231002X')).toEqual({ case: null })
  const found = { number: 'G1', business: 'G', classes: ['C1' as const], file: null, phone: null, stopped: null, unit: null }
  traffic.cases.set('11010519491231002X', found)
  expect(await http.find('11010519491231002X')).toEqual({ case: found })
  // A case with a class that doesn't exist is malformed.
  traffic.cases.set('11010519491231002X', { ...found, business: 'Gg' })
  expect(await http.find('11010519491231002X')).toMatchObject({ refused: 'case-unreachable' })
  expect(await httpTraffic(traffic.url, 'wrong').find('11010519491231002X')).toMatchObject({ refused: 'case-unreachable' })
  await traffic.close()
  expect(await http.find('11010519491231002X')).toMatchObject({ refused: 'case-unreachable' })
})

// RFC 9110, 10.2.3 and 5.6.7.
test.each([
  ['120', 120_000],
  ['0', 0],
  ['Wed, 25 Nov 2026 02:05:00 GMT', 300_000],
  ['Wednesday, 25-Nov-26 02:05:00 GMT', 300_000],
  ['', null],
  ['soon', null],
  ['-5', null],
  ['1.5', null],
  ['9999999999', null],
])('Retry-After “%s” is read as seconds or as a date', (header, ms) => {
  const now = new Date('2026-11-25T02:00:00.000Z')
  expect(retryAt(header, now)).toBe(ms === null ? null : now.getTime() + ms)
})

test('a case that asks for time gets it, an hour at most, and never less than we take by ourselves', () => {
  const now = new Date('2026-11-25T02:00:00.000Z')
  const in_ = (ms: number) => now.getTime() + ms
  expect(waitAsked(500, undefined, now)).toBe(500)
  expect(waitAsked(500, in_(120_000), now)).toBe(120_000)
  expect(waitAsked(500, in_(-120_000), now)).toBe(500)
  expect(waitAsked(500, in_(86_400_000), now)).toBe(3_600_000)
})

/** Rows in a table of the test's own, and a case that answers when the test says so. */
const openTable = (rows: Pick<Waiting, 'number' | 'destination'>[]) => {
  const claimed = new Set<string>()
  const waiting = new Map(rows.map(({ number, destination }) => [number, { id: number, check: 'c', number, tries: 0, destination }]))
  const asked = new Map<string, PromiseWithResolvers<Delivered>>()
  const settled: string[] = []
  const ended: string[] = []
  const turned: string[] = []
  const relay: Relay = {
    async claim({ rows: but, destination, hurried }) {
      const free = (one: Waiting) => !hurried && !claimed.has(one.id) && !but.includes(one.id) && one.destination === destination
      const one = [...waiting.values()].find(free) ?? null
      if (one) claimed.add(one.id)
      return one
    },
    holding: (_, work) => work(),
    parcel: async () => ({ act: 'deliver', handover: Object.create(null), trace: null }),
    spend: async () => true,
    spent: async () => {},
    turned: (destination, fault) => void turned.push(`${destination} ${fault?.code ?? 'open'}`),
    settled: async ({ number }) => {
      waiting.delete(number)
      settled.push(number)
    },
    sent: async ({ number }) => void waiting.delete(number),
    later: async ({ number }) => void waiting.delete(number),
    dropped: async ({ number }) => void waiting.delete(number),
    ended: ({ number }) => void ended.push(number),
  }
  const carrier: Carrier = {
    ...noCarrier,
    deliver: (_, { number }) => {
      const answer = Promise.withResolvers<Delivered>()
      asked.set(number, answer)
      return answer.promise
    },
  }
  const clock = { ms: 0 }
  const now = () => new Date(clock.ms)
  const destinations = [...new Set(rows.map(({ destination }) => destination))].map((id) => ({ ...NOWHERE, id, carrier }))
  const relaying = openRelay(destinations, relay, { chance: () => 0, now, steady: now })
  const answer = async (number: string, with_: Delivered = { receipt: number }) => {
    asked.get(number)?.resolve(with_)
    while (!ended.includes(number)) await new Promise(setImmediate)
  }
  return { turn: () => relaying.turn(), ways: () => relaying.ways(), close: () => relaying.close(), answer, asked, settled, turned, clock }
}
const to = (destination: string, count: number) => Array.from({ length: count }, (_, i) => ({ number: `${destination}${i}`, destination }))

test('one delivery that hangs holds up none of the others: a slot is free as soon as its row has ended', async () => {
  const { turn, close, answer, asked, settled } = openTable(to('a', 20))
  await turn()
  for (const { number } of to('a', 20)) {
    expect(asked.has(number)).toBe(true)
    if (number !== 'a3') await answer(number)
    await turn()
  }
  expect(settled).not.toContain('a3')
  const closed = close()
  await answer('a3')
  await closed
  expect(settled).toContain('a3')
})

test('a place at which every delivery hangs keeps no other place waiting, and gets no more than four at once', async () => {
  const { turn, close, answer, asked, settled } = openTable([...to('deaf', 60), ...to('well', 3)])
  await turn()
  expect([...asked.keys()].toSorted()).toEqual(['deaf0', 'deaf1', 'deaf2', 'deaf3', 'well0', 'well1', 'well2'])
  for (const number of ['well0', 'well1', 'well2']) await answer(number)
  expect(settled).toEqual(['well0', 'well1', 'well2'])
  await turn()
  expect(asked.size).toBe(7)
  const closed = close()
  for (const number of ['deaf0', 'deaf1', 'deaf2', 'deaf3']) await answer(number)
  await closed
})

const DOWN = { later: { code: 'line-refused', said: 'ECONNREFUSED' } } as const

test('a way that failed five times in a row is closed, told once, and one at a time looks how it stands; one that arrives opens it for all', async () => {
  const { turn, close, answer, asked, turned, ways, clock } = openTable([...to('a', 12), ...to('b', 1)])
  await turn()
  for (const number of ['a0', 'a1', 'a2', 'a3', 'a4']) await answer(number, DOWN)
  expect(turned).toEqual(['a line-refused'])
  expect(ways()).toEqual([
    { id: 'a', underWay: 3, closed: { since: 0, fault: DOWN.later } },
    { id: 'b', underWay: 1, closed: null },
  ])
  for (const number of ['a5', 'a6', 'a7']) await answer(number, DOWN)
  await turn()
  expect(asked.has('a8')).toBe(false)
  clock.ms += 60_000
  await turn()
  await turn()
  expect(asked.has('a8')).toBe(true)
  expect(asked.has('a9')).toBe(false)
  await answer('a8', DOWN)
  await turn()
  expect(asked.has('a9')).toBe(false)
  clock.ms += 60_000
  await turn()
  await answer('a9')
  await turn()
  expect([asked.has('a10'), asked.has('a11')]).toEqual([true, true])
  expect(turned).toEqual(['a line-refused', 'a open'])
  const closed = close()
  for (const number of ['a10', 'a11', 'b0']) await answer(number)
  await closed
})

test('what is wrong with single reports closes no way, and who asks for time gets it at once for all', async () => {
  const { turn, close, answer, asked, turned, clock } = openTable(to('a', 12))
  await turn()
  for (let at = 0; at < 6; at++) await answer(`a${at}`, { later: { code: 'malformed', said: '400' } })
  expect(turned).toEqual([])
  await answer('a6', { later: { code: 'too-many', said: '429' }, notBefore: 1_800_000 })
  expect(turned).toEqual(['a too-many'])
  for (const number of ['a7', 'a8', 'a9']) await answer(number)
  expect(turned).toEqual(['a too-many', 'a open'])
  const closed = close()
  for (const number of asked.keys()) await answer(number)
  await closed
  expect(clock.ms).toBe(0)
})

test('no row is claimed twice, however often it is looked what is due', async () => {
  const { turn, close, answer, asked } = openTable(to('a', 2))
  await Promise.all([turn(), turn(), turn()])
  const first = asked.get('a0')
  await turn()
  expect(asked.get('a0')).toBe(first)
  const closed = close()
  await Promise.all([answer('a0'), answer('a1')])
  await closed
})

test('a case that answers later is asked by number and reference, and its answer is only one to that reference', async () => {
  const traffic = await openCase()
  const { carrier } = caseAlone(traffic)
  const number = 'RF20261125-000001'
  const ask = (reference: string) => carrier.answer(reference, { id: 'c:9:deliver', number, trace: null })
  expect(await ask('W-nobody')).toEqual({ later: { code: 'reference-unknown', said: '404' } })
  traffic.references.set(number, 'W-1')
  expect(await ask('W-1')).toEqual({ sent: 'W-1' })
  traffic.answers.set(number, { receipt: 'R-1' })
  // However often: the same.
  for (let again = 0; again < 3; again++) expect(await ask('W-1')).toEqual({ receipt: 'R-1' })
  expect(await ask('W-2')).toEqual({ later: { code: 'reference-unknown', said: '404' } })
  traffic.answers.set(number, { refused: '档案编号不符' })
  expect(await ask('W-1')).toEqual({ refused: '档案编号不符' })
  // What isn't in the agreed form is no word on this report.
  traffic.answers.set(number, { status: 404 })
  expect(await ask('W-1')).toEqual({ later: { code: 'address-wrong', said: '404' } })
  traffic.answers.set(number, { status: 202 })
  expect(await ask('W-1')).toEqual({ later: { code: 'answer-unreadable', said: '202' } })
  await traffic.close()
  expect(await ask('W-1')).toMatchObject({ later: { code: expect.stringMatching(/^line-/) } })
})

test('a case is asked for its answer after half of the time that it has had, from five seconds to an hour', () => {
  expect([0, 8000, 60_000, 3_600_000, 10_000_000].map((had) => waitForAnswer(had, 0))).toEqual([5000, 5000, 30_000, 1_800_000, 3_600_000])
  expect(waitForAnswer(60_000, 1)).toBe(15_000)
})
