import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Attempt, Trial } from '#protocol/measurement.ts'
import type { Reading } from '#protocol/reading.ts'
import { isRefusal, refuse } from '#protocol/refusal.ts'
import { type AnyStation, EVERY_STATION } from '#protocol/stations.ts'
import { cardOf, rehearsed } from '../../../test/driver.ts'
import { DECLARED, openWorld, sure, type World } from '../../../test/world.ts'
import { openApp } from '../../app.ts'
import { setDevices } from '../../store/machines.ts'
import { claim } from './leases.ts'
import { claimedMs } from './log-times.ts'
import { acceptCalibration, acceptReading } from './readings.ts'

// What a log says of time and of devices is compared with what the server and the booth said before. Every booth here says that its devices
// are real ones, so that nobody answers sooner than the test itself waits.

let world: World
let booths = 0
const boot = { name: 'first', ms: () => world.deps.steady().getTime() }
beforeAll(async () => {
  world = await openWorld({ outside: { uptime: () => ({ boot: boot.name, ms: boot.ms() }) } })
})
afterAll(() => world.close())

const REAL = DECLARED.map((device) => ({ ...device, simulated: false }))

/** A booth with a driver, a doctor who holds the check, and an attempt at a station. */
const begun = async (station: AnyStation, devices = REAL) => {
  booths += 1
  const booth = await world.booth(`甲${booths}号检测间`)
  await booth.calibrate()
  await setDevices(world.deps.db, booth.who.id, devices)
  const id = await booth.queued(cardOf('郑一', 200 + booths))
  const { doctor } = await world.person(`dr-${booths}`, 'doctor')
  const { version } = sure(await claim(world.deps, doctor, { command: world.ids(), check: id, version: (await world.check(id)).version }))
  const attempt = await booth.attempt(id, station, { doctor, version })
  return { booth, attempt, accept: (reading: Reading) => acceptReading(world.deps, booth.who, reading) }
}

const gapOf = ({ stimulus }: Trial): number => ('gapMs' in stimulus ? stimulus.gapMs : 'foreMs' in stimulus ? stimulus.foreMs : 0)

/** The log of somebody who takes so long for each answer, and of a booth that waits as it should. */
const paced = (attempt: Attempt, each = 2100): Trial[] => {
  let now = 5_000_000
  return rehearsed(attempt).map((trial) => {
    const shownAt = now + gapOf(trial)
    now = shownAt + each
    return { ...trial, shownAt, answeredAt: now }
  })
}
const shifted = (trials: Trial[], by: (trial: Trial, index: number) => Partial<Trial>) =>
  trials.map((trial, index) => ({ ...trial, ...by(trial, index) })) as Reading['trials']

test.each(EVERY_STATION)('%s: a log takes no longer than has passed, follows its own waits, and is taken when it does', async (station) => {
  const { booth, attempt, accept } = await begun(station)
  const honest = paced(attempt) as Reading['trials']
  const took = claimedMs(honest)
  expect(took).toBeGreaterThan(5000)
  world.step(took - 6000)
  expect(await accept(booth.reading(attempt, { trials: honest }))).toEqual(
    refuse('time-impossible', { claimed: Math.ceil(took / 1000), passed: Math.floor((took - 6000) / 1000) }),
  )
  world.step(6000)
  // Answered before it was asked, and a later trial that was shown before an earlier one was answered.
  const before = shifted(honest, ({ shownAt, answeredAt }, index) => (index === 0 ? { answeredAt: shownAt - 1000 } : { answeredAt }))
  const back = shifted(honest, ({ shownAt, answeredAt }, index) =>
    index === honest.length - 1 && index > 0 ? { shownAt: shownAt - 600_000, answeredAt: answeredAt - 600_000 } : {},
  )
  for (const trials of honest.length > 1 ? [before, back] : [before])
    expect(await accept(booth.reading(attempt, { trials }))).toMatchObject({ refused: 'time-disordered' })
  expect(await accept(booth.reading(attempt, { trials: honest }))).toHaveProperty('acknowledged')
})

