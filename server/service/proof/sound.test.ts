import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SoundRecord } from '#protocol/procedures/sound.ts'
import { isRefusal, refuse } from '#protocol/refusal.ts'
import { cardOf } from '../../../test/driver.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { claim } from '../checks/leases.ts'
import { acceptCalibration, acceptReading } from '../checks/readings.ts'
import { startStation } from '../checks/starting.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** A booth with this sound, a driver in it, and a doctor who has the check. */
const roomWith = async (name: string, sound: SoundRecord, serial: number) => {
  const booth = await world.booth(name)
  const value = { device: 'speakers' as const, ...sound }
  const reading = booth.signed({
    id: world.ids(),
    value,
    at: world.now().toISOString(),
    expiresAt: new Date(world.now().getTime() + 86_400_000).toISOString(),
    sequence: 1,
  })
  expect(await acceptCalibration(world.deps, booth.who, reading)).toEqual({ calibration: reading.id })
  const check = await booth.queued(cardOf('赵六', serial))
  const { doctor } = await world.person(`dr-${serial}`, 'doctor')
  const held = await claim(world.deps, doctor, { command: world.ids(), check, version: (await world.check(check)).version })
  if (isRefusal(held)) throw new Error(held.refused)
  const start = async (who: typeof doctor | typeof booth.who, method: 'directions' | 'headphones' | 'tones') => {
    const version = who.kind === 'doctor' ? (await world.check(check)).version : null
    const wanted = { command: world.ids(), check, station: 'hearing' as const, glasses: false, aid: false, method, version }
    const after = await startStation(world.deps, who, wanted)
    return isRefusal(after) ? after : (after.stations.hearing.attempts.at(-1)?.attempt ?? null)
  }
  return { booth, doctor, check, start }
}

const every = (db: number) => ({ 500: db, 1000: db, 2000: db, 4000: db })
const soundOf = (db: number, microphoneDb: number | null = null): SoundRecord => ({
  transducer: 'loudspeakers',
  fullScaleDb: { left: every(db), right: every(db) },
  microphoneDb,
})

test('pure tones tell a doctor more: they stand in the log and leave what the direction test found', async () => {
  const { booth, doctor, check, start } = await roomWith('听力一号', soundOf(92, 108), 11)
  const directions = await start(doctor, 'directions')
  if (!directions || isRefusal(directions)) throw new Error('no attempt')
  expect(directions.setup).toMatchObject({
    procedure: 'hearing',
    version: 3,
    levelDb: 54,
    roveDb: 16,
    noise: { limitDb: 45, microphoneDb: 108 },
  })
  expect(await acceptReading(world.deps, booth.who, booth.reading(directions))).toHaveProperty('acknowledged')
  const finding = { station: 'hearing', left: true, right: true, aid: false }
  expect((await world.check(check)).stations.hearing.measured?.finding).toEqual(finding)

  const tones = await start(doctor, 'tones')
  if (!tones || isRefusal(tones)) throw new Error('no attempt')
  // 92 dB SPL at full scale less 4.4 dB at 500 Hz: 87; nobody is given more than 80.
  expect(tones.setup).toMatchObject({ procedure: 'tones', transducer: 'loudspeakers', ceilingDb: { left: every(80), right: every(80) } })
  expect(await acceptReading(world.deps, booth.who, booth.reading(tones))).toHaveProperty('acknowledged')
  const { hearing } = (await world.check(check)).stations
  expect(hearing.measured?.finding).toEqual(finding)
  expect(hearing.attempts.at(-1)?.reading?.score).toMatchObject({ procedure: 'tones', faults: [], ambientDb: 33 })
})

test('a driver alone cannot start pure tones', async () => {
  const { booth, start } = await roomWith('听力二号', soundOf(92), 12)
  expect(await start(booth.who, 'tones')).toEqual(refuse('doctor-needed', { station: 'hearing' }))
})

test('sound that would be distorted at the levels that matter is refused before anybody is tested', async () => {
  // Direction: up to 70 dB HL at 500 Hz is 74.4 dB SPL from loudspeakers. Tones begin at 50 dB HL: 52.4 dB SPL at 1000 Hz.
  const weak = await roomWith('听力三号', soundOf(74.3), 13)
  expect(await weak.start(weak.doctor, 'directions')).toEqual(refuse('sound-too-weak', { pitch: 500, level: 70 }))
  const just = await roomWith('听力四号', soundOf(74.5), 14)
  expect(await just.start(just.doctor, 'directions')).toHaveProperty('setup.procedure', 'hearing')
  expect(await just.start(just.doctor, 'tones')).toHaveProperty('setup.procedure', 'tones')
  const soft = await roomWith('听力五号', { ...soundOf(90), fullScaleDb: { left: every(90), right: { ...every(90), 1000: 52.3 } } }, 15)
  expect(await soft.start(soft.doctor, 'tones')).toEqual(refuse('sound-too-weak', { pitch: 1000, level: 50 }))
})

test('a doctor who doubts an ear has it tested by headphones, where the booth has some; what they find decides', async () => {
  const beside = { transducer: 'TDH39' as const, fullScaleDb: { left: every(110), right: every(110) } }
  const { booth, doctor, check, start } = await roomWith('听力六号', { ...soundOf(92, 108), headphones: beside }, 16)
  const headphones = await start(doctor, 'headphones')
  if (!headphones || isRefusal(headphones)) throw new Error('no attempt')
  expect(headphones.setup).toMatchObject({ procedure: 'hearing', maskDb: 30 })
  expect(await acceptReading(world.deps, booth.who, booth.reading(headphones))).toHaveProperty('acknowledged')
  const { hearing } = (await world.check(check)).stations
  expect(hearing.attempts.at(-1)?.reading?.score).toMatchObject({ procedure: 'hearing', headphones: true, outcome: 'both-ears' })
  expect(hearing.measured?.finding).toEqual({ station: 'hearing', left: true, right: true, aid: false })
  const none = await roomWith('听力七号', soundOf(92), 17)
  expect(await none.start(none.doctor, 'headphones')).toEqual(refuse('headphones-missing'))
})
