import type { Static, TSchema } from 'typebox'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CounterView, QueueView } from '#protocol/check.ts'
import { NeededErrands } from '#protocol/errand.ts'
import { AccessViews, Machine, type Role } from '#protocol/rest.ts'
import { cardOf } from '../../test/driver.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until, type World } from '../../test/world.ts'
import { leave } from '../service/checks/booths.ts'
import { decideStation } from '../service/checks/commands.ts'
import { claim } from '../service/checks/leases.ts'
import { conclude, drawUp } from '../service/checks/signoff.ts'

const HERE = '东城大厅'
const THERE = '西城大厅'

let world: World
/** A finished check of the eastern hall, and one underway there. */
let finished: { id: string; number: string; reading: string }
let waiting: string
type Who = Awaited<ReturnType<World['person']>> & { session: string }
let people: Record<
  'signer' | 'everywhere' | 'eastern' | 'western' | 'counterHere' | 'counterThere' | 'counterAll' | 'administrator' | 'auditor',
  Who
>

const asked = async (id: string) => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
const ask = async (who: Who | null, method: string, path: string, body?: unknown) => {
  const answer = await fetch(world.url + path, {
    method,
    headers: {
      ...(who ? { cookie: who.session } : {}),
      origin: world.settings.origin,
      ...(body ? { 'content-type': 'application/json' } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const json: unknown = answer.headers.get('content-type')?.includes('json') ? await answer.json() : null
  return { status: answer.status, json, refused: json !== null && typeof json === 'object' && 'refused' in json ? json.refused : null }
}
const as = <S extends TSchema>(schema: S, json: unknown): Static<S> => {
  if (!Value.Check(schema, json)) throw new Error(`not as declared: ${JSON.stringify(json)}`)
  return json
}

beforeAll(async () => {
  world = await openWorld()
  const person = async (login: string, role: Role, sites: string[] | null): Promise<Who> => {
    const made = await world.person(login, role)
    if (sites) await made.worksFor(...sites)
    return { ...made, session: await made.cookie() }
  }
  people = {
    signer: await person('signer', 'doctor', null),
    everywhere: await person('everywhere', 'doctor', null),
    eastern: await person('eastern', 'doctor', [HERE]),
    western: await person('western', 'doctor', [THERE]),
    counterHere: await person('counter-here', 'counter', [HERE]),
    counterThere: await person('counter-there', 'counter', [THERE]),
    counterAll: await person('counter-all', 'counter', null),
    administrator: await person('chief', 'administrator', null),
    auditor: await person('auditor', 'auditor', null),
  }
  const booth = await world.booth('东1号', HERE)
  await booth.calibrate()
  const id = await booth.queued(cardOf('张三', 700))
  let reading = ''
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] as const)
    reading = (await booth.measure(id, station)).id
  const { doctor } = people.signer
  sure(await claim(world.deps, doctor, await asked(id)))
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor, { ...(await asked(id)), finding, reason: null }))
  const { drawnUp } = sure(await drawUp(world.deps, doctor, { ...(await asked(id)), remark: null }))
  const digest = drawnUp?.digest ?? ''
  sure(await conclude(world.deps, doctor, { ...(await asked(id)), digest, proof: { by: 'password', password: PASSWORD } }))
  await until(async () => (await world.check(id)).phase === 'handed-over')
  finished = { id, number: drawnUp?.number ?? '', reading }
  const other = await world.booth('东2号', HERE)
  await other.calibrate()
  waiting = await other.queued(cardOf('李四', 701))
}, 60_000)
afterAll(() => world.close())