test.each(['hearing', 'reaction'] as const)('%s: a log that leaves less time than the test itself waits is refused', async (station) => {
  const { booth, attempt, accept } = await begun(station)
  world.step(600_000)
  // Each answered at once, as nobody can who waits for the sound or for green.
  const trials = rehearsed(attempt) as Reading['trials']
  expect(await accept(booth.reading(attempt, { trials }))).toMatchObject({ refused: 'time-disordered' })
  expect(await accept(booth.reading(attempt, { trials: paced(attempt) as Reading['trials'] }))).toHaveProperty('acknowledged')
})

test('a hurried simulation is not held to the waits, and claims no more time than has passed either', async () => {
  const { booth, attempt, accept } = await begun('hearing', DECLARED)
  expect(await accept(booth.reading(attempt, { trials: paced(attempt) as Reading['trials'] }))).toMatchObject({
    refused: 'time-impossible',
  })
  expect(await accept(booth.reading(attempt))).toHaveProperty('acknowledged')
})

test('samples of force count as time', () => {
  const force: [number, number][] = [
    [0, 0],
    [9000, 120_000],
  ]
  const stimulus = { task: 'press-left-pedal' as const }
  expect(claimedMs([{ stimulus, source: 'cell', shownAt: 1000, answeredAt: 2000, answer: { done: 'done', force } }])).toBe(9000)
})

test.each([
  ['set back ten minutes', -600_000],
  ['set on ten minutes', 600_000],
  ['set back two days', -2 * 86_400_000],
])('a server’s clock that is %s meanwhile neither refuses an honest log nor lets a long one in', async (_, step) => {
  const { booth, attempt, accept } = await begun('colour')
  const honest = paced(attempt) as Reading['trials']
  const made = claimedMs(honest)
  world.step(made)
  const reading = booth.reading(attempt, { trials: honest })
  world.set(step)
  const long = shifted(honest, ({ answeredAt }, index) => (index === honest.length - 1 ? { answeredAt: answeredAt + 60_000 } : {}))
  expect(await accept(booth.reading(attempt, { trials: long }))).toMatchObject({ refused: 'time-impossible' })
  expect(await accept(reading)).toHaveProperty('acknowledged')
  world.set(-step)
})

/** The server has ended and begun again, on the machine's start of this name. `steady` begins at the wall's time then. */
const restarted = async (name: string, aside: number) => {
  const { announce: _a, presence: _p, tries: _t, ...outside } = world.deps
  const wall = () => new Date(world.now().getTime() + aside)
  const began = { wall: wall().getTime(), steady: world.deps.steady().getTime() }
  const steady = () => new Date(began.wall + world.deps.steady().getTime() - began.steady)
  const app = await openApp({ ...outside, clock: wall, steady, uptime: () => ({ boot: name, ms: boot.ms() }) })
  return app
}

test.each([
  ['as it was', 0],
  ['set back an hour', -3_600_000],
  ['set on an hour', 3_600_000],
])('a restart of the server between start and end, its clock %s, refuses no honest log and lets no long one in', async (_, aside) => {
  const { booth, attempt } = await begun('acuity-right')
  const honest = paced(attempt) as Reading['trials']
  world.step(claimedMs(honest))
  const app = await restarted('first', aside)
  // A booth dates by the server's clock what the server finds wrongly dated.
  const dated = (trials: Reading['trials']) => booth.reading(attempt, { trials, at: app.deps.clock().toISOString() })
  const long = shifted(honest, ({ answeredAt }, index) => (index === honest.length - 1 ? { answeredAt: answeredAt + 60_000 } : {}))
  const say = (reading: Reading) => acceptReading(app.deps, booth.who, reading)
  expect(await say(dated(long))).toMatchObject({ refused: 'time-impossible' })
  expect(await say(dated(honest))).toHaveProperty('acknowledged')
  await app.close()
})

