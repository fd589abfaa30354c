import { Value } from 'typebox/value'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { CheckView } from '#protocol/check.ts'
import type { Reading } from '#protocol/reading.ts'
import { isRefusal, refuse } from '#protocol/refusal.ts'
import { STATIONS } from '#protocol/station.ts'
import { cardOf } from '../../../test/driver.ts'
import { openWorld, sure, type World } from '../../../test/world.ts'
import { calibrations } from '../machines/machines.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { boothCheck, checkView } from '../views/views.ts'
import { claim } from './leases.ts'
import { openCheck } from './opening.ts'
import { acceptCalibration, acceptReading, logOf } from './readings.ts'
import { startStation } from './starting.ts'

let world: World
let booth: Awaited<ReturnType<World['booth']>>
let check: string
const accept = (reading: Reading) => acceptReading(world.deps, booth.who, reading)
const refused = (code: Parameters<typeof refuse>[0]) => expect.objectContaining({ refused: code })

beforeAll(async () => {
  world = await openWorld()
})
let booths = 0
beforeEach(async () => {
  booths += 1
  booth = await world.booth(`甲${booths}号检测间`)
  await booth.calibrate()
  check = await booth.queued(cardOf('张三', 100 + booths))
})
/** A doctor who has claimed the check, with the version they saw. */
const claimed = async (id: string) => {
  const { doctor } = await world.person(`dr-${booths}`, 'doctor')
  const held = await claim(world.deps, doctor, { command: world.ids(), check: id, version: (await world.check(id)).version })
  if (isRefusal(held)) throw new Error(held.refused)
  return { doctor, version: held.version }
}
const claimedBy = async (id: string, login: string) => {
  const { doctor } = await world.person(login, 'doctor')
  const held = await claim(world.deps, doctor, { command: world.ids(), check: id, version: (await world.check(id)).version })
  if (isRefusal(held)) throw new Error(held.refused)
  return { doctor, version: held.version }
}
afterAll(() => world.close())

test('a log of a healthy driver is accepted, scored by the server, and gives its finding', async () => {
  await booth.measure(check, 'height')
  await booth.measure(check, 'acuity-right')
  await booth.measure(check, 'colour')
  await booth.measure(check, 'hearing')
  const { stations } = await world.check(check)
  expect(stations.height.measured?.finding).toEqual({ station: 'height', cm: 172 })
  // C1 asks for 4.9 of each eye.
  expect(stations['acuity-right'].measured?.finding).toEqual({ station: 'acuity-right', reached: 4.9, glasses: false })
  expect(stations.colour.measured?.finding).toEqual({ station: 'colour', colour: 'no-red-green-blindness' })
  expect(stations.hearing.measured?.finding).toEqual({ station: 'hearing', left: true, right: true, aid: false })
})

test('the same id and bytes are acknowledged again and change nothing', async () => {
  const reading = await booth.measure(check, 'height')
  const before = await world.check(check)
  expect(await accept(reading)).toEqual({ acknowledged: reading.id })
  expect((await world.check(check)).version).toBe(before.version)
})

test('the same id with other bytes is refused', async () => {
  const { signature: _, ...rest } = await booth.measure(check, 'height')
  expect(await accept(booth.signed({ ...rest, monotonic: 2 }))).toEqual(refused('id-taken'))
})

test('a log unsigned, altered or signed by another booth is refused, each by its code', async () => {
  const attempt = await booth.attempt(check, 'height')
  const reading = booth.reading(attempt)
  expect(await accept({ ...reading, monotonic: 99 })).toEqual(refused('signature-wrong'))
  expect(await accept({ ...reading, signature: '' })).toEqual(refused('unsigned'))
  const stranger = await world.booth('2号检测间')
  const { signature: _, ...rest } = reading
  expect(await accept(stranger.signed(rest))).toEqual(refused('other-booth'))
  // By its own key, about another booth's attempt.
  const { sequence: _s, ...unnumbered } = rest
  const meddling = stranger.signed({ ...unnumbered, sequence: 1 })
  expect(await acceptReading(world.deps, stranger.who, meddling)).toEqual(refused('other-booth'))
  expect(await accept(reading)).toEqual({ acknowledged: reading.id })
})

