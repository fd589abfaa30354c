import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DocumentNumber, Id } from '#protocol/basic.ts'
import { stringsOf } from '#protocol/line.ts'
import { agentMessages, staffMessages, type staffPushes } from '#protocol/messages.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { FIRST_INSTITUTION } from '#protocol/registered.ts'
import { ReportNumber } from '#protocol/report.ts'
import type { Role } from '#protocol/rest.ts'
import { decideStation, giveBack } from '../../server/service/checks/commands.ts'
import { heardOf, noteHelp } from '../../server/service/checks/help.ts'
import { claim } from '../../server/service/checks/leases.ts'
import { conclude, drawUp } from '../../server/service/checks/signoff.ts'
import { ofSite } from '../../server/service/sites/scope.ts'
import { hallView } from '../../server/service/views/lists.ts'
import { turnsNow } from '../../server/service/views/turns.ts'
import { answerHelp, openHelp } from '../../server/store/help.ts'
import { cardOf } from '../driver.ts'
import { LIMBS_WELL, openWorld, PASSWORD, STROKES, still, sure, until, type World } from '../world.ts'

// Whatever takes the id of something that belongs to a driver, asked by somebody of another site who gave no reason. The tables are
// compared with the declarations: a new route or message without a row fails.

const HERE = '东城大厅'
const THERE = '西城大厅'
const CARD = cardOf('张三', 740)
const WAITING = cardOf('李四', 741)

type Who = Awaited<ReturnType<World['person']>> & { session: string }
let world: World
let people: Record<'doctor' | 'counter' | 'auditor' | 'signer' | 'counterHere', Who>
let booths: Record<'here' | 'there', Awaited<ReturnType<World['booth']>>>
/** A finished check of the eastern site with what belongs to it, and one that waits there. */
let finished: { id: string; number: string; reading: string; code: string; digest: string }
let waiting: string
let attempt: Awaited<ReturnType<(typeof booths)['here']['attempt']>>

const asked = async (id: string) => ({ command: world.ids(), check: id, version: (await world.check(id)).version })

beforeAll(async () => {
  world = await openWorld()
  const person = async (login: string, role: Role, site: string): Promise<Who> => {
    const made = await world.person(login, role)
    await made.worksFor(site)
    return { ...made, session: await made.cookie() }
  }
  people = {
    doctor: await person('dr-west', 'doctor', THERE),
    counter: await person('counter-west', 'counter', THERE),
    auditor: await person('auditor-west', 'auditor', THERE),
    signer: await person('dr-east', 'doctor', HERE),
    counterHere: await person('counter-east', 'counter', HERE),
  }
  booths = { here: await world.booth('东1号', HERE), there: await world.booth('西1号', THERE) }
  const { here } = booths
  await here.calibrate()
  const id = await here.queued(CARD)
  let reading = ''
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] as const)
    reading = (await here.measure(id, station)).id
  const { doctor } = people.signer
  sure(await claim(world.deps, doctor, await asked(id)))
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor, { ...(await asked(id)), finding, reason: null }))
  const { drawnUp } = sure(await drawUp(world.deps, doctor, { ...(await asked(id)), remark: null }))
  if (!drawnUp) throw new Error('nothing was drawn up')
  const { number, code, digest } = drawnUp
  sure(await conclude(world.deps, doctor, { ...(await asked(id)), digest, proof: { by: 'password', password: PASSWORD } }))
  await until(async () => (await world.check(id)).phase === 'handed-over')
  finished = { id, number, reading, code, digest }
  const other = await world.booth('东2号', HERE)
  await other.calibrate()
  waiting = await other.queued(WAITING)
  attempt = await other.attempt(waiting, 'colour')
}, 60_000)
afterAll(() => world.close())

