import { expect, test } from 'vitest'
import { type Counted, countsOf, opinionOf, qualityBetween, scoreOf } from './line-quality.ts'

// ITU-T G.107 (06/2015), table B.1: R and the mean opinion score that belongs to it.
test.each([
  [90, 4.34],
  [80, 4.03],
  [70, 3.6],
  [60, 3.1],
  [50, 2.58],
])('an R of %i is judged %d, as the standard has it', (r, score) => {
  expect(Math.abs(opinionOf(r) - score)).toBeLessThan(0.01)
})

test('a line without faults is good, and delay and loss each make it worse', () => {
  expect(scoreOf(20, 0)).toBeGreaterThan(4.3)
  expect(scoreOf(200, 0)).toBeLessThan(scoreOf(20, 0))
  // One way 400 ms is what G.114 says not to exceed: nobody is content there.
  expect(scoreOf(680, 0)).toBeLessThan(3.6)
  expect(scoreOf(20, 10)).toBeLessThan(3.6)
  expect(scoreOf(10_000, 100)).toBe(1)
})

const counted = (more: Partial<Counted>): Counted => ({
  roundTripMs: 43,
  got: 0,
  missed: 0,
  sent: 0,
  lost: 0,
  smaller: null,
  ...more,
})

test('loss is told for each way by itself, of what went there since the count before', () => {
  const before = counted({ got: 1000, missed: 500, sent: 2000, lost: 700 })
  const now = counted({ got: 1090, missed: 510, sent: 2200, lost: 706, smaller: 'line' })
  expect(qualityBetween(before, now)).toEqual({
    score: expect.any(Number),
    roundTripMs: 40,
    lostIn: 10,
    lostOut: 3,
    smaller: 'line',
  })
})

test('where nothing went, or no packet has come back yet, nothing is said of the line', () => {
  expect(qualityBetween(counted({}), counted({}))).toBeNull()
  expect(qualityBetween(counted({}), counted({ got: 50, roundTripMs: null }))).toBeNull()
})

test('a packet that was taken for lost and came late makes no loss below nothing', () => {
  expect(qualityBetween(counted({ missed: 5 }), counted({ got: 50, missed: 3 }))).toMatchObject({ lostIn: 0 })
})

test('pictures and voices are counted, not what the worker sends to try how much the line carries', () => {
  // As a booth's Chromium had them after 20 s over a line without a fault.
  const got = (mid: string, packetsReceived: number, packetsLost: number) => ({ type: 'inbound-rtp', mid, packetsReceived, packetsLost })
  const report = (stats: readonly object[]) => new Map(stats.map((stat, at) => [String(at), { ...stat }]))
  const receive = report([got('1', 1117, 0), got('probator', 64, 32), got('0', 906, 2)])
  const send = report([
    { type: 'candidate-pair', nominated: true, state: 'succeeded', currentRoundTripTime: 0.043 },
    { type: 'outbound-rtp', packetsSent: 500, qualityLimitationReason: 'none' },
    { type: 'outbound-rtp', packetsSent: 900, qualityLimitationReason: 'bandwidth' },
    { type: 'remote-inbound-rtp', packetsLost: 7 },
  ])
  expect(countsOf([receive, send, null])).toEqual({ roundTripMs: 43, got: 2023, missed: 2, sent: 1400, lost: 7, smaller: 'line' })
})