test('each way of lying in a signed log has a refusal of its own, and the honest log is accepted afterwards', async () => {
  await booth.measure(check, 'height')
  const attempt = await booth.attempt(check, 'acuity-left')
  const honest = booth.reading(attempt)
  const { trials } = honest
  const acuity = trials.filter((trial) => 'direction' in trial.stimulus)
  const flipped = acuity.map((trial, index) =>
    index === 2 && 'direction' in trial.stimulus
      ? { ...trial, stimulus: { ...trial.stimulus, direction: trial.stimulus.direction === 'up' ? 'down' : 'up' } }
      : trial,
  ) as Reading['trials']
  const lies: [Partial<Reading>, Parameters<typeof refuse>[0]][] = [
    [{ attempt: '00000000-0000-4000-8000-ffffffffffff' }, 'attempt-unknown'],
    [{ check: '00000000-0000-4000-8000-ffffffffffff' }, 'attempt-unknown'],
    [{ station: 'acuity-right' }, 'attempt-unknown'],
    [{ seed: 'f'.repeat(32) }, 'seed-unknown'],
    [{ calibrations: [] }, 'calibration-unknown'],
    [{ setup: { ...attempt.setup, glasses: true } as Reading['setup'] }, 'setup-differs'],
    [{ trials: flipped }, 'stimulus-differs'],
    [{ trials: trials.slice(0, -1) }, 'log-unfinished'],
    [{ trials: [...trials, trials.at(-1)] as Reading['trials'] }, 'log-overlong'],
    [
      { trials: [{ stimulus: { step: 'stand', round: 1 }, answer: { step: 'step-off' }, shownAt: 0, answeredAt: 1, source: 'device' }] },
      'trials-malformed',
    ],
    [{ sequence: 1 }, 'sequence-not-growing'],
  ]
  const version = (await world.check(check)).version
  for (const [lie, code] of lies) expect([lie, await accept(booth.reading(attempt, lie))]).toEqual([lie, refused(code)])
  expect((await world.check(check)).version).toBe(version)
  expect(await accept(booth.reading(attempt))).toEqual({ acknowledged: expect.any(String) })
})

test('a log of an attempt that another one replaced is refused', async () => {
  const first = await booth.attempt(check, 'hearing')
  const second = await booth.attempt(check, 'hearing', await claimed(check))
  expect(await accept(booth.reading(first))).toEqual(refused('attempt-closed'))
  expect(await accept(booth.reading(second))).toEqual({ acknowledged: expect.any(String) })
})

test('no booth gets the same seed twice, and a booth without calibration measures nothing that needs it', async () => {
  const bare = await world.booth('3号检测间')
  const other = await bare.queued(cardOf('李四', 2))
  const start = (station: (typeof STATIONS)[number]) =>
    startStation(world.deps, bare.who, { command: world.ids(), check: other, station, glasses: false, aid: false, version: null })
  expect(await start('height')).toEqual(refused('calibration-missing'))
  expect(await start('acuity-left')).toEqual(refused('calibration-missing'))
  expect(await start('colour')).toEqual(refuse('calibration-missing', { device: 'screen-colours' }))
  expect(await start('hearing')).toEqual(refused('calibration-missing'))
  // Limbs need a doctor's eye.
  expect(await start('upper-limbs')).toEqual(refused('doctor-needed'))
  await bare.calibrate()
  const first = await bare.measure(other, 'colour')
  const second = await bare.attempt(other, 'colour', await claimed(other))
  expect(first.seed).not.toBe(second.seed)
})

test('a station that was measured is repeated by a doctor alone: a driver doesn’t try until it is passed', async () => {
  await booth.measure(check, 'colour')
  const wanted = { check, station: 'colour' as const, glasses: false, aid: false }
  expect(await startStation(world.deps, booth.who, { ...wanted, command: world.ids(), version: null })).toEqual(
    refuse('doctor-needed', { station: 'colour' }),
  )
  const { doctor, version } = await claimed(check)
  // Not even while the doctor looks on.
  expect(await startStation(world.deps, booth.who, { ...wanted, command: world.ids(), version: null })).toEqual(
    refuse('doctor-needed', { station: 'colour' }),
  )
  expect(await startStation(world.deps, doctor, { ...wanted, command: world.ids(), version })).toMatchObject({ id: check })
})

