import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { refuse } from '#protocol/refusal.ts'
import { stillsOf } from '#protocol/still.ts'
import { cardOf } from '../../../test/driver.ts'
import { openWorld, still, sure, type World } from '../../../test/world.ts'
import { blockOf } from '../../report/examination.ts'
import { storedIn } from '../../store/files.ts'
import { audit } from '../proof/audit.ts'
import { takenStillOf } from '../proof/papers.ts'
import { EVERYTHING } from '../sites/scope.ts'
import { stationView } from '../views/views.ts'
import { picture } from './commands.ts'
import { examinationOf } from './examination.ts'
import { claim } from './leases.ts'
import { acceptReading, stillOf } from './readings.ts'

let world: World
let drivers = 0
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** A booth whose driver has an attempt at a height, and a doctor who sees all. */
const measured = async () => {
  const booth = await world.booth(`甲${++drivers}号`)
  await booth.calibrate()
  const attempt = await booth.attempt(await booth.queued(cardOf('张三', 300 + drivers)), 'height')
  const { id } = await world.person(`dr-stills-${drivers}`, 'doctor')
  return { booth, attempt, reader: { id, doctor: EVERYTHING, counter: null, administrator: null, auditor: null } }
}
/** From now on this doctor holds the check. */
const hold = async (id: string, check: string) => {
  const { version } = await world.check(check)
  sure(await claim(world.deps, { kind: 'doctor', id, name: '医生' }, { command: world.ids(), check, version }))
}
const base64 = async (jpeg: Buffer | Promise<Buffer>) => (await jpeg).toString('base64')

test('a picture that a log names comes with it, and the doctor who holds the check sees it', async () => {
  const { booth, attempt, reader } = await measured()
  const log = await booth.pictured(attempt)
  const sent = [log, [await base64(still)]] as const
  expect(await acceptReading(world.deps, booth.who, ...sent)).toEqual({ acknowledged: log.id })
  // The answer was lost, and it's sent again.
  expect(await acceptReading(world.deps, booth.who, ...sent)).toEqual({ acknowledged: log.id })
  await hold(reader.id, attempt.check)
  const [named] = stillsOf(log.trials)
  const file = sure(await stillOf(world.deps, log.id, named?.digest ?? '', reader))
  expect(file.size).toBe((await still).length)
})

test('pictures come one by one before their log on the booth’s line, and count for that log alone', async () => {
  const { booth, attempt } = await measured()
  const link = booth.connect()
  await new Promise<void>((resolve) => link.watch((state) => state === 'connected' && resolve()))
  const jpeg = await base64(still)
  sure(await link.ask('booth:still', { jpeg }))
  const wrong = await booth.pictured(attempt, Buffer.from('another'))
  expect(await link.ask('booth:reading', wrong)).toEqual(refuse('still-missing'))
  // What came for that log is gone with it.
  const log = await booth.pictured(attempt)
  expect(await link.ask('booth:reading', log)).toEqual(refuse('still-missing'))
  sure(await link.ask('booth:still', { jpeg }))
  expect(await link.ask('booth:reading', log)).toEqual({ acknowledged: log.id })
})

test('whoever looks at a whole folder misses a picture that a log names', async () => {
  const { booth, attempt } = await measured()
  const jpeg = await sharp({ create: { width: 640, height: 360, channels: 3, background: '#445566' } })
    .jpeg()
    .toBuffer()
  const log = await booth.pictured(attempt, jpeg)
  sure(await acceptReading(world.deps, booth.who, log, [await base64(jpeg)]))
  const digest = stillsOf(log.trials)[0]?.digest ?? ''
  const files = storedIn(join(world.settings.data, 'files'))
  const missing = async () =>
    (await audit(world.deps, { stored: files, trusted: { seals: [], stamps: [] } })).troubles
      .filter(({ fault }) => fault === 'file-missing')
      .map(({ name }) => name)
  expect(await missing()).toEqual([])
  await world.deps.files.drop(digest)
  expect(await missing()).toEqual([digest])
})

