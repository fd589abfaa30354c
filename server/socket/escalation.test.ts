import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { BoothCheck, CheckView } from '#protocol/check.ts'
import type { LedgerEntry } from '#protocol/escalation.ts'
import type { LinkState } from '#protocol/link.ts'
import { openMediaLine } from '#protocol/media-line.ts'
import type { Refusal } from '#protocol/refusal.ts'
import type { Role } from '#protocol/rest.ts'
import { ROOM_CAPABILITIES } from '#protocol/room-capabilities.ts'
import { cardOf } from '../../test/driver.ts'
import { workerBin } from '../../test/worker-bin.ts'
import { openWorld, sure, until, type World } from '../../test/world.ts'
import { type Media, openMedia } from '../media/media.ts'
import { release } from '../service/checks/commands.ts'
import { attendanceOf } from '../store/attendances.ts'
import { openExaminations } from '../store/examinations.ts'

// A hard case is passed to a senior doctor, over real lines with the real media behind them.

const quiet = { error() {}, warn() {}, info() {}, debug() {} }
let world: World
let media: Media
beforeAll(async () => {
  media = await openMedia({
    workerBin: workerBin(),
    workers: 1,
    listenIp: '127.0.0.1',
    announcedAddress: null,
    port: 0,
    helpers: { urls: [], secret: null },
    clock: () => new Date(),
    log: quiet,
  })
  world = await openWorld({ outside: { media } })
}, 60_000)
afterAll(async () => {
  await world.close()
  await media.close()
})
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const connected = async (link: { watch(take: (state: LinkState) => void): unknown }): Promise<void> => {
  let state: LinkState = 'connecting'
  link.watch((now) => void (state = now))
  await until(() => state === 'connected')
}
let serial = 0
const sits = async (login: string, ...roles: Role[]) => {
  const person = await world.person(`${login}-${++serial}`, ...roles)
  const link = await person.connect()
  closing.push(() => link.close())
  let ledger: readonly LedgerEntry[] | null = null
  const views: CheckView[] = []
  link.on('ledger:view', ({ entries }) => (ledger = entries))
  link.on('check:view', (view) => void views.push(view))
  await connected(link)
  return { ...person, link, views, ledger: () => ledger }
}
type Sitting = Awaited<ReturnType<typeof sits>>
/** A driver with a doctor who has passed the case on, and what the booth is shown. */
const hardCase = async () => {
  const booth = await world.booth(`难${++serial}号`)
  await booth.calibrate()
  const check = await booth.queued(cardOf('疑难', 800 + serial))
  const agent = booth.connect()
  closing.push(() => agent.close())
  const shown: BoothCheck[] = []
  const take = (held: BoothCheck | null) => void (held && shown.push(held))
  agent.on('booth:begin', (begin) => take(begin.shown))
  agent.on('booth:check', take)
  await connected(agent)
  const first = await sits('first', 'doctor')
  const asked = async () => ({ command: world.ids(), check, version: (await world.check(check)).version })
  sure(await first.link.ask('check:claim', await asked()))
  sure(await first.link.ask('check:escalate', { ...(await asked()), reason: '结果处于临界' }))
  return { check, agent, first, asked, senior: () => shown.at(-1)?.check.senior ?? null, shown: () => shown.at(-1)?.check }
}
const lineOf = (who: Sitting, check: string) => who.ledger()?.find((entry) => entry.check === check)
const call = (check: string) => ({ command: world.ids(), check })
/** A line of a call by a ticket. */
const lineBy = async (ticket: () => Promise<{ ticket: string } | Refusal>) => {
  const line = openMediaLine(world.url, ticket)
  closing.push(() => line.close())
  const heard = { closed: false }
  line.on('media:room', ({ room }) => {
    heard.closed ||= room === null
  })
  await connected(line)
  return { line, heard }
}

test('a senior doctor is told of the case, joins, and the driver and the first doctor are told for as long as that lasts', async () => {
  const chen = await sits('senior', 'doctor', 'senior')
  const { check, first, senior } = await hardCase()
  await until(() => lineOf(chen, check))
  expect(lineOf(chen, check)).toMatchObject({
    kind: 'senior',
    by: first.name,
    reason: '结果处于临界',
    owner: null,
    contact: null,
    ended: null,
  })
  sure(await chen.link.ask('check:join', call(check)))
  await until(() => senior() === chen.name && first.views.at(-1)?.senior === chen.name)
  expect(lineOf(chen, check)).toMatchObject({ owner: chen.name, contact: world.now().toISOString() })
  expect((await world.check(check)).lease?.doctor.id).toBe(first.id)
  // What the first doctor does the second sees, and decides nothing.
  expect(
    await chen.link.ask('check:decide', {
      ...call(check),
      version: (await world.check(check)).version,
      finding: { station: 'trunk', trunk: 'normal' },
      reason: null,
    }),
  ).toMatchObject({ refused: 'claimed-by-other' })
  sure(await chen.link.ask('check:end-escalation', { ...call(check), outcome: 'advised', words: '请复测' }))
  await until(() => lineOf(chen, check) === undefined)
  sure(await chen.link.ask('check:part', { check }))
  await until(() => senior() === null)
})

test('who isn’t a senior doctor neither joins nor takes over, nor is told of the case', async () => {
  const { check } = await hardCase()
  const other = await sits('other', 'doctor')
  const clerk = await sits('clerk', 'counter')
  expect(await other.link.ask('check:join', call(check))).toMatchObject({ refused: 'not-allowed' })
  expect(await other.link.ask('check:take-over', call(check))).toMatchObject({ refused: 'not-allowed' })
  await world.app.settled()
  expect([other.ledger(), clerk.ledger()]).toEqual([null, null])
})