test('reaction time is a doctor’s to start; its log is accepted and shown, and the check comes to the same without it', async () => {
  const own = await world.booth('5号检测间')
  const other = await own.queued(cardOf('赵六', 4))
  const alone = { command: world.ids(), check: other, station: 'reaction' as const, glasses: false, aid: false, version: null }
  expect(await startStation(world.deps, own.who, alone)).toEqual(refused('doctor-needed'))
  const doctor = await world.person('dr-wu', 'doctor')
  const held = await claim(world.deps, doctor.doctor, { command: world.ids(), check: other, version: (await world.check(other)).version })
  if (isRefusal(held)) throw new Error(held.refused)
  expect(await startStation(world.deps, own.who, { ...alone, command: world.ids() })).toEqual(refused('doctor-needed'))

  const viewOf = async () => checkView(world.deps, await world.check(other), { kind: 'doctor', id: doctor.id })
  const before = await viewOf()
  expect(before.stations.at(-1)).toMatchObject({ station: 'reaction', state: 'waiting', finding: null })
  expect(before.stations.map(({ station }) => station)).toEqual([...STATIONS, 'reaction'])
  const started = await own.attempt(other, 'reaction', { doctor: doctor.doctor, version: held.version })
  expect((await boothCheck(world.deps, await world.check(other))).attempt).toMatchObject({ id: started.id, station: 'reaction' })
  // Nobody reacts quicker: the log takes its time.
  world.step(2000)
  expect(await acceptReading(world.deps, own.who, own.reading(started))).toEqual({ acknowledged: expect.any(String) })
  const after = await viewOf()
  const score = { procedure: 'reaction', medianMs: 280, madMs: 0, counted: 15, lapses: 0, anticipations: 0, relative: true }
  expect(after.stations.at(-1)).toMatchObject({ state: 'measured', finding: null, source: null, attempts: [{ state: 'read', score }] })
  expect({ missing: after.missing, outcome: after.outcome }).toEqual({ missing: before.missing, outcome: before.outcome })
  expect(Value.Errors(CheckView, after)).toEqual([])
})

test('a screen too coarse for the limit is refused before anybody is tested', async () => {
  const coarse = await world.booth('4号检测间')
  const value = { device: 'screen' as const, pitchMm: 0.5, pathMm: 2500, mirrors: 0, luminance: 200, veil: 4 }
  const reading = coarse.signed({
    id: world.ids(),
    value,
    at: world.now().toISOString(),
    expiresAt: new Date(world.now().getTime() + 86_400_000).toISOString(),
    sequence: 1,
  })
  expect(await acceptCalibration(world.deps, coarse.who, reading)).toEqual({ calibration: reading.id })
  expect(await acceptCalibration(world.deps, coarse.who, reading)).toEqual({ calibration: reading.id })
  const other = await coarse.queued(cardOf('王五', 3))
  const wanted = { command: world.ids(), check: other, station: 'acuity-left' as const, glasses: false, aid: false, version: null }
  expect(await startStation(world.deps, coarse.who, wanted)).toEqual(refuse('screen-too-coarse', { level: '4.9' }))
})

const DAY_MS = 86_400_000
const HEIGHT = { device: 'height' as const, floorMm: 2200 }

test('nothing stands on a calibration that has ended: neither a new attempt nor a log that was made after its end', async () => {
  const own = await world.booth('6号检测间')
  const accepted = (reading: Parameters<typeof acceptCalibration>[2]) => acceptCalibration(world.deps, own.who, reading)
  // Half a minute longer than the next station takes.
  expect(await accepted(own.calibration(HEIGHT, 30_000 / DAY_MS))).toMatchObject({ calibration: expect.any(String) })
  const other = await own.queued(cardOf('孙八', 61))
  const attempt = await own.attempt(other, 'height')
  world.step(20_000)
  const before = own.reading(attempt)
  world.step(20_000)
  const after = own.reading(attempt)
  expect(await acceptReading(world.deps, own.who, after)).toMatchObject({ refused: 'calibration-expired', fields: { device: 'height' } })
  // Made before the end, sent after it: an hour without a line harms no honest log.
  world.step(3_600_000)
  const { sequence: _, signature: __, ...rest } = before
  expect(await acceptReading(world.deps, own.who, own.signed({ ...rest, sequence: after.sequence + 1 }))).toMatchObject({
    acknowledged: before.id,
  })
  const { doctor, version } = await claimedBy(other, 'dr-61')
  const wanted = { command: world.ids(), check: other, station: 'height' as const, glasses: false, aid: false, version }
  expect(await startStation(world.deps, doctor, wanted)).toMatchObject({ refused: 'calibration-expired', fields: { device: 'height' } })
})