test('a log that names a picture is refused without it, with another one, or with what is no picture', async () => {
  const { booth, attempt } = await measured()
  const other = await sharp({ create: { width: 64, height: 36, channels: 3, background: '#123456' } })
    .jpeg()
    .toBuffer()
  const log = await booth.pictured(attempt)
  const lacking = refuse('still-missing')
  expect(await acceptReading(world.deps, booth.who, log)).toEqual(lacking)
  expect(await acceptReading(world.deps, booth.who, log, [await base64(other)])).toEqual(lacking)
  const torn = (await still).subarray(0, 1500)
  const png = await sharp(other).png().toBuffer()
  const huge = await sharp({ create: { width: 2000, height: 20, channels: 3, background: '#123456' } })
    .jpeg()
    .toBuffer()
  const cmyk = await sharp(other).toColourspace('cmyk').jpeg().toBuffer()
  for (const wrong of [Buffer.from('not a picture'), torn, png, huge, cmyk]) {
    const naming = await booth.pictured(attempt, wrong)
    expect(await acceptReading(world.deps, booth.who, naming, [await base64(wrong)])).toEqual(lacking)
  }
  // The same booth measures on, and the right picture is taken.
  const good = await booth.pictured(attempt)
  expect(await acceptReading(world.deps, booth.who, good, [await base64(other), await base64(still)])).toEqual({
    acknowledged: good.id,
  })
})

test('a file of the store is no still of a log that does not name it', async () => {
  const { booth, attempt, reader } = await measured()
  const log = booth.reading(attempt)
  sure(await acceptReading(world.deps, booth.who, log))
  await hold(reader.id, attempt.check)
  const { photo } = await world.check(attempt.check)
  expect(await stillOf(world.deps, log.id, photo?.file ?? '', reader)).toEqual(refuse('not-found'))
})

test('a paper shows the stills of the log that its finding stands on, each with what was asked for', async () => {
  const { booth, attempt } = await measured()
  const log = await booth.pictured(attempt)
  sure(await acceptReading(world.deps, booth.who, log, [await base64(still)]))
  const check = await world.check(attempt.check)
  const report = { applicant: { photo: check.photo?.file }, evidence: [{ station: 'height', reading: log.id }], drawnUpAt: '' }
  const { stations } = await examinationOf(world.deps, check, report as unknown as Parameters<typeof examinationOf>[2])
  const [height] = stations
  if (!height || stations.length > 1) throw new Error('not the height alone')
  expect(blockOf(height).stills.map(({ caption, jpeg }) => [caption, jpeg.length])).toEqual([
    ['测身高，第 1 次（全景）', (await still).length],
  ])
})

test('what a doctor keeps of what they see belongs to the check and its test, stands on paper, and is missed when it is gone', async () => {
  const booth = await world.booth(`甲${++drivers}号`)
  await booth.calibrate()
  const check = await booth.queued(cardOf('张三', 300 + drivers))
  const { doctor } = await world.person(`dr-takes-${drivers}`, 'doctor')
  const reader = { id: doctor.id, doctor: EVERYTHING, counter: null, administrator: null, auditor: null }
  const jpeg = await base64(still)
  const ask = (station: 'trunk' | 'lower-limbs', taken = jpeg) => ({
    command: world.ids(),
    check,
    station,
    still: { camera: 'overview' as const, jpeg: taken },
  })
  expect(await picture(world.deps, doctor, ask('trunk'))).toMatchObject({ refused: 'not-your-check' })
  await hold(doctor.id, check)
  expect(await picture(world.deps, doctor, ask('trunk', Buffer.from('no picture').toString('base64')))).toEqual(refuse('still-unusable'))
  sure(await picture(world.deps, doctor, ask('trunk')))
  // Pressed twice, it is one.
  const kept = sure(await picture(world.deps, doctor, ask('trunk')))
  expect(kept.taken).toMatchObject([{ station: 'trunk', camera: 'overview', doctor: { id: doctor.id } }])
  const file = kept.taken?.[0]?.file ?? ''
  expect(sure(await takenStillOf(world.deps, check, file, reader)).size).toBe((await still).length)
  // Another check's, or any other file of the folder, isn't had by it.
  expect(await takenStillOf(world.deps, check, (await world.check(check)).photo?.file ?? '', reader)).toEqual(refuse('not-found'))

  const block = blockOf({ view: stationView(kept, 'trunk'), log: null, stills: new Map([[file, await still]]), calibrations: [] })
  expect(block.stills).toEqual([{ jpeg: await still, caption: expect.stringContaining('（全景）') }])

  const files = storedIn(join(world.settings.data, 'files'))
  await world.deps.files.drop(file)
  const { troubles } = await audit(world.deps, { stored: files, trusted: { seals: [], stamps: [] } })
  expect(troubles.filter(({ fault }) => fault === 'file-missing').map(({ name }) => name)).toContain(file)
})