test('who takes over has the driver from then on, and the first doctor’s seat ends', async () => {
  const chen = await sits('takes', 'doctor', 'senior')
  const { check, first, asked, shown } = await hardCase()
  const { line, heard } = await lineBy(() => first.link.ask('check:call', { check }))
  sure(await line.ask('media:join', { check, rtpCapabilities: ROOM_CAPABILITIES }))
  const once = call(check)
  const taken = sure(await chen.link.ask('check:take-over', once))
  expect(taken.lease?.doctor.id).toBe(chen.id)
  // Heard twice it is done once.
  expect(sure(await chen.link.ask('check:take-over', once)).version).toBe(taken.version)
  // From now on it is this doctor who sits with the driver, and whose minutes run.
  const sitting = await openExaminations(world.deps.db)
  expect([sitting.has(chen.id), sitting.has(first.id)]).toEqual([true, false])
  expect(await attendanceOf(world.deps.db, check, chen.id)).toMatchObject({ met: null })
  await until(() => heard.closed && shown()?.lease?.doctor.name === chen.name)
  expect(await first.link.ask('check:note', { ...(await asked()), text: '还是我的' })).toMatchObject({ refused: 'claimed-by-other' })
  expect((await world.check(check)).escalations?.at(-1)?.ended).toMatchObject({ outcome: 'taken-over', doctor: { id: chen.id } })
  // Another driver isn't taken over by who has one.
  const next = await hardCase()
  expect(await chen.link.ask('check:take-over', call(next.check))).toMatchObject({ refused: 'busy-with-another' })
})

test('three sit in the room: the senior doctor sees and hears both, and is put out when the first doctor has gone', async () => {
  const chen = await sits('third', 'doctor', 'senior')
  const { check, agent, first, asked, senior } = await hardCase()
  sure(await chen.link.ask('check:join', call(check)))
  const [booth, doctor, third] = [
    await lineBy(() => agent.ask('booth:call', { check })),
    await lineBy(() => first.link.ask('check:call', { check })),
    await lineBy(() => chen.link.ask('check:call', { check })),
  ]
  const rooms = []
  for (const { line } of [booth, doctor, third])
    rooms.push(sure(await line.ask('media:join', { check, rtpCapabilities: ROOM_CAPABILITIES })).room.room)
  expect(new Set(rooms).size).toBe(1)
  sure(await third.line.ask('media:transport', { check }))
  sure(await release(world.deps, first.doctor, await asked()))
  await until(() => third.heard.closed && senior() === null)
  expect(booth.heard.closed).toBe(false)
  // The case stays open, and the driver can still be taken over.
  expect(sure(await chen.link.ask('check:take-over', call(check))).lease?.doctor.id).toBe(chen.id)
})

test('a senior doctor whose page has gone is there no more, and the booth says so', async () => {
  const chen = await sits('gone', 'doctor', 'senior')
  const { check, senior } = await hardCase()
  sure(await chen.link.ask('check:join', call(check)))
  await until(() => senior() === chen.name)
  chen.link.close()
  await until(() => senior() === null)
})

test('a question to another department stands in the check and in the ledger, with its answer, and what is overdue in the counts', async () => {
  const chief = await sits('chief', 'administrator')
  const { check, first, asked } = await hardCase()
  sure(await first.link.ask('check:consult', { ...(await asked()), department: '骨科', question: '能否踩踏板' }))
  await until(() => chief.ledger()?.some(({ check: of, kind }) => of === check && kind === 'consultation'))
  const [consultation] = (await world.check(check)).consultations ?? []
  const answered = sure(
    await first.link.ask('check:answer-consultation', { ...(await asked()), consultation: consultation?.id ?? '', answer: '可以' }),
  )
  expect(answered.consultations).toMatchObject([{ department: '骨科', question: '能否踩踏板', ended: { answer: '可以' } }])
  const cookie = await chief.cookie()
  const page = await (await fetch(`${world.url}/api/ledger`, { headers: { cookie, origin: world.settings.origin } })).json()
  expect(page.entries.filter((entry: LedgerEntry) => entry.check === check)).toMatchObject([
    { kind: 'consultation', owner: '骨科', outcome: 'answered', words: '可以' },
    { kind: 'senior', outcome: null },
  ])
  world.step(11 * 60_000)
  const metrics = await (await fetch(`${world.url}/metrics`)).text()
  expect(metrics).toMatch(/roadfit_ledger\{of="overdue"\} [1-9]/)
})

test('of one check others are asked twenty times, then a sentence says what to do instead; the ledger holds as many lines', async () => {
  const { check, first, asked } = await hardCase()
  const chief = await sits('bound', 'administrator')
  const consult = async () => first.link.ask('check:consult', { ...(await asked()), department: '骨科', question: '能否踩踏板' })
  for (let n = 0; n < 20; n++) sure(await consult())
  expect(await consult()).toEqual({ refused: 'asked-often', fields: { most: 20 } })
  // The case that was passed on is one of another kind.
  const end = async () => first.link.ask('check:end-escalation', { ...call(check), outcome: 'withdrawn', words: null })
  const escalate = async () => first.link.ask('check:escalate', { ...(await asked()), reason: '结果处于临界' })
  for (let n = 1; n < 20; n++) {
    sure(await end())
    sure(await escalate())
  }
  sure(await end())
  expect(await escalate()).toEqual({ refused: 'asked-often', fields: { most: 20 } })
  await until(() => chief.ledger()?.filter((entry) => entry.check === check).length === 20)
})
