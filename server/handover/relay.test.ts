import { expect, test } from 'vitest'
import { relayOnce, waitAfter, waitAsked, type Relay } from './relay.ts'
import { httpTraffic, retryAt, type Traffic } from './traffic.ts'
import { openCase } from '../../test/case.ts'

test('waits double from half a second to a minute, and chance takes at most half away', () => {
  expect([1, 2, 3, 4].map((tries) => waitAfter(tries, 0))).toEqual([500, 1000, 2000, 4000])
  expect(waitAfter(1000, 0)).toBe(60_000)
  expect(waitAfter(1000, 1)).toBe(30_000)
})

test('the case is asked by body, and whatever is not an answer counts as unreachable', async () => {
  const traffic = await openCase()
  const http = httpTraffic(traffic.url, traffic.key)
  expect(await http.find('11010519491231002X')).toBeNull()
  const found = { number: 'G1', business: 'G', classes: ['C1' as const], file: null, phone: null, stopped: null }
  traffic.cases.set('11010519491231002X', found)
  expect(await http.find('11010519491231002X')).toEqual(found)
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

test('one delivery that hangs holds up none of the others', async () => {
  const hang = Promise.withResolvers<{ receipt: string }>()
  const waiting = Array.from({ length: 20 }, (_, i) => ({ id: `${i}`, check: 'c', number: `n${i}`, tries: 0 }))
  const settled: string[] = []
  const others = Promise.withResolvers<void>()
  const relay: Relay = {
    due: async () => waiting,
    handover: async () => Object.create(null),
    settled: async ({ number }) => void (settled.push(number) === 19 && others.resolve()),
    later: async () => {},
    dropped: async () => {},
  }
  const traffic: Traffic = {
    find: async () => null,
    deliver: async (_, number) => (number === 'n3' ? hang.promise : { receipt: number }),
  }
  const round = relayOnce(
    traffic,
    relay,
    () => 0,
    () => new Date(0),
  )
  await others.promise
  expect(settled).not.toContain('n3')
  hang.resolve({ receipt: 'late' })
  expect(await round).toBe(20)
  expect(settled).toContain('n3')
})