/** Everything that hands out what belongs to a driver, with what is written down of it. */
const ROUTES: { name: string; counter: boolean; path: () => string; what: string; open?: 404 }[] = [
  { name: 'photo', counter: true, path: () => `/api/checks/${finished.id}/photo`, what: 'photo' },
  // The card of this booth has no photo, its log no still, and its paper nothing by SM2: who may see them is told that.
  { name: 'card photo', counter: true, path: () => `/api/checks/${finished.id}/card-photo`, what: 'card-photo', open: 404 },
  { name: 'signature', counter: false, path: () => `/api/checks/${finished.id}/signature`, what: 'signature' },
  { name: 'log', counter: false, path: () => `/api/readings/${finished.reading}`, what: 'log' },
  { name: 'still', counter: false, path: () => `/api/readings/${finished.reading}/stills/${'0'.repeat(64)}`, what: 'log', open: 404 },
  {
    name: 'picture kept by a doctor',
    counter: false,
    path: () => `/api/checks/${finished.id}/stills/${'0'.repeat(64)}`,
    what: 'photo',
    open: 404,
  },
  { name: 'report', counter: true, path: () => `/api/reports/${finished.number}/pdf`, what: 'report' },
  { name: 'signature by SM2', counter: true, path: () => `/api/reports/${finished.number}/sm2`, what: 'report', open: 404 },
  { name: 'value', counter: true, path: () => `/api/reports/${finished.number}/value`, what: 'export' },
  { name: 'FHIR document', counter: true, path: () => `/api/reports/${finished.number}/fhir`, what: 'export' },
]
/** `own`: theirs to see; `reason`: for a reason alone; `never`. */
const READERS: Record<string, 'own' | 'reason' | 'never'> = {
  nobody: 'never',
  signer: 'own',
  everywhere: 'reason',
  eastern: 'own',
  western: 'reason',
  counterHere: 'own',
  counterThere: 'reason',
  counterAll: 'own',
  administrator: 'never',
  // Looks through recordings, and sees nothing else: not for a reason either.
  auditor: 'never',
}
const who = (name: string): Who | null => (name === 'nobody' ? null : people[name as keyof typeof people])

describe.each(ROUTES)('the $name of a finished check', ({ counter, path, what, open = 200 }) => {
  test.each(Object.entries(READERS))('%s: %s', async (name, may) => {
    const person = who(name)
    const isCounter = name.startsWith('counter')
    const answer = await ask(person, 'GET', path())
    if (person === null) return expect(answer.status).toBe(401)
    if (may === 'never' || (isCounter && !counter)) return expect(answer.refused).toBe('not-allowed')
    if (may === 'own') return expect(answer.status).toBe(open)
    expect(answer).toMatchObject({ status: 403, json: { refused: 'access-needs-reason', fields: { check: finished.id } } })
    const reason = `投诉核查 ${name} ${what}`
    const of = what === 'report' ? { number: finished.number } : { check: finished.id }
    expect((await ask(person, 'POST', '/api/access', { of, reason: '因' })).refused).toBe('malformed')
    expect((await ask(person, 'POST', '/api/access', { of, reason })).status).toBe(200)
    expect((await ask(person, 'GET', path())).status).toBe(open)
    const { entries: records } = as(AccessViews, (await ask(people.administrator, 'GET', '/api/access')).json)
    for (const looked of ['reason', what])
      expect(records).toContainEqual(
        expect.objectContaining({ person: person.name, what: looked, reason, check: finished.id, site: HERE, number: finished.number }),
      )
    // The next in this table begins without a reason.
    await world.deps.db
      .updateTable('access_records')
      .set({ at: '2026-01-01T00:00:00.000Z', steady_at: '2026-01-01T00:00:00.000Z' })
      .execute()
  })
})

test.each(ROUTES.filter(({ open }) => open === undefined))('the stored $name is kept by no browser', async ({ path }) => {
  const answer = await fetch(world.url + path(), { headers: { cookie: people.signer.session } })
  expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
})

test('papers and pictures are given in parts to whoever may read them, and to nobody else', async () => {
  for (const path of [`/api/reports/${finished.number}/pdf`, `/api/checks/${finished.id}/photo`]) {
    const part = (cookie: string) => fetch(world.url + path, { headers: { cookie, range: 'bytes=1-3' } })
    const answer = await part(people.signer.session)
    expect([answer.status, answer.headers.get('content-range'), (await answer.arrayBuffer()).byteLength]).toEqual([
      206,
      expect.stringMatching(/^bytes 1-3\/\d+$/),
      3,
    ])
    expect((await part(people.western.session)).status).toBe(403)
    const head = await fetch(world.url + path, { method: 'HEAD', headers: { cookie: people.signer.session } })
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(1000)
  }
})

