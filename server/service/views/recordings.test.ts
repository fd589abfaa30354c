import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { chinaDay } from '#protocol/days.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { cardOf } from '../../../test/driver.ts'
import { recordSample } from '../../../test/recorded.ts'
import { openWorld, silentMedia, sure, until, type World, type WorldOptions } from '../../../test/world.ts'
import type { Media } from '../../media/media.ts'
import { openRecorder } from '../../recording/recorder.ts'
import { addPart, beginRecording, eraseRecording, findRecording, keptRecordings as keptPage, partsOf } from '../../store/recordings.ts'
import { unlikeMarks } from '../../store/walks.ts'
import { answerRecording } from '../checks/declaring.ts'
import { holdRecording, liftHold } from '../checks/holding.ts'
import { claim } from '../checks/leases.ts'
import { accessView, giveReason } from '../people/access.ts'
import { spanOf } from '../stored/days.ts'
import { keptRecordings } from './kept-recordings.ts'
import { recordingDisk } from './recording-disk.ts'
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
  return {
    ...person,
    reader: { id: person.id, doctor: { by: 'site', sites: null }, counter: null, administrator: null, auditor: null },
  } as const
}
const auditorOf = async (...names: string[]) => {
  const { id, name } = await world.person(`auditor-${world.ids().slice(-6)}`, 'auditor')
  const sites = await Promise.all(names.map(async (one) => (await world.site(one)).id))
  return { name, reader: { id, doctor: null, counter: null, administrator: null, auditor: { by: 'site', sites } } } as const
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

describe('an auditor', () => {
  const today = () => chinaDay(world.now())

  test('finds the recordings of their sites by day, with nothing of whom they show, and opens one for a reason that is written down', async () => {
    const { check } = await open()
    const own = await doctor('own')
    await takes(own, check)
    const [id = ''] = await recordSample(world, check, [['booth', 'camera']])
    const { reader, name } = await auditorOf('示范服务大厅')
    const { entries, more, sites } = await keptRecordings(world.deps, reader, { day: today() })
    const until = new Date(world.now().getTime() + DAYS * DAY_MS).toISOString()
    expect(entries).toEqual([{ check, number: null, site: '示范服务大厅', beganAt: world.now().toISOString(), until, holds: [] }])
    expect([more, sites.map((one) => one.name)]).toEqual([false, ['示范服务大厅']])
    expect((await keptRecordings(world.deps, reader, { day: '2026-11-24' })).entries).toEqual([])
    expect((await keptRecordings(world.deps, reader, {})).entries).toEqual([])
    expect(await recordingOf(world.deps, check, reader)).toMatchObject({ refused: 'access-needs-reason' })
    expect(await partOf(world.deps, { id: check, part: id }, reader)).toMatchObject({ refused: 'access-needs-reason' })
    sure(await giveReason(world.deps, reader, { of: { check }, reason: '抽查' }))
    expect(sure(await recordingOf(world.deps, check, reader)).parts.map((part) => part.id)).toEqual([id])
    sure(await partOf(world.deps, { id: check, part: id }, reader))
    expect((await accessView(world.deps, null)).entries.map(({ person, what, reason }) => [person, what, reason])).toEqual([
      [name, 'recording', '抽查'],
      [name, 'reason', '抽查'],
    ])
  })

  test('of another site finds nothing, opens nothing for any reason, and holds nothing', async () => {
    const { check } = await open()
    const [part = ''] = await recordSample(world, check, [['booth', 'camera']])
    const { reader } = await auditorOf('西城大厅')
    const here = (await world.site('示范服务大厅')).id
    for (const asked of [{ day: today() }, { day: today(), site: here }, {}])
      expect((await keptRecordings(world.deps, reader, asked)).entries).toEqual([])
    const refused = { refused: 'other-site' }
    expect(await giveReason(world.deps, reader, { of: { check }, reason: '抽查' })).toMatchObject(refused)
    expect(await recordingOf(world.deps, check, reader)).toMatchObject(refused)
    expect(await partOf(world.deps, { id: check, part }, reader)).toMatchObject(refused)
    expect(await holdRecording(world.deps, reader, { check, reason: '法院调取' })).toMatchObject(refused)
    expect(await liftHold(world.deps, reader, { check, hold: check, reason: '已经结案' })).toMatchObject(refused)
    expect((await accessView(world.deps, null)).entries).toEqual([])
  })

  test('reads a long day page by page, each recording once', async () => {
    const { check } = await open()
    await recordSample(world, check, [['booth', 'camera']])
    const { reader } = await auditorOf('示范服务大厅')
    const began = world.now().toISOString()
    const booth = await world.booth('多录')
    const seen = new Set<string>()
    const all = [check]
    for (let nth = 0; nth < 3; nth += 1) {
      const other = (await booth.open(cardOf('李四', 702 + nth))).check.id
      await beginRecording(world.deps.db, { check: other, key: 'k', at: began })
      all.push(other)
      await world.deps.db.updateTable('checks').set({ open_booth: null }).where('id', '=', other).execute()
    }
    let behind: { at: string; check: string } | null = null
    for (let more = true; more; ) {
      const page: { entries: { check: string; beganAt: string }[]; more: boolean } = await keptPage(
        world.deps.db,
        spanOf(today(), today()),
        reader.auditor,
        { behind, most: 2 },
      )
      for (const one of page.entries) expect(seen.has(one.check)).toBe(false)
      page.entries.forEach((one) => seen.add(one.check))
      const last = page.entries.at(-1)
      behind = last ? { at: last.beganAt, check: last.check } : null
      more = page.more
    }
    expect(seen).toEqual(new Set(all))
  })
})

describe('a recording on hold', () => {
  /** Somebody who administers; what they hold and lift is by their name. */
  const chief = async () => {
    const { id, name } = await world.person(`chief-${world.ids().slice(-6)}`, 'administrator')
    return { name, reader: { id, doctor: null, counter: null, administrator: { by: 'site', sites: null }, auditor: null } } as const
  }
  const over = () => world.step(DAYS * DAY_MS + 1000)
  /** The loop has come round twice since: what it was to erase is erased. */
  const roundTwice = async () => {
    for (let round = 0; round < 2; round += 1) {
      const { check } = await another()
      await until(async () => (await findRecording(world.deps.db, check))?.erasedAt)
    }
  }
  /** A recording of long ago that nobody holds: the loop erases it when it comes round. */
  const another = async () => {
    const check = await (await world.booth(`旁${world.ids().slice(-6)}`)).queued(cardOf('李四', 702))
    await recordSample(world, check, [['booth', 'camera']])
    const long = new Date(world.now().getTime() - 2 * DAYS * DAY_MS).toISOString()
    await world.deps.db.updateTable('recordings').set({ began_at: long }).where('check_id', '=', check).execute()
    return { check }
  }
  const stands = async (check: string) => [
    (await findRecording(world.deps.db, check))?.erasedAt ?? null,
    existsSync(join(world.settings.data, 'recordings', check)),
  ]
  const [KEPT, ERASED] = [
    [null, true],
    [expect.any(String), false],
  ]

  test('outlives its days for as long as any hold stands, and is erased when the last is lifted; each is on record with its reason', async () => {
    const { check } = await open()
    await recordSample(world, check, [['booth', 'camera']])
    const { reader, name } = await chief()
    const other = await chief()
    sure(await holdRecording(world.deps, reader, { check, reason: '法院调取' }))
    sure(await holdRecording(world.deps, other.reader, { check, reason: '驾驶人申诉' }))
    over()
    await roundTwice()
    expect(await stands(check)).toEqual(KEPT)
    expect((await ofBooth(check))?.state).toBe('held')
    const listed = async () => (await keptRecordings(world.deps, reader, {})).entries
    const [kept] = await listed()
    expect(kept?.holds.map(({ by, reason }) => [by, reason])).toEqual([
      [name, '法院调取'],
      [other.name, '驾驶人申诉'],
    ])
    const [first = '', second = ''] = kept?.holds.map(({ id }) => id) ?? []
    sure(await liftHold(world.deps, reader, { check, hold: second, reason: '申诉已撤回' }))
    expect(await liftHold(world.deps, reader, { check, hold: second, reason: '再来一次' })).toMatchObject({ refused: 'not-found' })
    await roundTwice()
    expect(await stands(check)).toEqual(KEPT)
    sure(await liftHold(world.deps, reader, { check, hold: first, reason: '已经结案' }))
    await until(async () => (await stands(check))[1] === false)
    expect(await stands(check)).toEqual(ERASED)
    expect(await listed()).toEqual([])
    const told = (await accessView(world.deps, null)).entries.map(({ person, what, reason }) => [person, what, reason])
    expect(told.toReversed()).toEqual([
      [name, 'hold', '法院调取'],
      [other.name, 'hold', '驾驶人申诉'],
      [name, 'hold-lifted', '申诉已撤回'],
      [name, 'hold-lifted', '已经结案'],
    ])
  })

  test('that is asked for while the erasing runs comes wholly before or wholly after it', async () => {
    const { check: first } = await open()
    const { reader } = await chief()
    const outcomes = new Set<string>()
    for (let round = 0; round < 12; round += 1) {
      const check = round === 0 ? first : (await another()).check
      if (round === 0) await recordSample(world, check, [['booth', 'camera']])
      const hold = () => holdRecording(world.deps, reader, { check, reason: '法院调取' })
      const erase = () => eraseRecording(world.deps.db, check, world.now().toISOString())
      const earlier = round % 2 === 0 ? hold() : null
      const erasing = erase()
      const [held, erased] = await Promise.all([earlier ?? hold(), erasing])
      outcomes.add(`${isRefusal(held) ? 'refused' : 'held'} ${erased ? 'erased' : 'kept'}`)
      if (!isRefusal(held)) expect((await findRecording(world.deps.db, check))?.key).toEqual(expect.any(String))
    }
    for (const one of outcomes) expect(['held kept', 'refused erased']).toContain(one)
  })

  test('holds over a restart', async () => {
    const { check } = await open()
    await recordSample(world, check, [['booth', 'camera']])
    sure(await holdRecording(world.deps, (await chief()).reader, { check, reason: '法院调取' }))
    over()
    const recorder = await openRecorder(world.deps, () => {})
    await recorder.tidy()
    expect(await stands(check)).toEqual(KEPT)
    await recorder.close()
  })

  test('stays when its driver takes the consent back, who reads that, and is erased as soon as the hold is lifted', async () => {
    const { booth, check } = await open()
    await recordSample(world, check, [['booth', 'camera']])
    const { reader } = await chief()
    sure(await holdRecording(world.deps, reader, { check, reason: '法院调取' }))
    sure(await answers(booth, check, false))
    await roundTwice()
    expect(await stands(check)).toEqual(KEPT)
    expect(await ofBooth(check)).toMatchObject({ answer: { agreed: false }, state: 'held' })
    // Nothing is put on hold again of what its driver doesn't want kept.
    expect(await holdRecording(world.deps, reader, { check, reason: '再加一条' })).toMatchObject({ refused: 'not-found' })
    const [hold] = (await keptRecordings(world.deps, reader, {})).entries.flatMap(({ holds }) => holds)
    sure(await liftHold(world.deps, reader, { check, hold: hold?.id ?? '', reason: '已经结案' }))
    await until(async () => (await ofBooth(check))?.state === 'erased')
    await until(async () => (await stands(check))[1] === false)
  })

  test('is told by `verify` when it was lifted by other means', async () => {
    const { check } = await open()
    await recordSample(world, check, [['booth', 'camera']])
    sure(await holdRecording(world.deps, (await chief()).reader, { check, reason: '法院调取' }))
    const faults = async () => {
      const found: string[] = []
      for await (const { name, why } of unlikeMarks(world.deps.db, world.deps.key)) found.push(`${name.split(' ')[0]} ${why}`)
      return found
    }
    expect(await faults()).toEqual([])
    await world.deps.db.updateTable('recording_holds').set({ lifted_at: world.now().toISOString() }).execute()
    expect(await faults()).toEqual(['recording_holds mark-differs'])
  })

  test('can’t be of a check that wasn’t recorded', async () => {
    const { check } = await open()
    const { reader } = await chief()
    expect(await holdRecording(world.deps, reader, { check, reason: '法院调取' })).toMatchObject({ refused: 'not-found' })
    expect(await holdRecording(world.deps, reader, { check: world.ids(), reason: '法院调取' })).toMatchObject({ refused: 'check-unknown' })
  })
})

describe('what recordings take of the disk', () => {
  const sizes = (check: string): number => {
    const folder = join(world.settings.data, 'recordings', check)
    return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
  }
  const metrics = async () => (await fetch(`${world.url}/metrics`)).text()

  test('is told with how long the rest will do, and told no more once they are erased', async () => {
    const { booth, check } = await open({ settings: { recording: { days: DAYS, leastFreeGb: 1 } } })
    expect(await recordingDisk(world.deps)).toMatchObject({ kept: 0, least: 1e9, hour: null, hours: null })
    await recordSample(world, check, [
      ['booth', 'camera'],
      ['doctor', 'microphone'],
    ])
    // What wasn't counted before is counted at the start.
    const recorder = await openRecorder(world.deps, () => {})
    await recorder.close()
    const kept = sizes(check)
    // Two parts of two seconds, one after the other.
    const hour = (kept / 4) * 3600
    const disk = await recordingDisk(world.deps)
    expect(disk).toMatchObject({ kept, hour, hours: Math.max(0, (disk?.free ?? 0) - 1e9) / hour })
    expect(await metrics()).toContain(`roadfit_recording_bytes{of="kept"} ${kept}`)
    expect(await metrics()).toMatch(/roadfit_recording_hours\{of="left"\} \d/)
    sure(await answers(booth, check, false))
    await until(async () => (await ofBooth(check))?.state === 'erased')
    expect(await recordingDisk(world.deps)).toMatchObject({ kept: 0, hour: null })
    expect(await metrics()).not.toContain('roadfit_recording_hours{')
  })

  test('is told of nobody who records nothing', async () => {
    world = await openWorld()
    expect(await recordingDisk(world.deps)).toBe(null)
    expect(await metrics()).not.toContain('roadfit_recording_bytes{')
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
