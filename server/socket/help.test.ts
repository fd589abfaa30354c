import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HallView } from '#protocol/check.ts'
import type { HelpView } from '#protocol/help.ts'
import type { LinkState } from '#protocol/link.ts'
import type { DeviceState } from '#protocol/reading.ts'
import { cardOf } from '../../test/driver.ts'
import { openWorld, sure, until, type World } from '../../test/world.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
}, 60_000)
afterAll(() => world.close())

const HERE = '呼叫大厅'
const devices: DeviceState[] = []

const connected = async (link: { watch(take: (state: LinkState) => void): unknown }): Promise<void> => {
  let state: LinkState = 'connecting'
  link.watch((now) => void (state = now))
  await until(() => state === 'connected')
}
/** Somebody at an attended page, and the calls that they are shown. */
const sits = async (login: string, roles: Parameters<World['person']>[1][], at: string | null = null) => {
  const person = await world.person(login, ...roles)
  if (at) await person.worksFor(at)
  const link = await person.connect()
  const shown: HelpView['calls'][] = []
  link.on('help:view', ({ calls }) => void shown.push(calls))
  await connected(link)
  return { ...person, link, calls: () => (shown.at(-1) ?? []).map(({ id, whom }) => `${whom} ${id}`) }
}
/** A booth's line, and which of its calls were answered. */
const sitsIn = async (name: string, at = HERE) => {
  const booth = await world.booth(name, at)
  await booth.calibrate()
  const line = booth.connect()
  const heard: string[] = []
  line.on('booth:heard', ({ help }) => void heard.push(help))
  await connected(line)
  const calls = (...help: { id: string; whom: 'doctor' | 'staff' }[]) =>
    line.ask('booth:status', { devices, ...(help.length > 0 && { help }) })
  return { ...booth, line, heard, calls }
}
const callTo = (whom: 'doctor' | 'staff') => ({ id: world.ids(), whom })
const kept = async (id: string) => {
  const row = await world.deps.db.selectFrom('help_calls').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Error(`no call ${id}`)
  return row
}

test('a call to the staff is shown at the counter, to the administrator and in the hall until one of them answers, and the booth hears that', async () => {
  const booth = await sitsIn('叫人间')
  const counter = await sits('help-counter', ['counter'], HERE)
  const elsewhere = await sits('help-elsewhere', ['counter'], '别处大厅')
  const chief = await sits('help-chief', ['administrator'])
  const doctor = await sits('help-doctor', ['doctor'], HERE)
  const hall = await world.hall(await chief.cookie())
  const halls: HallView[] = []
  hall.on('hall:view', (view) => void halls.push(view))
  const rings = () => halls.at(-1)?.booths.find(({ name }) => name === '叫人间')?.calls
  const call = callTo('staff')
  sure(await booth.calls(call))
  for (const { calls } of [counter, chief]) await until(() => calls().includes(`staff ${call.id}`))
  await until(() => rings())
  expect([elsewhere.calls(), doctor.calls()].flat()).toEqual([])
  // Told again it is the same, and sounds no other time.
  sure(await booth.calls(call))
  expect(await elsewhere.link.ask('help:answer', { help: call.id })).toMatchObject({ refused: 'not-allowed' })
  expect(await doctor.link.ask('help:answer', { help: call.id })).toMatchObject({ refused: 'not-allowed' })
  sure(await counter.link.ask('help:answer', { help: call.id }))
  await until(() => booth.heard.includes(call.id))
  for (const { calls } of [counter, chief]) await until(() => calls().length === 0)
  await until(() => rings() === false)
  // Who presses at the same moment is not told off.
  sure(await chief.link.ask('help:answer', { help: call.id }))
  expect(await kept(call.id)).toMatchObject({ booth: booth.who.id, whom: 'staff', check_id: null, answered_by: counter.id })
})

test('a call to the doctor is heard by every doctor of the site while nobody has the driver, by theirs alone afterwards, and a claim answers it', async () => {
  const booth = await sitsIn('问医间')
  const [one, other] = [await sits('help-one', ['doctor'], HERE), await sits('help-other', ['doctor'], HERE)]
  const check = await booth.queued(cardOf('叫医生', 930))
  const first = callTo('doctor')
  sure(await booth.calls(first))
  for (const { calls } of [one, other]) await until(() => calls().includes(`doctor ${first.id}`))
  sure(await one.link.ask('check:claim', { command: world.ids(), check, version: (await world.check(check)).version }))
  await until(() => booth.heard.includes(first.id))
  for (const { calls } of [one, other]) await until(() => calls().length === 0)
  expect(await kept(first.id)).toMatchObject({ check_id: check, answered_by: one.id })

  const second = callTo('doctor')
  sure(await booth.calls(second))
  await until(() => one.calls().includes(`doctor ${second.id}`))
  await world.app.settled()
  expect(other.calls()).toEqual([])
  expect(await other.link.ask('help:answer', { help: second.id })).toMatchObject({ refused: 'not-allowed' })
  sure(await one.link.ask('help:answer', { help: second.id }))
  await until(() => booth.heard.includes(second.id))
})

test('a call that the booth makes no more is over, and one that was answered while the booth was dark is told when it comes back', async () => {
  const booth = await sitsIn('来去间')
  const counter = await sits('help-back', ['counter'], HERE)
  const [first, second] = [callTo('staff'), callTo('staff')]
  sure(await booth.calls(first))
  await until(() => counter.calls().includes(`staff ${first.id}`))
  sure(await booth.calls())
  await until(() => counter.calls().length === 0)
  expect(await kept(first.id)).toMatchObject({ answered_by: null })
  expect((await kept(first.id)).answered_at).not.toBeNull()

  sure(await booth.calls(second))
  await until(() => counter.calls().includes(`staff ${second.id}`))
  booth.line.close()
  await until(async () => !(await world.isHere(booth.who.id)))
  // A booth that has lost its line still needs somebody.
  const late = await sits('help-late', ['counter'], HERE)
  await until(() => late.calls().includes(`staff ${second.id}`))
  sure(await late.link.ask('help:answer', { help: second.id }))
  const again = booth.connect()
  const heard: string[] = []
  again.on('booth:heard', ({ help }) => void heard.push(help))
  await connected(again)
  sure(await again.ask('booth:status', { devices, help: [second] }))
  await until(() => heard.includes(second.id))
  expect(counter.calls()).toEqual([])
})
