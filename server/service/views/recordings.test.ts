import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { cardOf } from '../../../test/driver.ts'
import { recordSample } from '../../../test/recorded.ts'
import { openWorld, silentMedia, sure, until, type World, type WorldOptions } from '../../../test/world.ts'
import type { Media } from '../../media/media.ts'
import { openRecorder } from '../../recording/recorder.ts'
import { addPart, findRecording, partsOf } from '../../store/recordings.ts'
import { answerRecording } from '../checks/declaring.ts'
import { claim } from '../checks/leases.ts'
import { accessView, giveReason } from '../people/access.ts'
import { partOf, recordingOf } from './recordings.ts'
import { viewOf } from './views.ts'

const DAYS = 30
const DAY_MS = 86_400_000
let world: World
const open = async (options: WorldOptions = {}) => {
  world = await openWorld({
    ...options,
    settings: { recording: { days: DAYS, leastFreeGb: 0 }, ...options.settings },
    pace: { recordings: 20 },
  })
  const booth = await world.booth()
  const check = await booth.queued(cardOf('张三', 701))
  return { booth, check }
}
afterEach(() => world.close())

const answers = (booth: Awaited<ReturnType<typeof open>>['booth'], check: string, agreed: boolean) =>
  answerRecording(world.deps, booth.who, { command: world.ids(), check, agreed, words: '1' })
const doctor = async (login: string) => {
  const person = await world.person(login, 'doctor')
  return { ...person, reader: { id: person.id, doctor: { by: 'site', sites: null }, counter: null, administrator: null } } as const
}
const takes = async (who: Awaited<ReturnType<typeof doctor>>, check: string) =>
  sure(await claim(world.deps, who.doctor, { command: world.ids(), check, version: (await world.check(check)).version }))
const bytesOf = async (pieces: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}
const ofBooth = async (check: string) => (await viewOf(world.deps, check, { kind: 'booth' }))?.recording

describe('a recording', () => {
  test('is played by the doctor of the check, whole and in part, and each opening is written down', async () => {
    const { check } = await open()
    const own = await doctor('own')
    await takes(own, check)
    const [id = ''] = await recordSample(world, check, [
      ['booth', 'camera'],
      ['doctor', 'microphone'],
    ])
    const recording = sure(await recordingOf(world.deps, check, own.reader))
    expect(recording.parts.map(({ side, source, fromMs }) => [side, source, fromMs])).toEqual([
      ['booth', 'camera', 0],
      ['doctor', 'microphone', 2000],
    ])
    expect(recording.marks[0]).toMatchObject({ what: 'doctor-came', doctor: own.name })
    const part = sure(await partOf(world.deps, { id: check, part: id }, own.reader))
    const whole = await bytesOf(part.stream())
    expect(whole.length).toBe(part.size)
    const again = sure(await partOf(world.deps, { id: check, part: id }, own.reader))
    expect((await bytesOf(again.stream({ first: 100, last: 1099 }))).equals(whole.subarray(100, 1100))).toBe(true)
    expect((await accessView(world.deps, null)).entries.map(({ what, check: of }) => [what, of])).toEqual([['recording', check]])
  })

  test('opens to nobody else without a reason, which is written down with it', async () => {
    const { check } = await open()
    const own = await doctor('own')
    const other = await doctor('other')
    await takes(own, check)
    const [id = ''] = await recordSample(world, check, [['booth', 'camera']])
    for (const answer of [
      await recordingOf(world.deps, check, other.reader),
      await partOf(world.deps, { id: check, part: id }, other.reader),
    ])
      expect(answer).toMatchObject({ refused: 'access-needs-reason' })
    sure(await giveReason(world.deps, other.reader, { of: { check }, reason: '投诉核查' }))
    sure(await recordingOf(world.deps, check, other.reader))
    expect(isRefusal(await partOf(world.deps, { id: check, part: id }, other.reader))).toBe(false)
    expect((await accessView(world.deps, null)).entries.map(({ what, reason }) => [what, reason])).toEqual(
      expect.arrayContaining([
        ['reason', '投诉核查'],
        ['recording', '投诉核查'],
      ]),
    )
  })

  test('is erased when its days are over, key and all, and not before', async () => {
    const { check } = await open()
    await recordSample(world, check, [['booth', 'camera']])
    const folder = join(world.settings.data, 'recordings', check)
    world.step(DAYS * DAY_MS - 1000)
    await world.app.settled()
    expect([existsSync(folder), (await findRecording(world.deps.db, check))?.erasedAt]).toEqual([true, null])
    world.step(2000)
    await until(async () => (await findRecording(world.deps.db, check))?.erasedAt)
    await until(() => !existsSync(folder))
    expect(await findRecording(world.deps.db, check)).toMatchObject({ key: null })
    expect(await partsOf(world.deps.db, check)).toEqual([])
  })

  test('is erased as soon as its driver takes the consent back', async () => {
    const { booth, check } = await open()
    await recordSample(world, check, [['booth', 'camera']])
    expect(await ofBooth(check)).toMatchObject({ answer: { agreed: true, words: '1' }, state: 'kept', days: DAYS })
    sure(await answers(booth, check, false))
    await until(async () => (await ofBooth(check))?.state === 'erased')
    await until(() => !existsSync(join(world.settings.data, 'recordings', check)))
  })
})

describe('the recorder', () => {
  /** Media through which something flows, and which counts who asks for it. */
  const flowing = () => {
    const asked: string[] = []
    const media: Media = {
      ...silentMedia,
      flowing: () => [{ participant: 'booth', source: 'camera', producer: 'p' }],
      tap: async (_, producer) => (asked.push(producer), null),
    }
    return { asked, media }
  }

  test('asks for nothing and writes nothing before the driver says yes, nor when they say no', async () => {
    const { asked, media } = flowing()
    const { booth, check } = await open({ outside: { media } })
    sure(await answers(booth, check, false))
    await world.app.settled()
    await world.app.close()
    expect([asked, existsSync(join(world.settings.data, 'recordings'))]).toEqual([[], false])
  })

  test('records nothing where the disk has no room, says so, and the check goes on', async () => {
    const { asked, media } = flowing()
    const { booth, check } = await open({ outside: { media }, settings: { recording: { days: DAYS, leastFreeGb: 90_000_000 } } })
    sure(await answers(booth, check, true))
    await until(async () => (await ofBooth(check))?.state === 'disk-short')
    expect(asked).toEqual([])
    expect((await world.check(check)).phase).toBe('underway')
  })

  test('begins by ending what a killed server left, and takes away what belongs to no recording', async () => {
    const { check } = await open()
    await recordSample(world, check, [['booth', 'camera']])
    await addPart(world.deps.db, { id: 'left', check, side: 'booth', source: 'camera', beganAt: world.now().toISOString() })
    const nobodys = join(world.settings.data, 'recordings', 'nobodys')
    mkdirSync(nobodys)
    writeFileSync(join(nobodys, 'x.sealed'), 'x')
    const recorder = await openRecorder(world.deps, () => {})
    expect((await partsOf(world.deps.db, check)).every(({ endedAt }) => endedAt !== null)).toBe(true)
    expect([existsSync(nobodys), existsSync(join(world.settings.data, 'recordings', check))]).toEqual([false, true])
    await recorder.close()
  })
})