const fetched = async (who: Who | null, method: string, path: string, body?: unknown) => {
  const headers = {
    origin: world.settings.origin,
    ...(who && { cookie: who.session }),
    ...(body ? { 'content-type': 'application/json' } : {}),
  }
  const answer = await fetch(world.url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  const text = await answer.text()
  return { status: answer.status, text, refused: /"refused":"([\w-]+)"/.exec(text)?.[1] ?? null }
}
/** Nothing of a driver is in what somebody was told. */
const saysNothing = (text: string) => {
  for (const told of [CARD.name, CARD.number, CARD.address, WAITING.name, WAITING.number]) expect(text).not.toContain(told)
}

// ---------------------------------------------------------------- routes

/** `auditor`: what they are refused with where it isn't `NO`, as it is wherever nothing was recorded. */
type Row = { path: () => string; doctor: string; counter: string; auditor?: string; body?: () => unknown }
const NO = 'not-allowed'
const ELSEWHERE = 'other-site'
const WHY = 'access-needs-reason'
/** What doctor and counter of another site are refused with. */
const ROUTES: Record<string, Row> = {
  'get /api/checks/{id}/photo': { path: () => `/api/checks/${finished.id}/photo`, doctor: WHY, counter: WHY },
  'get /api/checks/{id}/card-photo': { path: () => `/api/checks/${finished.id}/card-photo`, doctor: WHY, counter: WHY },
  'get /api/checks/{id}/signature': { path: () => `/api/checks/${finished.id}/signature`, doctor: WHY, counter: NO },
  // Nothing of it was recorded: that it wasn't isn't told either.
  'get /api/checks/{id}/recording': { path: () => `/api/checks/${finished.id}/recording`, doctor: WHY, counter: NO, auditor: ELSEWHERE },
  'get /api/checks/{id}/recording/{part}': {
    path: () => `/api/checks/${finished.id}/recording/${finished.id}`,
    doctor: WHY,
    counter: NO,
    auditor: ELSEWHERE,
  },
  'post /api/recordings/{id}/holds': {
    path: () => `/api/recordings/${finished.id}/holds`,
    doctor: NO,
    counter: NO,
    auditor: ELSEWHERE,
    body: () => ({ reason: '法院调取' }),
  },
  'post /api/recordings/{id}/holds/{hold}/lift': {
    path: () => `/api/recordings/${finished.id}/holds/${finished.id}/lift`,
    doctor: NO,
    counter: NO,
    auditor: ELSEWHERE,
    body: () => ({ reason: '已经结案' }),
  },
  'get /api/readings/{id}': { path: () => `/api/readings/${finished.reading}`, doctor: WHY, counter: NO },
  'get /api/readings/{id}/stills/{digest}': {
    path: () => `/api/readings/${finished.reading}/stills/${'0'.repeat(64)}`,
    doctor: WHY,
    counter: NO,
  },
  'get /api/checks/{id}/stills/{digest}': { path: () => `/api/checks/${finished.id}/stills/${'0'.repeat(64)}`, doctor: WHY, counter: NO },
  'get /api/reports/{number}/pdf': { path: () => `/api/reports/${finished.number}/pdf`, doctor: WHY, counter: WHY },
  'get /api/reports/{number}/notices': { path: () => `/api/reports/${finished.number}/notices`, doctor: NO, counter: WHY },
  'post /api/reports/{number}/notices/end': {
    path: () => `/api/reports/${finished.number}/notices/end`,
    doctor: NO,
    counter: 'other-site',
    body: () => ({}),
  },
  'get /api/reports/{number}/value': { path: () => `/api/reports/${finished.number}/value`, doctor: WHY, counter: WHY },
  'get /api/reports/{number}/sm2': { path: () => `/api/reports/${finished.number}/sm2`, doctor: WHY, counter: WHY },
  'get /api/reports/{number}/fhir': { path: () => `/api/reports/${finished.number}/fhir`, doctor: WHY, counter: WHY },
  'post /api/errands/{id}/try': {
    path: () => `/api/errands/${finished.id}/try`,
    doctor: NO,
    counter: 'other-site',
    body: () => ({ command: '00000000-0000-4000-8000-000000000001', version: 1 }),
  },
  'patch /api/people/{id}': { path: () => `/api/people/${people.signer.id}`, doctor: NO, counter: NO, body: () => ({ name: '别人' }) },
  'post /api/people/{id}/passkey-code': {
    path: () => `/api/people/${people.signer.id}/passkey-code`,
    doctor: NO,
    counter: NO,
    body: () => ({}),
  },
  'get /api/people/{id}/passkeys': { path: () => `/api/people/${people.signer.id}/passkeys`, doctor: NO, counter: NO },
  'delete /api/people/{id}/passkeys/{passkey}': { path: () => `/api/people/${people.signer.id}/passkeys/AAAA`, doctor: NO, counter: NO },
  'post /api/people/{id}/passkeys/{passkey}/let-sign': {
    path: () => `/api/people/${people.signer.id}/passkeys/AAAA/let-sign`,
    doctor: NO,
    counter: NO,
    body: () => ({}),
  },
  'patch /api/sites/{id}': { path: () => `/api/sites/${booths.here.who.site.id}`, doctor: NO, counter: NO, body: () => ({ closed: true }) },
  ...Object.fromEntries(
    (
      [
        ['get', 'institutions/{id}/papers', '?since=2026-11-01', undefined],
        ['get', 'registry/{id}/history', '', undefined],
        ['get', 'rota/{id}/history', '', undefined],
        ['patch', 'rota/{id}', '', { version: 0, rota: { week: [[], [], [], [], [], [], []], exceptions: [] } }],
        ['patch', 'doctors/{id}', '', { version: 1, licence: '1', from: '2026-01-01', until: null }],
        ['patch', 'institutions/{id}', '', { version: 1 }],
        ['post', 'institutions/{id}/recognition', '', { version: 1 }],
        ['post', 'institutions/{id}/suspension', '', { version: 1, from: null, papersSince: '2026-11-01', reason: '停' }],
      ] as const
    ).map(([method, path, query, body]): [string, Row] => [
      `${method} /api/${path}`,
      { path: () => `/api/${path.replace('{id}', FIRST_INSTITUTION)}${query}`, doctor: NO, counter: NO, ...(body && { body: () => body }) },
    ]),
  ),
  'patch /api/machines/{id}': {
    path: () => `/api/machines/${booths.here.who.id}`,
    doctor: NO,
    counter: NO,
    body: () => ({ disabled: true }),
  },
  'get /api/machines/{id}/calibrations': { path: () => `/api/machines/${booths.here.who.id}/calibrations`, doctor: NO, counter: NO },
  'post /api/machines/{id}/code': { path: () => `/api/machines/${booths.here.who.id}/code`, doctor: NO, counter: NO, body: () => ({}) },
}
/** Routes with something in their address that isn't a driver's, or that is anybody's who has the paper; and why. */
const OTHERS: Record<string, string> = {
  'delete /api/me/sessions/{id}': 'one’s own sessions: server/http/account.test.ts',
  'delete /api/passkeys/{passkey}': 'one’s own passkeys: server/http/account.test.ts',
  'get /api/days/{day}/reports': 'reports of one’s own sites alone: server/http/exports.test.ts',
  'get /verify/{code}': 'whoever has the paper in hand: server/http/verify.test.ts',
  'get /verify/{code}/sm2': 'as the page of the paper: server/service/loops/beside.test.ts',
  'post /verify/{code}': 'who knows the end of the document’s number besides: server/http/drivers-paper.test.ts',
}

test('every route with something in its address has a row', async () => {
  const { text } = await fetched(null, 'GET', '/docs/openapi.json')
  const { paths } = JSON.parse(text) as { paths: Record<string, object> }
  const withIds = Object.entries(paths).flatMap(([path, methods]) =>
    path.includes('{') ? Object.keys(methods).map((method) => `${method} ${path}`) : [],
  )
  expect([...Object.keys(ROUTES), ...Object.keys(OTHERS)].toSorted()).toEqual(withIds.toSorted())
})

describe.each(Object.entries(ROUTES))('%s', (name, { path, body, ...refused }) => {
  test.each(['doctor', 'counter', 'auditor'] as const)('by a %s of another site is refused, and by nobody as well', async (role) => {
    const method = name.split(' ')[0]?.toUpperCase() ?? ''
    const answer = await fetched(people[role], method, path(), body?.())
    expect(answer.refused).toBe(refused[role] ?? NO)
    saysNothing(answer.text)
    expect((await fetched(null, method, path(), body?.())).refused).toBe('not-signed-in')
  })
})

/** What a list that names nothing in its address shows somebody: nothing of a site that isn't theirs. */
test.each(['doctor', 'counter', 'auditor'] as const)(
  'every route that only lists tells a %s of another site nothing of this one',
  async (role) => {
    const { paths } = JSON.parse((await fetched(null, 'GET', '/docs/openapi.json')).text) as { paths: Record<string, object> }
    const lists = Object.entries(paths).flatMap(([path, methods]) => (path.includes('{') || !('get' in methods) ? [] : [path]))
    expect(lists.length).toBeGreaterThan(8)
    for (const path of lists) {
      const { text } = await fetched(people[role], 'GET', path)
      saysNothing(text)
      for (const name of [finished.id, finished.number, waiting, booths.here.who.id]) expect(text, path).not.toContain(name)
    }
  },
)

// ---------------------------------------------------------------- messages

/** The fields of a message by which something of somebody's is named: ids but the message's own, numbers of reports and documents. */
const namesIn = (request: Parameters<typeof stringsOf>[0]): string[] => {
  const patternOf = (schema: object): string => String(Reflect.get(schema, 'pattern'))
  const kinds = new Set([Id, ReportNumber, DocumentNumber].map(patternOf))
  const found = stringsOf(request).filter(({ at, schema }) => at !== '/command' && at !== '/id' && kinds.has(patternOf(schema)))
  return found.map(({ at }) => at)
}
const naming = (messages: Record<string, { request: Parameters<typeof stringsOf>[0] }>) =>
  Object.entries(messages).flatMap(([name, { request }]) => (namesIn(request).length > 0 ? [name] : []))

type Ask = (id: string) => Promise<object>
const command: Ask = asked
const called = async (check: string) => ({ command: world.ids(), check })
/** A check is named and nothing but its version goes with it: `refused` is what follows, of a finished check and of one that waits. */
const STAFF: Partial<Record<keyof typeof staffMessages, { body: Ask; by?: 'counter'; finished?: string; waiting?: string }>> = {
  'check:watch': { body: async (check) => ({ check }), finished: WHY, waiting: WHY },
  'check:history': { body: async (check) => ({ check }), finished: WHY, waiting: WHY },
  'check:claim': { body: command },
  'check:renew': { body: async (check) => ({ check }) },
  'check:release': { body: command },
  'check:not-there': { body: command },
  'check:keep': { body: command },
  'check:colleagues': { body: async (check) => ({ check }) },
  'check:pass-on': { body: async (check) => ({ check, to: people.doctor.id }) },
  'check:end-offer': { body: async (check) => ({ check }) },
  'check:note': { body: async (id) => ({ ...(await command(id)), text: '看看' }) },
  'check:picture': {
    body: async (id) => {
      const { command: one, check } = await asked(id)
      return { command: one, check, station: 'trunk', still: { camera: 'face', jpeg: 'AAAA' } }
    },
  },
  'check:point': { body: async (check) => ({ check, spot: { camera: 'camera', x: 0.5, y: 0.5 } }) },
  'check:say': { body: async (check) => ({ check, said: { phrase: 'wait' } }) },
  'check:start': { body: async (id) => ({ ...(await command(id)), station: 'colour', glasses: false, aid: false }) },
  'check:decide': { body: async (id) => ({ ...(await command(id)), finding: { station: 'trunk', trunk: 'normal' }, reason: null }) },
  'check:draw-up': { body: async (id) => ({ ...(await command(id)), remark: null }) },
  'check:supersede': { body: async (id) => ({ ...(await command(id)), remark: null, decisions: [] }) },
  'check:signing': { body: async (check) => ({ check }) },
  // A ticket for picture and voice: what it opens is for its own check alone, server/socket/calls.test.ts.
  'check:call': { body: async (check) => ({ check }), finished: 'not-your-check', waiting: 'not-your-check' },
  'check:escalate': { body: async (id) => ({ ...(await command(id)), reason: '拿不准' }) },
  // Of a senior doctor alone: server/socket/escalation.test.ts.
  'check:join': { body: called, finished: NO, waiting: NO },
  'check:part': { body: async (check) => ({ check }), finished: NO, waiting: NO },
  'check:take-over': { body: called, finished: NO, waiting: NO },
  'check:end-escalation': { body: async (id) => ({ ...(await called(id)), outcome: 'advised', words: '请复测' }) },
  'check:consult': { body: async (id) => ({ ...(await command(id)), department: '骨科', question: '能否踩踏板' }) },
  'check:answer-consultation': { body: async (id) => ({ ...(await command(id)), consultation: id, answer: '可以' }) },
  'watched:choose': { body: async (check) => ({ checks: [check] }) },
  'watched:call': { body: async (check) => ({ check }), finished: 'not-your-check', waiting: 'not-your-check' },
  'check:conclude': {
    body: async (id) => ({ ...(await command(id)), digest: finished.digest, proof: { by: 'password', password: PASSWORD } }),
  },
  'check:countersign': {
    body: async (id) => ({ ...(await command(id)), digest: finished.digest, proof: { by: 'password', password: PASSWORD } }),
  },
  'check:decline': { body: async (id) => ({ ...(await command(id)), reason: '不签' }) },
  'check:correct': { body: async (id) => ({ ...(await command(id)), correction: { phone: '13900000000' }, reason: '电话写错' }) },
  'check:withdraw': { body: async (id) => ({ ...(await command(id)), reason: '撤销' }) },
  'counter:accept': { by: 'counter', body: command },
  'counter:return': { by: 'counter', body: async (id) => ({ ...(await command(id)), reason: '退回' }) },
  'counter:provisional': {
    by: 'counter',
    body: async (id) => ({ ...(await command(id)), missing: ['photo'], note: null, until: '2026-12-02' }),
  },
  'counter:withdraw': { by: 'counter', body: async (id) => ({ ...(await command(id)), reason: '不再认可' }) },
  'counter:resend': { by: 'counter', body: command },
  'counter:try': { by: 'counter', body: command },
}
/** What finds by numbers answers, and says nothing of what isn't one's own; a call of another site's: server/socket/help.test.ts; what came back: server/socket/sent-back.test.ts. */
const FINDS = ['counter:search', 'sent-back:page', 'help:answer']

test('every message of doctors and counters that names something has a row', () => {
  expect([...Object.keys(STAFF), ...FINDS].toSorted()).toEqual(naming(staffMessages).toSorted())
})

type StaffLink = Awaited<ReturnType<Who['connect']>>
const connected = async (link: StaffLink): Promise<StaffLink> => {
  let state = ''
  link.watch((now) => (state = now))
  await until(() => state === 'connected')
  return link
}
const staffLink = async (who: Who) => connected(await who.connect())

describe.each(Object.entries(STAFF))('%s', (name, { body, by, ...refused }) => {
  test.each(['finished', 'waiting'] as const)('about a %s check of another site is refused', async (which) => {
    const link = await staffLink(by === 'counter' ? people.counter : people.doctor)
    const id = which === 'finished' ? finished.id : waiting
    const before = (await world.check(id)).version
    const answer = await link.ask(name as 'check:watch', (await body(id)) as { check: string })
    link.close()
    expect(isRefusal(answer) ? answer.refused : answer).toBe(refused[which] ?? 'other-site')
    saysNothing(JSON.stringify(answer))
    expect((await world.check(id)).version).toBe(before)
  })
})

// ---------------------------------------------------------------- what is pushed

/** What comes to staff unasked: lists at once, and of one check what only comes to whoever watches it. A push without a word here doesn't compile. */
const PUSHED: Record<keyof typeof staffPushes, 'list' | 'watched'> = {
  'queue:view': 'list',
  'queue:moved': 'list',
  'queue:closed': 'list',
  'attention:view': 'list',
  'sent-back:moved': 'list',
  'counter:view': 'list',
  'help:view': 'list',
  'offer:view': 'list',
  'check:view': 'watched',
  'check:live': 'watched',
  'check:value': 'watched',
  'watched:moved': 'watched',
  'ledger:view': 'list',
}
type Pushed = keyof typeof PUSHED
const ALL_PUSHED = Object.keys(PUSHED) as Pushed[]

test('whatever is pushed comes to those who have to do with it, and says nobody else a word', async () => {
  const told = async (who: Who, watched: string | null) => {
    const link = await who.connect()
    const heard = new Map<Pushed, string>()
    for (const push of ALL_PUSHED) link.on(push, (view: unknown) => void heard.set(push, (heard.get(push) ?? '') + JSON.stringify(view)))
    await connected(link)
    if (watched) await link.ask('check:watch', { check: watched })
    return { link, heard }
  }
  const own = await told(people.signer, waiting)
  const counter = await told(people.counterHere, null)
  const [doctorThere, counterThere] = [await told(people.doctor, waiting), await told(people.counter, null)]
  const { deps } = world
  deps.announce({ kind: 'live', live: { check: waiting, attempt: attempt.id, station: 'colour', trials: [] } })
  deps.announce({ kind: 'value', value: { check: waiting, attempt: attempt.id, value: 1720 } })
  deps.announce({ kind: 'check', check: waiting, moved: ['queue', 'place', 'report', 'attention', 'hall'] })
  // What the counter returns is a doctor’s matter.
  sure(await giveBack(deps, people.counterHere.counter, { ...(await asked(finished.id)), reason: '照片不清' }))
  const heardHere = () => new Set([...own.heard.keys(), ...counter.heard.keys()])
  await until(() =>
    ['queue:view', 'counter:view', 'attention:view', 'check:live', 'check:value'].every((one) => heardHere().has(one as Pushed)),
  )
  await until(() => own.heard.get('attention:view')?.includes(CARD.name) && counter.heard.get('counter:view')?.includes(CARD.name))
  await until(() => own.heard.get('queue:view')?.includes(WAITING.name))
  await until(() => doctorThere.heard.has('queue:view') && counterThere.heard.has('counter:view'))
  await world.app.settled()
  // What is sent later on a line comes after it.
  await doctorThere.link.ask('check:watch', { check: null })
  await counterThere.link.ask('counter:search', { by: { number: finished.number }, behind: null })
  for (const { heard } of [doctorThere, counterThere])
    for (const [push, text] of heard) {
      saysNothing(text)
      for (const name of [finished.id, finished.number, waiting]) expect(text, push).not.toContain(name)
      expect(PUSHED[push], push).toBe('list')
    }
  expect(doctorThere.heard.get('queue:view')).toContain('"entries":[]')
  expect(counterThere.heard.get('counter:view')).toContain('"entries":[]')
  for (const { link } of [own, counter, doctorThere, counterThere]) link.close()
})

test('a hall screen shows its own site: of another one neither booths nor counts', async () => {
  const { deps } = world
  const [here, there] = [booths.here.who.site, booths.there.who.site]
  const turns = await turnsNow(deps)
  const shown = { here: await hallView(deps, ofSite(here.id), turns), there: await hallView(deps, ofSite(there.id), turns) }
  expect(shown.here).toMatchObject({ site: { name: HERE }, waiting: 1, finishedToday: 1 })
  expect(shown.here.booths.map(({ name }) => name)).toEqual(['东1号', '东2号'])
  expect(shown.there).toMatchObject({ site: { name: THERE }, waiting: 0, examined: 0, finishedToday: 0, handedOverToday: 0 })
  expect(shown.there.booths.map(({ name }) => name)).toEqual(['西1号'])
})

test('the counter that finds a report of another site is told its number and its site alone', async () => {
  const link = await staffLink(people.counter)
  for (const by of [{ number: finished.number }, { document: CARD.number }]) {
    const answer = sure(await link.ask('counter:search', { by, behind: null }))
    expect(answer.entries).toEqual([{ check: finished.id, number: finished.number, concludedAt: expect.any(String), closed: HERE }])
    saysNothing(JSON.stringify(answer))
  }
  link.close()
})

const AGENT: Partial<Record<keyof typeof agentMessages, { body: Ask; refused?: string }>> = {
  'booth:declare': { body: async (check) => ({ command: world.ids(), check, consent: true, has: false, diseases: [], strokes: STROKES }) },
  'booth:notices': { body: async (check) => ({ command: world.ids(), check, wanted: true, phone: '10000000999', language: 'zh' }) },
  'booth:recording': { body: async (check) => ({ command: world.ids(), check, agreed: true, words: '1' }) },
  'booth:photo': { body: async (check) => ({ command: world.ids(), check, jpeg: (await still).toString('base64') }) },
  'booth:start': { body: async (check) => ({ command: world.ids(), check, station: 'colour', glasses: false, aid: false }) },
  'booth:reading': { body: async (check) => booths.there.reading({ ...attempt, check }), refused: 'other-booth' },
  'booth:fault': { body: async (check) => ({ command: world.ids(), check, device: 'computer' }) },
  'booth:aside': {
    body: async (check) => ({ command: world.ids(), check, attempt: attempt.id, refusal: { refused: 'seed-unknown', fields: {} } }),
  },
  'booth:live': { body: async (check) => ({ check, attempt: attempt.id, station: 'colour', trials: [] }) },
  'booth:value': { body: async (check) => ({ check, attempt: attempt.id, value: 1720 }) },
  'booth:abandon': { body: async (check) => ({ command: world.ids(), check }) },
  'booth:report': { body: async (check) => ({ check }) },
  'booth:call': { body: async (check) => ({ check }) },
}

test('every message of a booth that names something has a row', () => {
  // A card that lies there is its driver's word, wherever that is; what a booth says about itself names its own calls, see below.
  expect([...Object.keys(AGENT), 'booth:card', 'booth:status'].toSorted()).toEqual(naming(agentMessages).toSorted())
})

test('a booth that names another one’s call neither ends it nor hears whether it was answered', async () => {
  const { deps } = world
  const call = { id: world.ids(), whom: 'staff' as const }
  const own = { id: world.ids(), whom: 'staff' as const }
  await noteHelp(deps, booths.here.who, [call])
  await noteHelp(deps, booths.there.who, [{ ...call, whom: 'doctor' }, own])
  await noteHelp(deps, booths.there.who, [])
  const open = await openHelp(deps.db)
  expect(open.map(({ id, whom, booth }) => [id, whom, booth.id])).toEqual([[call.id, 'staff', booths.here.who.id]])
  await answerHelp(deps.db, { id: call.id, by: people.counter.id, at: deps.clock().toISOString() })
  expect(await heardOf(deps, booths.there.who.id, [call.id, own.id])).toEqual([own.id])
  expect(await heardOf(deps, booths.here.who.id, [call.id, own.id])).toEqual([call.id])
})

describe('of a booth about another booth’s check', () => {
  let agent: ReturnType<(typeof booths)['there']['connect']>
  beforeAll(async () => {
    agent = booths.there.connect()
    let state = ''
    agent.watch((now) => (state = now))
    await until(() => state === 'connected')
  })
  afterAll(() => agent.close())

  test.each(Object.entries(AGENT))('%s is refused as if there were none', async (name, { body, refused = 'check-unknown' }) => {
    for (const id of [finished.id, waiting]) {
      const before = (await world.check(id)).version
      const answer = await agent.ask(name as 'booth:report', (await body(id)) as { check: string })
      expect(isRefusal(answer) ? answer.refused : answer).toBe(refused)
      expect((await world.check(id)).version).toBe(before)
    }
  })
})
