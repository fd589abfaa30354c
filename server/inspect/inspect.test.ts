import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { BARE } from '../../test/bare-environment.ts'
import { cardOf } from '../../test/driver.ts'
import { handedOver } from '../../test/signed.ts'
import { openWorld, sure, type World } from '../../test/world.ts'
import { note } from '../service/checks/commands.ts'
import { claim } from '../service/checks/leases.ts'
import { openToRead } from '../store/open.ts'
import { addHold, liftHold } from '../store/recording-holds.ts'
import { beginRecording } from '../store/recordings.ts'
import { inspected } from './lines.ts'

// `npm run inspect`: a check of a folder whose server runs, looked at from outside.
vi.setConfig({ testTimeout: 120_000 })

let world: World
let folder: string
let one: Awaited<ReturnType<typeof handedOver>>
const NAME = '司马相如'

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roadfit-inspect-'))
  world = await openWorld({ database: join(folder, 'roadfit.sqlite') })
  one = await handedOver(world, await world.person('dr-inspect', 'doctor'), { name: NAME })
}, 120_000)
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

/** The command as it's typed. */
const typed = (LANG: string, ...args: string[]) =>
  new Promise<{ code: number; said: string }>((done) => {
    const env = { LANG, ...BARE, NODE_OPTIONS: '--disable-warning=ExperimentalWarning' }
    const child = execFile(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { env }, (_, out, err) =>
      done({ code: child.exitCode ?? -1, said: out + err }),
    )
  })
const seen = async (check: string, language: 'zh' | 'en' = 'en') => {
  const db = openToRead(join(folder, 'roadfit.sqlite'))
  const { holds, lines } = await inspected(db, check, language)
  await db.destroy()
  return { holds, said: lines.join('\n') }
}

test('a check is told as text: events in order by the time in China, readings, report and errands', async () => {
  const { holds, said } = await seen(one.id)
  expect(holds).toBe(true)
  const { version, stations } = await world.check(one.id)
  expect(said).toContain(`The chain of events holds: ${version} events`)
  const events = said.split('\n').filter((line) => /^ +\d+ {2}\d{4}-/.test(line))
  expect(events.map((line) => Number(line.trim().split(' ')[0]))).toEqual(Array.from({ length: version }, (_, at) => at + 1))
  // The test's clock stands at 02:00 UTC.
  expect(events[0]).toMatch(/1 {2}2026-11-25 10:00:00 {2}booth \S+ {2}opened {2}· {2}card read in .* {2}· {2}command \S+$/)
  expect(events.at(-1)).toMatch(/system deliveries {2}delivered {2}· {2}handed over, receipt \S+/)
  for (const { attempts } of Object.values(stations))
    for (const { reading } of attempts) expect(said).toContain(`digest ${reading?.digest}`)
  expect(said).toContain('Right eye  ·  attempt 1  ·  acuity  ·  read')
  expect(said).toMatch(/red axis: lines of confusion \d+ \/ \d+, \d+ plates in all, passed/)
  expect(said).toContain(`PDF ${one.pdf}`)
  expect(said).toMatch(/hand over \S+ {2}· {2}done 2026-11-25 \S+ {2}· {2}failed tries: 0 {2}· {2}receipt \S+/)
  const chinese = (await seen(one.id, 'zh')).said
  expect(chinese).toContain('事件链完好')
  expect(chinese).toContain('右眼视力　·　第 1 次')
})

test('a recording is told with what holds it, who lifted a hold and when; of reasons only how long they are', async () => {
  const { db, key } = world.deps
  const at = world.now().toISOString()
  const access = (id: string, what: 'hold' | 'hold-lifted', reason: string) => ({
    id,
    person: 'chief',
    check: one.id,
    what,
    reason,
    at,
    steadyAt: at,
  })
  await beginRecording(db, { check: one.id, key: 'k', at })
  await addHold(db, key, { id: 'court', access: access('a1', 'hold', '法院调取') })
  await addHold(db, key, { id: 'appeal', access: access('a2', 'hold', '驾驶人申诉') })
  await liftHold(db, key, { id: 'appeal', access: access('a3', 'hold-lifted', '已撤回') })
  const { said } = await seen(one.id)
  expect(said).toContain('recorded from 2026-11-25 10:00:00, kept')
  expect(said).toContain('on hold from 2026-11-25 10:00:00 by chief; reason (4 characters)')
  expect(said).toContain('by chief; reason (5 characters); lifted 2026-11-25 10:00:00 by chief; reason (3 characters)')
  expect(said).not.toContain('法院')
})

test('nobody is named: driver, doctors, and what people wrote themselves', async () => {
  const doctor = await world.person('dr-noted', 'doctor')
  const id = await (await world.booth('看2号')).queued(cardOf(NAME, 901))
  const asked = async () => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
  sure(await claim(world.deps, doctor.doctor, await asked()))
  sure(await note(world.deps, doctor.doctor, { ...(await asked()), text: '司马相如看得清' }))
  const { said } = await seen(id)
  expect(said).toContain('noted (7 characters)')
  expect(said).toContain('司***')
  expect(said).not.toMatch(/司马|dr-noted/)
  expect(said).not.toContain(cardOf(NAME, 901).number)
})

test('a chain that doesn’t hold is told with its first fault, and what can be read is shown all the same', async () => {
  const { db } = world.deps
  const alter = async (values: { at?: string; event?: string }) =>
    void (await db.updateTable('check_events').set(values).where('check_id', '=', one.id).where('sequence', '=', 4).execute())
  const rows = db.selectFrom('check_events').select(['at', 'event']).where('check_id', '=', one.id).where('sequence', '=', 4)
  const before = await rows.executeTakeFirstOrThrow()
  await alter({ at: '2026-11-25T02:00:00.001Z' })
  const later = await seen(one.id)
  await alter({ event: 'none' })
  const unreadable = await seen(one.id)
  await alter(before)
  expect([later.holds, unreadable.holds]).toEqual([false, false])
  expect(later.said).toContain('The chain of events is broken: event 4')
  expect(later.said).toMatch(/^ {3}5 {2}2026/m)
  expect(unreadable.said).toContain('The events can’t be read')
  expect(unreadable.said).toContain(`PDF ${one.pdf}`)
})

test('the command takes an id, its first characters or a report’s number, says when it was asked wrongly, and writes nothing', async () => {
  const written = () => statSync(join(folder, 'roadfit.sqlite')).mtimeMs
  const before = written()
  const [byNumber, chinese, unknown, nothing, several] = await Promise.all([
    typed('C', one.number, folder),
    typed('zh_CN.UTF-8', one.id, folder),
    typed('C', 'no-such', folder),
    typed('C', one.id, '/nowhere'),
    typed('C', '0000', folder),
  ])
  expect(byNumber).toEqual({ code: 0, said: `${(await seen(one.id)).said}\n` })
  expect(chinese).toEqual({ code: 0, said: `${(await seen(one.id, 'zh')).said}\n` })
  expect(unknown).toEqual({ code: 2, said: expect.stringContaining('no check whose id begins with no-such') })
  expect(nothing).toEqual({ code: 2, said: expect.stringContaining("/nowhere/roadfit.sqlite can't be read") })
  expect(several).toEqual({ code: 2, said: expect.stringContaining(one.id) })
  expect(written()).toBe(before)
})
