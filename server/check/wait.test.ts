import { expect, test } from 'vitest'
import { examinationMs, type Here, placesOf, waitsMs, waitsOf } from './wait.ts'

const MINUTE = 60_000
const EAST = 'east'
const WEST = 'west'
const doctor = (withDriver: number | null, sites: string[] = [EAST]): Here => ({
  sites: new Set(sites),
  withDriverMs: withDriver === null ? null : withDriver * MINUTE,
})
const line = (...sites: string[]) => sites.map((site) => ({ site }))
/** Six minutes each. */
const waits = (sites: string[], doctors: Here[]) =>
  waitsMs(line(...sites), doctors, 6 * MINUTE).map((ms) => (ms === null ? null : ms / MINUTE))

test('one doctor who is free takes the first at once and each next one six minutes later', () => {
  expect(waits([EAST, EAST, EAST], [doctor(null)])).toEqual([0, 6, 12])
})

test('of two doctors the one who is ready sooner takes the next driver', () => {
  // One has two minutes left, the other five: at 2, 5, 8 and 11 minutes somebody is free.
  expect(waits([EAST, EAST, EAST, EAST], [doctor(4), doctor(1)])).toEqual([2, 5, 8, 11])
})

test('an examination that has lasted longer than most is taken to go on for a quarter of one', () => {
  expect(waits([EAST], [doctor(20)])).toEqual([1.5])
})

test('a doctor takes only those whom they may examine, and whoever has no doctor is told nothing', () => {
  expect(waits([WEST, EAST, WEST, EAST], [doctor(null, [EAST])])).toEqual([null, 0, null, 6])
  expect(waits([WEST, EAST, WEST], [doctor(null, [EAST]), doctor(null, [EAST, WEST])])).toEqual([0, 0, 6])
  expect(waits([EAST], [])).toEqual([null])
})

test('those alone are before a driver whom a doctor may take who may take the driver too', () => {
  const places = (sites: string[], doctors: Here[]) => placesOf(line(...sites), doctors)
  const both = doctor(null, [EAST, WEST])
  // Each site has its doctor, who comes to no other: nobody waits for the other site's drivers, as the waits say too.
  expect(places([WEST, EAST, WEST, EAST], [doctor(null, [EAST]), doctor(null, [WEST])])).toEqual([1, 1, 2, 2])
  expect(waits([WEST, EAST, WEST, EAST], [doctor(null, [EAST]), doctor(null, [WEST])])).toEqual([0, 0, 6, 6])
  // One doctor for both: everybody waits for everybody who came before.
  expect(places([WEST, EAST, WEST, EAST], [both])).toEqual([1, 2, 3, 4])
  // Who is with a driver counts as well, and two doctors who share one site make no queue of two others.
  expect(places([WEST, 'north', EAST, WEST], [doctor(3, [EAST, WEST]), doctor(null, [WEST, 'north'])])).toEqual([1, 2, 2, 4])
  // Without a doctor it is the queue of the driver's own site.
  expect(places([WEST, EAST, WEST, EAST], [])).toEqual([1, 1, 2, 2])
})

test('an examination takes the mean of those measured, without the shortest and the longest tenth; four are too few', () => {
  const minutes = (...all: number[]) => all.map((one) => one * MINUTE)
  // 6, 7 and 8 stay.
  expect(examinationMs(minutes(1, 6, 7, 8, 60))).toBe(7 * MINUTE)
  // Of eleven two tenths begin on each side: 3 to 9 stay.
  expect(examinationMs(minutes(1, 2, 3, 4, 5, 6, 7, 8, 9, 55, 60))).toBe(6 * MINUTE)
  expect(examinationMs(minutes(5, 6, 7, 8))).toBeNull()
})

test('what is told goes up in steps: of five minutes to half an hour, of ten to an hour, then of half an hour', () => {
  const newest = Array.from({ length: 5 }, () => 4 * MINUTE)
  const told = waitsOf(line(...Array.from({ length: 40 }, () => EAST)), [doctor(null)], newest)
  const minutes = told.map((wait) => ('minutes' in wait ? wait.minutes : wait.untold))
  // The first: at once, which nobody is told; the 2nd 4 min, the 8th 28, the 9th 32, the 16th 60, the 17th 64, the 40th 156.
  expect([1, 2, 8, 9, 16, 17, 40].map((place) => minutes[place - 1])).toEqual([5, 5, 30, 40, 60, 90, 180])
})

test('without a doctor, and with too few measured, the driver is told why instead of a number', () => {
  expect(waitsOf(line(EAST), [], [])).toEqual([{ untold: 'no-doctor' }])
  expect(waitsOf(line(EAST), [doctor(null)], [])).toEqual([{ untold: 'unmeasured' }])
})

/** A generator of numbers from 0 to 1 that is the same in each run (mulberry32). */
const chance = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
}
const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN

/**
 * A day of a service, played by the minute's parts: drivers come by chance, examinations last between half and twice their median by chance, and each
 * driver is told a wait when they join. Gives what each waited and was told, minutes, for those who waited longer than a minute.
 */
const dayOf = (seed: number, doctors: number): { waited: number; told: number }[] => {
  const random = chance(seed)
  const lasts = () => 6 * MINUTE * 2 ** (random() * 2 - 1)
  const newest = Array.from({ length: 50 }, lasts)
  const free = Array.from({ length: doctors }, () => ({ since: 0, until: 0 }))
  const all: { waited: number; told: number }[] = []
  // Who waits: what they were told, and when they came. A doctor who is free takes the first.
  let waiting: { told: number; came: number }[] = []
  const serve = (now: number) => {
    for (;;) {
      const next = free.reduce((first, one) => (one.until < first.until ? one : first))
      const [one, ...others] = waiting
      if (!one || next.until > now) return
      const begins = Math.max(next.until, one.came)
      const waited = (begins - one.came) / MINUTE
      if (waited > 1) all.push({ waited, told: one.told / MINUTE })
      next.since = begins
      next.until = begins + lasts()
      newest.push(next.until - begins)
      waiting = others
    }
  }
  for (let now = 0; now < 8 * 60 * MINUTE; now += -Math.log(1 - random()) * ((7 * MINUTE) / doctors)) {
    serve(now)
    const here = free.map(({ since, until }): Here => ({ sites: new Set([EAST]), withDriverMs: until > now ? now - since : null }))
    const queue = [...line(...waiting.map(() => EAST)), { site: EAST }]
    const told = waitsMs(queue, here, examinationMs(newest.slice(-50)) ?? 0).at(-1) ?? 0
    waiting.push({ told, came: now })
    serve(now)
  }
  return all
}

test('over twenty made-up days with one doctor and with three, half of those who wait are told their wait to within a quarter, and neither too long nor too short', () => {
  for (const doctors of [1, 3]) {
    const all = Array.from({ length: 20 }, (_, seed) => dayOf(seed + 1, doctors)).flat()
    expect(all.length).toBeGreaterThan(900)
    expect(median(all.map(({ waited, told }) => Math.abs(told - waited) / waited))).toBeLessThan(0.25)
    expect(Math.abs(median(all.map(({ waited, told }) => told - waited)))).toBeLessThan(1)
  }
})