test('a booth whose clock is wrong can’t date a log back to before its attempt, nor ahead', async () => {
  const attempt = await booth.attempt(check, 'height')
  const at = (ms: number) => new Date(world.now().getTime() + ms).toISOString()
  expect(await accept(booth.reading(attempt, { at: at(-DAY_MS) }))).toEqual(refused('clock-wrong'))
  expect(await accept(booth.reading(attempt, { at: at(DAY_MS) }))).toEqual(refused('clock-wrong'))
  expect(await accept(booth.reading(attempt, { at: at(60_000) }))).toEqual({ acknowledged: expect.any(String) })
})

test('a log that doesn’t name the device that it came from is refused', async () => {
  const attempt = await booth.attempt(check, 'height')
  expect(await accept(booth.reading(attempt, { devices: [] }))).toMatchObject({ refused: 'devices-unnamed', fields: { device: 'height' } })
  expect(await accept(booth.reading(attempt))).toEqual({ acknowledged: expect.any(String) })
})

test('a calibration unsigned, altered, out of order, of another booth, ended, longer than it may hold or from tomorrow is refused, each by its code', async () => {
  const own = await world.booth('7号检测间')
  const stranger = await world.booth('8号检测间')
  const take = (reading: Parameters<typeof acceptCalibration>[2]) => acceptCalibration(world.deps, own.who, reading)
  const first = own.calibration(HEIGHT)
  const second = own.calibration(HEIGHT)
  expect(await take(second)).toEqual({ calibration: second.id })
  expect(await take(second)).toEqual({ calibration: second.id })
  expect(await take({ ...second, value: { ...HEIGHT, floorMm: 2199 } })).toEqual(refused('signature-wrong'))
  expect(await take(first)).toEqual(refused('sequence-not-growing'))
  expect(await take({ ...own.calibration(HEIGHT), signature: '' })).toEqual(refused('unsigned'))
  expect(await take(stranger.calibration(HEIGHT))).toEqual(refused('other-booth'))
  expect(await take(own.calibration(HEIGHT, 0))).toMatchObject({ refused: 'calibration-expired', fields: { device: 'height' } })
  expect(await take(own.calibration(HEIGHT, 3))).toMatchObject({ refused: 'calibration-too-long', fields: { days: 3, most: 2 } })
  // A whole machine is measured by an installer's rod alone.
  const machine = own.calibration({ device: 'height', floorMm: 2504, machine: true }, 180)
  expect(await take(machine)).toEqual({ calibration: machine.id })
  const { signature: _, ...rest } = own.calibration(HEIGHT)
  const tomorrow = new Date(world.now().getTime() + DAY_MS).toISOString()
  expect(await take(own.signed({ ...rest, at: tomorrow, expiresAt: tomorrow }))).toEqual(refused('clock-wrong'))
})

test('a card unsigned, altered, out of order, signed by another booth or by a clock that is wrong is refused, each by its code', async () => {
  const own = await world.booth('9号检测间')
  const stranger = await world.booth('10号检测间')
  const take = (reading: Parameters<typeof openCheck>[2]) => openCheck(world.deps, own.who, reading)
  const early = own.cardReading(cardOf('周九', 91))
  const { check: opened } = await own.open(cardOf('周九', 91))
  expect(await take({ ...early, monotonic: 5 })).toEqual(refused('signature-wrong'))
  expect(await take({ ...early, signature: '' })).toEqual(refused('unsigned'))
  expect(await take(stranger.cardReading(cardOf('周九', 91)))).toEqual(refused('other-booth'))
  expect(await take(early)).toEqual(refused('sequence-not-growing'))
  const { signature: _, ...late } = own.cardReading(cardOf('周九', 91))
  const at = (ms: number) => new Date(world.now().getTime() + ms).toISOString()
  expect(await take(own.signed({ ...late, at: at(-DAY_MS) }))).toEqual(refused('clock-wrong'))
  expect(await take(own.signed({ ...late, at: at(DAY_MS) }))).toEqual(refused('clock-wrong'))
  const scale = { ...late.device, kind: 'weight' as const }
  expect(await take(own.signed({ ...late, device: scale }))).toEqual(refuse('devices-unnamed', { device: 'identity-card' }))
  expect(await take(own.cardReading(cardOf('周九', 91)))).toMatchObject({ check: { id: opened.id } })
})