test('no route that names a check, a reading or a report is left out of the table', async () => {
  const { json } = await ask(null, 'GET', '/docs/openapi.json')
  const paths = Object.keys((json as { paths: object }).paths).filter((path) => /^\/api\/(checks|readings|reports)\//.test(path))
  // What a driver was told by text message is the counter's alone: server/service/loops/telling.test.ts. Who may see a recording:
  // server/service/views/recordings.test.ts.
  const others = paths.filter((path) => !path.includes('/notices') && !path.includes('/recording'))
  expect(others).toHaveLength(ROUTES.length)
})

test('what is looked at beyond one’s own is for administrators to read, newest first and page by page', async () => {
  for (const name of ['eastern', 'counterHere']) expect((await ask(who(name), 'GET', '/api/access')).refused).toBe('not-allowed')
  expect((await ask(null, 'GET', '/api/access')).status).toBe(401)
  const { entries: all } = as(AccessViews, (await ask(people.administrator, 'GET', '/api/access')).json)
  const [first, second] = all
  expect(all.map(({ at }) => at)).toEqual(
    all
      .map(({ at }) => at)
      .toSorted()
      .toReversed(),
  )
  const { entries: behind } = as(AccessViews, (await ask(people.administrator, 'GET', `/api/access?at=${first?.at}&id=${first?.id}`)).json)
  expect(behind[0]).toEqual(second)
})

test('a reason for what isn’t there is refused, and an administrator has none to give', async () => {
  const of = { check: '00000000-0000-4000-8000-00000000dead' }
  expect((await ask(people.western, 'POST', '/api/access', { of, reason: '投诉核查' })).refused).toBe('check-unknown')
  expect((await ask(people.western, 'POST', '/api/access', { of: { number: 'RF20200101-000001' }, reason: '投诉核查' })).refused).toBe(
    'report-unknown',
  )
  expect((await ask(people.administrator, 'POST', '/api/access', { of, reason: '投诉核查' })).refused).toBe('not-allowed')
})

describe('over the socket', () => {
  const connected = async (person: Who) => {
    const link = await person.connect()
    let state = ''
    link.watch((now) => void (state = now))
    const shown: { queue?: QueueView; counter?: CounterView } = {}
    link.on('queue:view', (view) => void (shown.queue = view))
    link.on('counter:view', (view) => void (shown.counter = view))
    await until(() => state === 'connected')
    return { link, shown }
  }

  test('doctors see and claim the drivers of their sites', async () => {
    const east = await connected(people.eastern)
    const west = await connected(people.western)
    await until(() => east.shown.queue && west.shown.queue)
    expect(east.shown.queue?.entries.map(({ check }) => check)).toContain(waiting)
    expect(west.shown.queue?.entries).toEqual([])
    // What was finished here today is the east's figure, and nothing that the west could count by.
    expect([east.shown.queue?.concludedToday, west.shown.queue?.concludedToday]).toEqual([1, 0])
    expect(await west.link.ask('check:claim', await asked(waiting))).toMatchObject({ refused: 'other-site', fields: { site: HERE } })
    expect(await west.link.ask('check:watch', { check: waiting })).toMatchObject({ refused: 'access-needs-reason' })
    expect(await east.link.ask('check:watch', { check: waiting })).toMatchObject({ check: { id: waiting } })
    expect(await east.link.ask('check:claim', await asked(waiting))).toMatchObject({ id: waiting })
    west.link.close()
    east.link.close()
  })

  test('nobody hears of a driver of another site: neither that one comes, nor that one goes', async () => {
    const east = await connected(people.eastern)
    const west = await connected(people.western)
    const heard: Record<'east' | 'west', string[]> = { east: [], west: [] }
    for (const [name, { link }] of [['east', east] as const, ['west', west] as const])
      link.on('queue:moved', ({ rows, gone }) =>
        heard[name].push(...rows.map(({ check }) => `row ${check}`), ...gone.map((check) => `gone ${check}`)),
      )
    await until(() => east.shown.queue && west.shown.queue)
    const booth = await world.booth('东3号', HERE)
    const id = await booth.queued(cardOf('路过', 702))
    await until(() => heard.east.includes(`row ${id}`))
    sure(await leave(world.deps, booth.who, { check: id, command: world.ids() }))
    await until(() => heard.east.includes(`gone ${id}`))
    // What was told before comes before an answer.
    await west.link.ask('check:watch', { check: null })
    expect(heard.west).toEqual([])
    west.link.close()
    east.link.close()
  })

  test('a doctor of all sites watches who waits, and a finished check of somebody else for a reason alone', async () => {
    const { link } = await connected(people.everywhere)
    expect(await link.ask('check:watch', { check: waiting })).toMatchObject({ check: { id: waiting } })
    expect(await link.ask('check:watch', { check: finished.id })).toMatchObject({ refused: 'access-needs-reason' })
    expect((await ask(people.everywhere, 'POST', '/api/access', { of: { check: finished.id }, reason: '复核更正' })).status).toBe(200)
    expect(await link.ask('check:watch', { check: finished.id })).toMatchObject({ check: { id: finished.id } })
    link.close()
  })

  test('an auditor is told of no driver and no report, and may ask for none', async () => {
    const auditor = await connected(people.auditor)
    const east = await connected(people.eastern)
    await until(() => east.shown.queue)
    for (const check of [waiting, finished.id])
      expect(await auditor.link.ask('check:watch', { check })).toMatchObject({ refused: 'not-allowed' })
    expect(await auditor.link.ask('check:claim', await asked(waiting))).toMatchObject({ refused: 'not-allowed' })
    expect(await auditor.link.ask('counter:accept', await asked(finished.id))).toMatchObject({ refused: 'not-allowed' })
    for (const path of ['people', 'access', 'machines', 'sites', 'registry', 'errands', 'overrides', 'ledger', 'signing-rights'])
      expect([path, (await ask(people.auditor, 'GET', `/api/${path}`)).refused]).toEqual([path, 'not-allowed'])
    expect(JSON.stringify(auditor.shown)).not.toMatch(/张三|李四|RF20/)
    auditor.link.close()
    east.link.close()
  })

  test('counters are shown and accept the reports of their sites', async () => {
    const here = await connected(people.counterHere)
    const there = await connected(people.counterThere)
    const all = await connected(people.counterAll)
    await until(() => here.shown.counter && there.shown.counter && all.shown.counter)
    const numbers = ({ shown }: typeof here) => shown.counter?.entries.map(({ number }) => number)
    expect(numbers(here)).toEqual([finished.number])
    expect(numbers(all)).toEqual([finished.number])
    expect(numbers(there)).toEqual([])
    for (const message of ['counter:accept', 'counter:resend'] as const)
      expect(await there.link.ask(message, await asked(finished.id))).toMatchObject({ refused: 'other-site' })
    expect(await there.link.ask('counter:return', { ...(await asked(finished.id)), reason: '不清楚' })).toMatchObject({
      refused: 'other-site',
    })
    expect(await here.link.ask('counter:accept', await asked(finished.id))).toMatchObject({ phase: 'accepted' })
    for (const { link } of [here, there, all]) link.close()
  })
})

test('an administrator says for which sites somebody works; those from before and new ones without a list have all', async () => {
  const { administrator } = people
  const [here, there] = [(await world.site(HERE)).id, (await world.site(THERE)).id]
  const made = await ask(administrator, 'POST', '/api/people', {
    login: 'dr-new',
    name: '新医生',
    roles: ['doctor'],
    password: PASSWORD,
    sites: [there],
  })
  expect(made.json).toMatchObject({ sites: [there] })
  const { id } = made.json as { id: string }
  expect((await ask(administrator, 'PATCH', `/api/people/${id}`, { sites: [here, there] })).json).toMatchObject({ sites: [here, there] })
  expect((await ask(administrator, 'PATCH', `/api/people/${id}`, { name: '新名' })).json).toMatchObject({ sites: [here, there] })
  expect((await ask(administrator, 'PATCH', `/api/people/${id}`, { sites: null })).json).toMatchObject({ sites: null })
  expect((await ask(administrator, 'PATCH', `/api/people/${id}`, { sites: [world.ids()] })).refused).toBe('not-found')
  const booths = as(Type.Array(Machine), (await ask(administrator, 'GET', '/api/machines')).json)
  expect(booths.map(({ site }) => site)).toEqual([here, here, here])
})

test('what needs a person is told to administrators alone, and tried now by the counter of its site alone, each no in words', async () => {
  const { signer, counterHere, counterThere, administrator, eastern } = people
  world.traffic.moods.push({ status: 401 })
  const booth = await world.booth('待送检测间', HERE)
  await booth.calibrate()
  const id = await booth.queued(cardOf('王五', 702))
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] as const) await booth.measure(id, station)
  sure(await claim(world.deps, signer.doctor, await asked(id)))
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, signer.doctor, { ...(await asked(id)), finding, reason: null }))
  const { drawnUp } = sure(await drawUp(world.deps, signer.doctor, { ...(await asked(id)), remark: null }))
  const proof = { by: 'password', password: PASSWORD } as const
  sure(await conclude(world.deps, signer.doctor, { ...(await asked(id)), digest: drawnUp?.digest ?? '', proof }))
  const needed = async (who: Who) => as(NeededErrands, (await ask(who, 'GET', '/api/errands')).json).entries
  const [line] = await until(async () => {
    const all = await needed(administrator)
    return all.length > 0 && all.every(({ errand }) => !errand.underWay) ? all : null
  })
  expect(line).toMatchObject({
    check: id,
    number: drawnUp?.number,
    site: HERE,
    errand: { person: true, fault: { code: 'key-wrong', said: '401' } },
  })
  // Nothing of the driver.
  expect(JSON.stringify(line)).not.toMatch(/王五|11010/)

  expect((await ask(null, 'GET', '/api/errands')).refused).toBe('not-signed-in')
  for (const who of [signer, counterHere]) expect((await ask(who, 'GET', '/api/errands')).refused).toBe('not-allowed')
  const path = `/api/errands/${id}/try`
  const now = async () => ({ command: world.ids(), version: line?.version ?? 0 })
  expect((await ask(null, 'POST', path, await now())).refused).toBe('not-signed-in')
  for (const who of [administrator, eastern]) expect((await ask(who, 'POST', path, await now())).refused).toBe('not-allowed')
  expect((await ask(counterThere, 'POST', path, await now())).refused).toBe('other-site')
  expect((await ask(counterHere, 'POST', `/api/errands/${world.ids()}/try`, await now())).refused).toBe('check-unknown')
  expect((await ask(counterHere, 'POST', path, { command: world.ids(), version: 1 })).refused).toBe('stale')
  expect((await ask(counterHere, 'POST', path, { version: 'x' })).refused).toBe('malformed')
  expect(await ask(counterHere, 'POST', path, await now())).toMatchObject({ status: 200, json: { done: true } })
  await until(async () => (await world.check(id)).phase === 'handed-over')
  expect(await needed(administrator)).toEqual([])
})

