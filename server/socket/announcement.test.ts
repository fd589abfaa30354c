import { afterAll, beforeAll, expect, test } from 'vitest'
import { fitsCompiled } from '#protocol/compiled.ts'
import { cardOf } from '../../test/driver.ts'
import { signedReport } from '../../test/signed.ts'
import { openWorld, sure, until, type World } from '../../test/world.ts'
import { Announcement, MOVED } from '../announcement.ts'
import { giveBack } from '../service/checks/commands.ts'
import { claim } from '../service/checks/leases.ts'
import { endOffer, passOn } from '../service/checks/passing.ts'
import { changeMachine } from '../service/machines/machines.ts'
import { updatePerson } from '../service/people/people.ts'
import { closeSessionsOf } from '../service/people/sessions.ts'
import { findPerson } from '../store/people.ts'

// Two servers on one database. Everything happens at the first; the second hears of it as text, and shows its own people the same.

let here: World
let there: World
/** What has travelled. */
const travelled: Announcement[] = []

beforeAll(async () => {
  here = await openWorld()
  const { db, key, files, clock, steady, presence, traffic, random } = here.deps
  const shared = { db, key, files, clock, steady, presence, traffic, random, ids: here.ids, server: 'other' }
  there = await openWorld({ outside: shared })
  const { announce } = here.deps
  here.deps.announce = (what) => {
    announce(what)
    const heard: unknown = JSON.parse(JSON.stringify(what))
    if (!fitsCompiled(Announcement, heard)) throw new Error(`no announcement: ${JSON.stringify(heard)}`)
    travelled.push(heard)
    there.deps.announce(heard)
  }
}, 60_000)
afterAll(async () => {
  await there.close()
  await here.close()
})

type Watcher = { shown: Map<string, string>; ask: (check: string) => Promise<unknown>; state: () => string; id: string }

let people = 0
/** Somebody who sees everything that staff and halls are shown, at one of the servers: each thing as it was shown last. */
const watcher = async (world: World): Promise<Watcher> => {
  const person = await world.person(`looks-on-${++people}`, 'doctor', 'counter', 'administrator')
  const shown = new Map<string, string>()
  let state = ''
  const link = await person.connect()
  link.watch((now) => void (state = now))
  const lists = [
    'queue:view',
    'queue:moved',
    'attention:view',
    'counter:view',
    'check:view',
    'check:live',
    'check:value',
    'help:view',
    'offer:view',
  ] as const
  for (const name of lists) link.on(name, (value) => void shown.set(name, JSON.stringify(value)))
  ;(await world.hall(await person.cookie())).on('hall:view', ({ at: _, ...value }) => void shown.set('hall:view', JSON.stringify(value)))
  await until(() => ['queue:view', 'counter:view', 'attention:view', 'hall:view'].every((name) => shown.has(name)))
  return { shown, ask: (check) => link.ask('check:watch', { check }), state: () => state, id: person.id }
}

/** Both are shown something new of this name, and the same. */
const sameShown = async (name: string, watchers: readonly [Watcher, Watcher], act: () => Promise<unknown>) => {
  const [before] = watchers.map(({ shown }) => shown.get(name))
  await act()
  const [one, other] = await until(() => {
    const now = watchers.map(({ shown }) => shown.get(name))
    return now[0] !== before && now[0] === now[1] ? now : null
  })
  expect(one).toBeDefined()
  expect(other).toBe(one)
}

test('every kind of announcement travels as text, and whoever is at the other server is shown the same', async () => {
  const both = [await watcher(here), await watcher(there)] as const
  const booth = await here.booth('此处间')
  await booth.calibrate()
  let line!: ReturnType<typeof booth.connect>
  await sameShown('hall:view', both, async () => {
    line = booth.connect()
  })
  let check = ''
  await sameShown('queue:moved', both, async () => {
    check = await booth.queued(cardOf('同一人', 800))
  })
  for (const { ask } of both) expect(await ask(check)).toMatchObject({ check: { id: check } })

  const attempt = here.ids()
  const live = { check, attempt, station: 'height' as const, trials: [] }
  await sameShown('check:live', both, () => line.ask('booth:live', live))
  await sameShown('check:value', both, () => line.ask('booth:value', { check, attempt, value: 1720 }))
  const devices = [{ kind: 'height' as const, name: 'A02YYUW', state: 'absent' as const, simulated: true, faults: 3 }]
  await sameShown('check:view', both, () => line.ask('booth:status', { devices }))

  await sameShown('help:view', both, () => line.ask('booth:status', { devices, help: [{ id: here.ids(), whom: 'staff' }] }))

  // A booth at the other server is told that its driver has come up in the queue.
  const behind = await there.booth('彼处间')
  const second = await behind.queued(cardOf('后一人', 801))
  const places: string[] = []
  const far = behind.connect()
  far.on('booth:place', ({ check: whose, place }) => places.push(`${whose} ${place}`))
  await until(() => here.isHere(behind.who.id))
  await here.app.settled()
  await there.app.settled()
  const doctor = await here.person('holds', 'doctor')
  await sameShown('check:view', both, () => claim(here.deps, doctor.doctor, { command: here.ids(), check, version: 3 }))
  await until(() => places.includes(`${second} 1`))
  // A colleague at the other server is offered the driver.
  sure(await passOn(here.deps, doctor.doctor, { check, to: both[1].id }))
  await until(() => both[1].shown.get('offer:view')?.includes(check))
  sure(await endOffer(here.deps, doctor.doctor, check))

  const signs = await here.person('signs', 'doctor', 'counter')
  let report!: Awaited<ReturnType<typeof signedReport>>
  await sameShown('counter:view', both, async () => {
    report = await signedReport(here, signs, { serial: 802 })
  })
  await until(async () => (await here.check(report.id)).phase === 'handed-over')
  await sameShown('attention:view', both, async () =>
    sure(await giveBack(here.deps, signs.counter, { ...(await report.asked()), reason: '照片不清' })),
  )

  let refused = ''
  far.watch((_, why) => void (refused = why?.refused ?? refused))
  sure(await changeMachine(here.deps, behind.who.id, { disabled: true }))
  await until(() => refused === 'machine-disabled')

  const [, other] = both
  const states = (after: string) => until(() => other.state() === after)
  const chief = await findPerson(here.deps.db, { id: both[0].id })
  if (!chief) throw new Error('no administrator')
  // A page that may come in again does so: it is shown the whole queue once more.
  other.shown.delete('queue:view')
  sure(await updatePerson(here.deps, chief, other.id, { name: '改名' }))
  await until(() => other.shown.has('queue:view'))
  await states('connected')
  await closeSessionsOf(here.deps, other.id)
  await states('refused')

  expect(new Set(travelled.map(({ kind }) => kind))).toEqual(
    new Set(['check', 'surroundings', 'help', 'live', 'value', 'machines', 'waits', 'offer', 'person', 'session', 'machine']),
  )
  expect(new Set(travelled.flatMap((one) => ('moved' in one ? one.moved : [])))).toEqual(new Set(MOVED))
}, 60_000)