test('over a restart of the server’s whole machine the wall’s clock counts', async () => {
  const { booth, attempt } = await begun('acuity-left')
  const honest = paced(attempt) as Reading['trials']
  const took = claimedMs(honest)
  world.step(took - 6000)
  const app = await restarted('second', 0)
  expect(await acceptReading(app.deps, booth.who, booth.reading(attempt, { trials: honest }))).toMatchObject({ refused: 'time-impossible' })
  world.step(6000)
  expect(await acceptReading(app.deps, booth.who, booth.reading(attempt, { trials: honest }))).toHaveProperty('acknowledged')
  await app.close()
})

test('a log kept without a line and sent hours later is taken, with the devices that stood there when it was begun', async () => {
  const { booth, attempt, accept } = await begun('height')
  const trials = paced(attempt) as Reading['trials']
  world.step(claimedMs(trials))
  const reading = booth.reading(attempt, { trials })
  world.step(6 * 3_600_000)
  // Meanwhile somebody has put another sensor in, which is what the booth declares when it comes back.
  await setDevices(
    world.deps.db,
    booth.who.id,
    REAL.map((device) => (device.kind === 'height' ? { ...device, ids: ['height-9'] } : device)),
  )
  expect(await accept(reading)).toEqual({ acknowledged: reading.id })
})

test('a log that says it began before its attempt was started is refused', async () => {
  const { booth, attempt, accept } = await begun('colour')
  const trials = paced(attempt, 20_000) as Reading['trials']
  const took = claimedMs(trials)
  expect(took).toBeGreaterThan(200_000)
  world.step(60_000)
  const at = world.now().toISOString()
  // Time enough has passed when it comes; signed a minute after the start it would have begun minutes before that.
  world.step(took)
  expect(await accept(booth.reading(attempt, { trials, at }))).toEqual(refuse('clock-wrong'))
  expect(await accept(booth.reading(attempt, { trials }))).toHaveProperty('acknowledged')
})

test.each([
  ['another device of its kind', { id: 'height-2' }, 'height'],
  ['a kind that the booth doesn’t have', { kind: 'weight' as const, id: 'weight-1' }, 'weight'],
])('a log that names %s than the booth has declared is refused', async (_, more, device) => {
  const { booth, attempt, accept } = await begun('height', DECLARED)
  const [first] = booth.reading(attempt).devices
  if (!first) throw new Error('a log without devices')
  const devices = 'kind' in more ? [first, { ...first, ...more }] : [{ ...first, ...more }]
  expect(await accept(booth.reading(attempt, { devices }))).toEqual(refuse('device-undeclared', { device }))
  expect(await accept(booth.reading(attempt))).toHaveProperty('acknowledged')
})

test('a log stands on the calibration that it was issued with: none of another booth, of another device, older, or expired when it was made', async () => {
  const { booth, attempt, accept } = await begun('height', DECLARED)
  const other = await world.booth('别的检测间')
  const foreign = other.calibration({ device: 'height', floorMm: 2200 })
  const screen = booth.calibration({ device: 'screen', pitchMm: 0.2, pathMm: 5000, mirrors: 1 })
  const newer = booth.calibration({ device: 'height', floorMm: 2210 })
  sure(await acceptCalibration(world.deps, other.who, foreign))
  for (const one of [screen, newer]) sure(await acceptCalibration(world.deps, booth.who, one))
  for (const calibrations of [[], [foreign.id], [screen.id], [newer.id], [...attempt.calibrations, screen.id]])
    expect(await accept(booth.reading(attempt, { calibrations }))).toEqual(refuse('calibration-unknown'))
  const late = await begun('height', DECLARED)
  world.step(25 * 3_600_000)
  const expired = await late.accept(late.booth.reading(late.attempt))
  expect(isRefusal(expired) && expired.refused).toBe('calibration-expired')
})