test('a reason holds for an hour', async () => {
  const { western } = people
  const photo = `/api/checks/${finished.id}/photo`
  await ask(western, 'POST', '/api/access', { of: { check: finished.id }, reason: '投诉核查' })
  for (const minutes of [20, 20, 19]) {
    world.step(minutes * 60_000)
    expect((await ask(western, 'GET', photo)).status).toBe(200)
  }
  world.step(60_001)
  expect((await ask(western, 'GET', photo)).refused).toBe('access-needs-reason')
})

describe('a link that is opened in a tab after the hour of a reason', () => {
  const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
  const open = async (path: string, language: string, cookie: string) => {
    const answer = await fetch(world.url + path, { headers: { cookie, accept: BROWSER, 'accept-language': language } })
    return {
      status: answer.status,
      type: answer.headers.get('content-type'),
      kept: answer.headers.get('cache-control'),
      html: await answer.text(),
    }
  }
  test.each([
    ['photo', 'doctor'],
    ['card-photo', 'doctor'],
    ['signature', 'doctor'],
    ['log of a reading', 'doctor'],
    ['paper', 'doctor'],
  ])('%s: is answered in words with what to do, in both languages; a program gets the refusal as JSON', async (what) => {
    const path =
      {
        photo: `/api/checks/${finished.id}/photo`,
        'card-photo': `/api/checks/${finished.id}/card-photo`,
        signature: `/api/checks/${finished.id}/signature`,
        'log of a reading': `/api/readings/${finished.reading}`,
        paper: `/api/reports/${finished.number}/pdf`,
      }[what] ?? ''
    const { session } = people.western
    for (const [language, words] of [
      ['zh-CN', ['写明理由', '理由只在一小时内有效', '窗口页面']],
      ['en', ['give a reason', 'valid for one hour', 'Counter&#39;s page']],
    ] as const) {
      const page = await open(path, language, session)
      expect(page).toMatchObject({ status: 403, type: 'text/html; charset=utf-8', kept: 'no-store' })
      for (const word of words) expect(page.html).toContain(word)
      expect(page.html).not.toContain('"refused"')
    }
    expect(await open(path, 'en', '')).toMatchObject({ status: 401, html: expect.stringContaining('Sign in on the counter') })
    const program = await fetch(world.url + path, { headers: { cookie: session } })
    expect([program.status, await program.json()]).toMatchObject([403, { refused: 'access-needs-reason' }])
  })
})