test('a card that is sent twice opens one check', async () => {
  const own = await world.booth('12号检测间')
  const laid = own.cardReading(cardOf('郑一', 121))
  const first = await openCheck(world.deps, own.who, laid)
  expect(await openCheck(world.deps, own.who, laid)).toEqual(first)
  expect(first).toMatchObject({ check: { version: 1 } })
})

test('a booth that was enrolled again under its old key is another booth: its calibrations are not taken for those of the one before', async () => {
  const own = await world.booth('13号检测间')
  const made = own.calibration(HEIGHT)
  expect(await acceptCalibration(world.deps, own.who, made)).toEqual({ calibration: made.id })
  const anew = await world.booth('14号检测间', undefined, own.pair)
  expect(await acceptCalibration(world.deps, anew.who, made)).toEqual(refused('id-taken'))
  const again = own.calibration(HEIGHT)
  expect(await acceptCalibration(world.deps, anew.who, again)).toEqual({ calibration: again.id })
})

test('a log that was stored before its devices were named in full can still be looked at', async () => {
  const { id, setup, trials } = await booth.measure(check, 'height')
  const row = await world.deps.db.selectFrom('readings').select('body').where('id', '=', id).executeTakeFirstOrThrow()
  const { signature, ...older } = { ...JSON.parse(row.body), devices: ['height'] }
  await world.deps.db
    .updateTable('readings')
    .set({ body: JSON.stringify({ ...older, signature }) })
    .where('id', '=', id)
    .execute()
  expect(await logOf(world.deps, id, { id: world.ids(), doctor: EVERYTHING, counter: null, administrator: null, auditor: null })).toEqual({
    setup,
    trials,
    devices: [],
  })
})

test('in a booth with grips the hands are measured too, and a booth without force cells still looks at arms', async () => {
  const own = await world.booth('11号检测间')
  const other = await own.queued(cardOf('吴十', 101))
  const held = await claimedBy(other, 'dr-101')
  const bare = await own.attempt(other, 'upper-limbs', held)
  expect(bare).toMatchObject({ setup: { tasks: ['palms', 'fists', 'arms-up'] }, calibrations: [] })
  const cells = (['grip-left', 'grip-right'] as const).map((cell) => ({ cell, zeroMn: 0, factor: 1 }))
  const made = own.calibration({ device: 'force', cells })
  await acceptCalibration(world.deps, own.who, made)
  const version = (await world.check(other)).version
  const gripped = await own.attempt(other, 'upper-limbs', { ...held, version })
  expect(gripped).toMatchObject({ setup: { tasks: ['palms', 'fists', 'arms-up', 'grip-right', 'grip-left'] }, calibrations: [made.id] })
  const nameless = own.reading(gripped, { devices: [] })
  expect(await acceptReading(world.deps, own.who, nameless)).toEqual(refuse('devices-unnamed', { device: 'force' }))
  // Its pedals were never calibrated: legs aren't measured by them, although the booth has a force record.
  const legs = { command: world.ids(), check: other, station: 'lower-limbs' as const, glasses: false, aid: false }
  const now = (await world.check(other)).version
  expect(await startStation(world.deps, held.doctor, { ...legs, version: now })).toEqual(refuse('calibration-missing', { device: 'force' }))
})

test('an administrator sees what a booth’s installer measured, with its figures, dates and ids, the newest first', async () => {
  const own = await world.booth('23号检测间')
  const older = own.calibration({ device: 'height', floorMm: 2190, tapeMm: 2200 })
  const newer = own.calibration({ device: 'height', floorMm: 2195, tapeMm: 2200 })
  for (const one of [older, newer]) sure(await acceptCalibration(world.deps, own.who, one))
  const shown = ({ id, value, at, expiresAt }: typeof older, current: boolean) => ({ id, value, at, expiresAt, current })
  expect(await calibrations(world.deps, own.who.id)).toEqual({ entries: [shown(newer, true), shown(older, false)], more: false })
})
