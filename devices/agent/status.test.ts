import { afterEach, expect, test, vi } from 'vitest'
import type { Cabin } from '#protocol/reading.ts'
import type { CabinReading } from '../families/cabin/driver.ts'
import type { Line, LineState } from '../line/driver.ts'
import { openStatus } from './status.ts'

afterEach(() => void vi.useRealTimers())

/** A booth whose cabin board says what it is told to, and what the server hears of it. */
const openBooth = ({ hasBoard = true } = {}) => {
  let at = 0
  let state: LineState = 'alive'
  let isConnected = true
  let counted = 0
  /** How the server answers: whether it took what it was told. */
  let answer = () => Promise.resolve(true)
  let take: (reading: CabinReading, at: number) => void = () => {}
  const cabin: Line<CabinReading> = {
    onReading(taker) {
      take = taker
      return () => (take = () => {})
    },
    onFrame: () => () => {},
    onState: () => () => {},
    get state() {
      return state
    },
    frames: 0,
    faults: 0,
    trouble: null,
    port: null,
    tare: () => false,
    send: async () => false,
    close: async () => {},
  }
  const others = { 'identity-card': null, height: null, keypad: null, force: null, presence: null, weight: null }
  const sent: (Cabin | undefined)[] = []
  const status = openStatus({
    bench: { states: () => [], lines: { ...others, cabin: hasBoard ? cabin : null } },
    isAsking: () => false,
    helpWanted: () => [],
    paths: () => null,
    language: () => 'zh',
    clockwork: { clock: () => at, pace: 1 },
    connected: () => isConnected,
    send(now) {
      sent.push(now.cabin)
      return answer()
    },
    onCounted: () => void counted++,
  })
  const say = (reading: CabinReading, afterMs = 0) => take(reading, (at += afterMs))
  return {
    sent,
    status,
    say,
    turn: (next: LineState) => (state = next),
    connect: (is: boolean) => (isConnected = is),
    answers: (next: typeof answer) => (answer = next),
    counted: () => counted,
  }
}
const calm: CabinReading[] = [{ door: 'closed' }, { occupied: true }, { noiseDb: 38.2 }, { lux: 320 }]
/** The same, after it has said and told how the booth is. */
const openCalm = () => {
  const booth = openBooth()
  for (const reading of calm) booth.say(reading)
  booth.status.tell()
  booth.sent.length = 0
  return booth
}

test('a door that opens and somebody who sits down are told at once, also right after something else', () => {
  const { sent, say } = openCalm()
  say({ door: 'open' }, 10)
  say({ occupied: false }, 10)
  say({ door: 'closed' }, 10)
  expect(sent.map((cabin) => [cabin?.door, cabin?.occupied])).toEqual([
    ['open', true],
    ['open', false],
    ['closed', false],
  ])
})

test('noise and light are told when they have moved by a step, at most every two seconds, the newest of them', () => {
  const { sent, say } = openCalm()
  say({ noiseDb: 39 }, 3000)
  say({ lux: 331 }, 3000)
  expect(sent).toEqual([])
  say({ noiseDb: 46.4 }, 1000)
  say({ lux: 900 }, 1)
  say({ noiseDb: 51.6 }, 999)
  expect(sent.map((cabin) => cabin?.noise?.db)).toEqual([46])
  say({ noiseDb: 52.4 }, 1000)
  expect(sent.at(-1)).toEqual({ door: 'closed', occupied: true, noise: { db: 52, quality: 'good' }, lux: 900 })
  expect(sent).toHaveLength(2)
})

test('of a board that speaks on for an hour without a change nothing is told', () => {
  const { sent, say } = openCalm()
  for (let second = 0; second < 3600; second++)
    for (const reading of [{ noiseDb: 38 + (second % 2) }, { lux: 315 + (second % 10) }]) say(reading, 500)
  expect(sent).toEqual([])
})

test('noise of which nothing is heard any more, while the board is there, is told as old', () => {
  const { sent, say } = openCalm()
  for (let second = 0; second < 6; second++) say({ lux: 320 }, 1000)
  expect(sent).toEqual([{ door: 'closed', occupied: true, noise: { db: 38, quality: 'old' }, lux: 320 }])
  say({ noiseDb: 38 }, 2000)
  expect(sent.at(-1)?.noise).toEqual({ db: 38, quality: 'good' })
})

test('a board that has gone, and a booth that has none, say nothing of the cabin', () => {
  const { sent, status, turn } = openCalm()
  turn('silent')
  status.tell()
  turn('alive')
  status.tell()
  expect(sent.map((cabin) => cabin?.door)).toEqual([undefined, 'closed'])
  const bare = openBooth({ hasBoard: false })
  bare.status.tell()
  expect(bare.sent).toEqual([undefined])
})

test('without a line nothing is told; whoever connects is told all', () => {
  vi.useFakeTimers()
  const { sent, status, say, connect } = openCalm()
  connect(false)
  say({ door: 'open' }, 10)
  vi.advanceTimersByTime(60_000)
  expect(sent).toEqual([])
  connect(true)
  status.tell()
  expect(sent.map((cabin) => cabin?.door)).toEqual(['open'])
  status.close()
})

test('what moved by less than a step is told in half a minute', () => {
  vi.useFakeTimers()
  const { sent, say, status } = openCalm()
  say({ noiseDb: 39 }, 3000)
  vi.advanceTimersByTime(29_000)
  expect(sent).toEqual([])
  vi.advanceTimersByTime(1000)
  expect(sent.map((cabin) => cabin?.noise?.db)).toEqual([39])
  vi.advanceTimersByTime(300_000)
  expect(sent).toHaveLength(1)
  status.close()
})

test('what the server did not take is told again every half minute, as it is then, until it has', async () => {
  vi.useFakeTimers()
  const { sent, say, status, answers, counted } = openCalm()
  answers(() => Promise.resolve(false))
  say({ door: 'open' }, 10)
  await vi.advanceTimersByTimeAsync(29_000)
  expect(sent).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(61_000)
  expect(sent.map((cabin) => cabin?.door)).toEqual(['open', 'open', 'open', 'open'])
  // Nothing of it is news in the booth.
  expect(counted()).toBe(0)
  say({ noiseDb: 39 }, 1000)
  answers(() => Promise.resolve(true))
  await vi.advanceTimersByTimeAsync(300_000)
  expect(sent.map((cabin) => cabin?.noise?.db)).toEqual([38, 38, 38, 38, 39])
  status.close()
})

test('an old one that was not taken is forgotten once a newer one was, and one on its way is not told twice', async () => {
  vi.useFakeTimers()
  const { sent, say, status, answers } = openCalm()
  const answering: ((taken: boolean) => void)[] = []
  answers(() => new Promise((taken) => answering.push(taken)))
  say({ door: 'open' }, 10)
  say({ door: 'closed' }, 10)
  await vi.advanceTimersByTimeAsync(30_000)
  answering[1]?.(true)
  answering[0]?.(false)
  await vi.advanceTimersByTimeAsync(300_000)
  expect(sent).toHaveLength(2)
  status.close()
})

test('without a line what was not taken waits for whoever connects', async () => {
  vi.useFakeTimers()
  const { sent, say, status, answers, connect } = openCalm()
  answers(() => Promise.resolve(false))
  say({ door: 'open' }, 10)
  connect(false)
  await vi.advanceTimersByTimeAsync(300_000)
  expect(sent).toHaveLength(1)
  status.close()
})
