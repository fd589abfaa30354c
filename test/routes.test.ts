import sharp from 'sharp'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { NO_HOURS } from '#check/rota.ts'
import { chinaDay } from '#protocol/days.ts'
import { FIRST_INSTITUTION } from '#protocol/registered.ts'
import type { InstitutionFacts } from '#protocol/registry.ts'
import { type Asked, isBytes, type Placed, pathOf, type Route } from '#protocol/route.ts'
import { ROUTES } from '#protocol/routes.ts'
import { stillsOf } from '#protocol/still.ts'
import { picture } from '../server/service/checks/commands.ts'
import { holdRecording } from '../server/service/checks/holding.ts'
import { claim } from '../server/service/checks/leases.ts'
import { openCheck } from '../server/service/checks/opening.ts'
import { acceptReading } from '../server/service/checks/readings.ts'
import { firstCode } from '../server/service/people/first-administrator.ts'
import { passkeysView } from '../server/service/people/passkeys.ts'
import { addInstitution } from '../server/service/registry/registry.ts'
import { EVERYTHING } from '../server/service/sites/scope.ts'
import { findPerson } from '../server/store/people.ts'
import { holdsOf } from '../server/store/recording-holds.ts'
import { openAuthenticator } from './authenticator.ts'
import { cardOf } from './driver.ts'
import { recordSample } from './recorded.ts'
import { readSources } from './rooms/imports.ts'
import { enrolled, signedReport } from './signed.ts'
import { openWorld, PASSWORD, rawKey, STROKES, still, sure, until, type World } from './world.ts'

type Person = Awaited<ReturnType<World['person']>> & { session: string }
/** For each route what it is asked so that it answers. One that is declared and has none is a type error. */
type CasesOf<T extends Record<string, Route>> = { [N in keyof T]: (who: Person) => Asked<T[N]> | Promise<Asked<T[N]>> }
type Cases = { [S in keyof typeof ROUTES]: CasesOf<(typeof ROUTES)[S]> }

let world: World
/** A report that waits for the traffic case, and the log of one of its stations; and a check whose card has a photo. */
let signed: { id: string; number: string; reading: string }
let pictured: string
/** A log that names a picture, the picture's digest, their check, and what a doctor kept of that. */
let stilled: { id: string; digest: string; check: string; taken: string }
/** A part of the signed check's recording. */
let recorded: string
let people = 0
const OTHER = 'zwölf grüne Boote 77'

const personWith = async (...roles: Parameters<World['person']>[1][]): Promise<Person> => {
  const made = await world.person(`route-${++people}`, ...roles)
  return { ...made, session: await made.cookie() }
}
const send = (who: Person | null, route: Route, { body, ...placed }: Placed & { body?: unknown } = {}) =>
  fetch(world.url + pathOf(route, placed), {
    method: route.method,
    headers: {
      origin: world.settings.origin,
      ...(who && { cookie: who.session }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const passkeyOf = async (person: Person): Promise<string> => {
  await enrolled(world, person)
  return (await passkeysView(world.deps, person.id))[0]?.id ?? ''
}
const rowOf = async ({ id }: Person) => {
  const row = await findPerson(world.deps.db, { id })
  if (!row) throw new Error('nobody')
  return row
}
const machine = async () => (await world.booth(`机${++people}`)).who
const none = () => ({})
/** A hold on the signed check's recording. */
const held = async (): Promise<string> => {
  const reader = { id: world.ids(), doctor: null, counter: null, administrator: EVERYTHING, auditor: null }
  sure(await holdRecording(world.deps, reader, { check: signed.id, reason: '法院调取' }))
  return (await holdsOf(world.deps.db, [signed.id])).at(-1)?.id ?? ''
}
const INSTITUTION = {
  nameEn: null,
  address: '示范路1号',
  contact: '0000-0000000',
  level: 'county',
  allowed: null,
  from: '2026-01-01',
  until: null,
  certifies: ['ordinary'],
  sites: [],
} satisfies Omit<InstitutionFacts, 'name'>
const institution = async () => sure(await addInstitution(world.deps, { id: world.ids() }, { ...INSTITUTION, name: `医院${++people}` }))
const BARE = { nameEn: null, code: null, parent: null, squad: null }

const CASES: Cases = {
  session: {
    greet: none,
    // Asked by nobody but the first, before anybody else is there: see `beforeAll`.
    setUp: async () => ({ body: { code: (await firstCode(world.deps)) ?? '', login: 'first', name: '所长', password: PASSWORD } }),
    signIn: async () => ({ body: { login: (await rowOf(await personWith('counter'))).login, password: PASSWORD } }),
    signOut: none,
  },
  account: {
    saveSignature: () => ({ body: STROKES }),
    changePassword: () => ({ body: { password: PASSWORD, next: OTHER } }),
    listSessions: none,
    endSession: async (who) => {
      const sessions: unknown = await (await send(who, ROUTES.account.listSessions)).json()
      if (!Value.Check(ROUTES.account.listSessions.answer, sessions)) throw new Error('no sessions')
      return { params: { id: sessions[0]?.id ?? '' } }
    },
    listEvents: none,
    seeEvents: none,
    listPasskeys: none,
    askProof: none,
    askPasskey: () => ({ body: { by: 'password', password: PASSWORD } }),
    addPasskey: async (who) => {
      const options = await (await send(who, ROUTES.account.askPasskey, { body: { by: 'password', password: PASSWORD } })).json()
      if (!Value.Check(ROUTES.account.askPasskey.answer, options)) throw new Error('no options')
      return { body: openAuthenticator(world.settings.origin).register(options.challenge) }
    },
    removePasskey: async (who) => ({ params: { passkey: await passkeyOf(who) } }),
  },
  people: {
    listPeople: none,
    addPerson: () => ({ body: { login: `made-${++people}`, name: '张三', roles: ['doctor'], password: PASSWORD } }),
    changePerson: async () => ({ params: { id: (await personWith('doctor')).id }, body: { name: '李四' } }),
    givePasskeyCode: async () => ({ params: { id: (await personWith('doctor')).id } }),
    listPasskeysOf: (who) => ({ params: { id: who.id } }),
    removePasskeyOf: async () => {
      const person = await personWith('doctor')
      return { params: { id: person.id, passkey: await passkeyOf(person) } }
    },
    letSign: async () => {
      const person = await personWith('doctor')
      return { params: { id: person.id, passkey: await passkeyOf(person) } }
    },
  },
  sites: {
    listSites: none,
    addSite: () => ({ body: { kind: 'station', name: `厅${++people}`, ...BARE } }),
    changeSite: async () => ({ params: { id: (await world.site(`厅${++people}`)).id }, body: { name: `厅${++people}` } }),
  },
  machines: {
    listMachines: none,
    addMachine: async () => ({ body: { kind: 'booth', name: `间${++people}`, site: (await world.site('示范服务大厅')).id } }),
    changeMachine: async () => ({ params: { id: (await machine()).id }, body: { disabled: true } }),
    renewCode: async () => ({ params: { id: (await machine()).id } }),
    listCalibrations: async () => ({ params: { id: (await machine()).id } }),
    enrol: async () => {
      const chief = await personWith('administrator')
      const answer = await (await send(chief, ROUTES.machines.renewCode, { params: { id: (await machine()).id } })).json()
      const { publicKey } = (await world.booth(`机${++people}`)).pair
      if (!Value.Check(ROUTES.machines.renewCode.answer, answer) || !answer.code) throw new Error('no code')
      return { body: { code: answer.code.code, publicKey: rawKey(publicKey) } }
    },
    askNonce: none,
  },
  papers: {
    photo: () => ({ params: { id: signed.id } }),
    cardPhoto: () => ({ params: { id: pictured } }),
    driverSignature: () => ({ params: { id: signed.id } }),
    readLog: () => ({ params: { id: signed.reading } }),
    sm2: () => ({ params: { number: signed.number } }),
    still: () => ({ params: { id: stilled.id, digest: stilled.digest } }),
    takenStill: () => ({ params: { id: stilled.check, digest: stilled.taken } }),
    labels: () => ({ query: { numbers: signed.number } }),
    paper: () => ({ params: { number: signed.number } }),
  },
  rota: {
    listRota: none,
    listRotaHistory: async () => ({ params: { id: (await personWith('doctor')).id } }),
    changeRota: async () => ({ params: { id: (await personWith('doctor')).id }, body: { version: 0, rota: NO_HOURS } }),
  },
  registry: {
    listRegistry: none,
    listRegistryHistory: () => ({ params: { id: FIRST_INSTITUTION } }),
    addInstitution: () => ({ body: { ...INSTITUTION, name: `医疗机构${++people}` } }),
    changeInstitution: async () => {
      const { id, value, version } = await institution()
      const { suspended: _, ...facts } = value
      return { params: { id }, body: { version, value: { ...facts, contact: '0000-0000000' } } }
    },
    suspendInstitution: async () => {
      const { id, version } = await institution()
      return { params: { id }, body: { version, from: null, papersSince: '2026-11-01', reason: '出具虚假证明' } }
    },
    recogniseInstitution: async () => {
      const { id, version } = await institution()
      return { params: { id }, body: { version } }
    },
    listInstitutionPapers: () => ({ params: { id: FIRST_INSTITUTION }, query: { since: '2026-11-01' } }),
    addDoctor: async () => {
      const { id: person } = await personWith('counter', 'doctor')
      return { body: { person, institution: (await institution()).id, licence: '110000000000001', from: '2026-01-01', until: null } }
    },
    changeDoctor: async () => {
      const { id: person } = await personWith('doctor')
      const { id, version } = await world.register(person, { institution: (await institution()).id })
      return { params: { id }, body: { version, licence: '110000000000002', from: '2026-01-01', until: '2027-01-01' } }
    },
    listSigningRights: none,
  },
  exports: {
    reportValue: () => ({ params: { number: signed.number } }),
    reportBundle: () => ({ params: { number: signed.number } }),
    dayReports: () => ({ params: { day: chinaDay(world.deps.clock()) }, query: {} }),
  },
  records: {
    giveReason: () => ({ body: { of: { check: signed.id }, reason: '投诉核查' } }),
    listAccess: () => ({ query: {} }),
    listLedger: () => ({ query: {} }),
    listOverrides: none,
    listErrands: none,
    listWays: none,
    tryErrand: async () => ({ params: { id: signed.id }, body: { command: world.ids(), version: (await world.check(signed.id)).version } }),
  },
  recordings: {
    readRecording: () => ({ params: { id: signed.id } }),
    recordingPart: () => ({ params: { id: signed.id, part: recorded } }),
    listRecordings: () => ({ query: { day: chinaDay(world.deps.clock()) } }),
    readRecordingDisk: none,
    holdRecording: () => ({ params: { id: signed.id }, body: { reason: '法院调取' } }),
    liftHold: async () => ({ params: { id: signed.id, hold: await held() }, body: { reason: '已经结案' } }),
  },
  notices: {
    listNotices: () => ({ params: { number: signed.number } }),
    endNotices: () => ({ params: { number: signed.number } }),
  },
}

const all = Object.entries<Record<string, Route>>(ROUTES).flatMap(([subject, routes]) =>
  Object.entries(routes).map(([name, route]) => ({ subject, name, route })),
)
const caseOf = (subject: string, name: string, who: Person): Promise<Placed> => {
  const cases: Record<string, Record<string, unknown>> = CASES
  const made = cases[subject]?.[name]
  if (typeof made !== 'function') throw new Error(`no case of ${subject}.${name}`)
  return Promise.resolve(made(who))
}

/** What the first administrator was answered, who has to be there before everybody else. */
let first: Response
beforeAll(async () => {
  world = await openWorld({ outside: { sm2: (paper) => paper.slice(0, 80) } })
  const { setUp } = ROUTES.session
  first = await send(null, setUp, { body: { code: (await firstCode(world.deps)) ?? '', login: 'first', name: '所长', password: PASSWORD } })
  const { signature: _, ...card } = (await world.booth('有照间')).cardReading(cardOf('王五', 801))
  const photo = await sharp({ create: { width: 102, height: 126, channels: 3, background: '#c8c8c8' } })
    .png()
    .toBuffer()
  const booth = await world.booth('有照2号')
  pictured = sure(await openCheck(world.deps, booth.who, booth.signed({ ...card, photo: photo.toString('base64') }))).check.id
  const third = await world.booth('有照3号')
  await third.calibrate()
  const log = await third.pictured(await third.attempt(await third.queued(cardOf('赵六', 802)), 'height'))
  sure(await acceptReading(world.deps, third.who, log, [(await still).toString('base64')]))
  const keeper = (await world.person('keeper', 'doctor')).doctor
  const { version } = await world.check(log.check)
  sure(await claim(world.deps, keeper, { command: world.ids(), check: log.check, version }))
  const seen = { camera: 'face' as const, jpeg: (await still).toString('base64') }
  const kept = sure(await picture(world.deps, keeper, { command: world.ids(), check: log.check, station: 'trunk', still: seen }))
  stilled = { id: log.id, digest: stillsOf(log.trials)[0]?.digest ?? '', check: log.check, taken: kept.taken?.[0]?.file ?? '' }
  const doctor = await world.person('signer', 'doctor')
  const { id, number } = await signedReport(world, doctor, { drawnUp: () => world.traffic.setUp(false) })
  await until(async () => (await world.check(id)).report?.pdf)
  const reading = (await world.check(id)).stations.height.attempts[0]?.reading?.id ?? ''
  signed = { id, number, reading }
  ;[recorded = ''] = await recordSample(world, id, [['booth', 'camera']])
}, 60_000)
afterAll(() => world.close())

describe.each(all.map((one) => [`${one.subject}.${one.name}`, one] as const))('%s', (_, { subject, name, route }) => {
  const roles =
    route.by === 'anybody' ? [null] : route.by === 'signed-in' ? (['doctor', 'counter', 'administrator', 'auditor'] as const) : route.by
  test.each(roles.map((role) => [role ?? 'nobody', role] as const))('answers %s as it is declared', async (__, role) => {
    const who = await personWith(role ?? 'counter')
    const answer = route === ROUTES.session.setUp ? first : await ask(role === null ? null : who)
    if (isBytes(route.answer)) {
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, route.answer.media])
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(50)
    } else {
      const said: unknown = await answer.json()
      expect([answer.status, Value.Check(route.answer, said) ? 'as declared' : said]).toEqual([200, 'as declared'])
    }
    async function ask(by: Person | null) {
      const asked = await caseOf(subject, name, who)
      // Whoever isn't concerned is asked for a reason first.
      if (['papers', 'exports', 'recordings'].includes(subject))
        await send(who, ROUTES.records.giveReason, { body: { of: { check: signed.id }, reason: '投诉核查' } })
      if (name === 'cardPhoto') await send(who, ROUTES.records.giveReason, { body: { of: { check: pictured }, reason: '投诉核查' } })
      if (name === 'still' || name === 'takenStill')
        await send(who, ROUTES.records.giveReason, { body: { of: { check: stilled.check }, reason: '投诉核查' } })
      return send(by, route, asked)
    }
  })
})

test('the OpenAPI page says of each route who may ask, as it is declared, and lists every no', async () => {
  const docs: { paths: Record<string, Record<string, { description: string; responses: Record<string, { description: string }> }>> } =
    JSON.parse(await (await fetch(`${world.url}/docs/openapi.json`)).text())
  for (const { route } of all) {
    const told = docs.paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()]
    const by = { anybody: 'anybody', 'signed-in': 'anybody with an account' }
    expect(told?.description, route.path).toBe(typeof route.by === 'string' ? by[route.by] : route.by.join(', '))
    const said = Object.values(told?.responses ?? {}).flatMap(({ description }) => description.split(', '))
    expect(said, route.path).toEqual(expect.arrayContaining([...(route.refuses ?? []), 'malformed', 'internal']))
  }
})

test('no address of a route is written anywhere but in its declaration, and each is asked by a page or a program', () => {
  const sources = readSources().filter(({ file }) => !/\.test\.ts$|^test\/|\/testing\//.test(file))
  const written = sources
    .filter(({ file }) => !file.startsWith('common/protocol/routes/'))
    .flatMap(({ file, source }) => (/['"`}]\/api\/\w/.test(source.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')) ? [file] : []))
  expect(written).toEqual([])
  const asking = sources.filter(({ file }) => /^(booth|clinician|devices|demo)\//.test(file)).map(({ source }) => source)
  expect(all.filter(({ name }) => !asking.some((source) => new RegExp(`\\b${name}\\b`).test(source))).map(({ name }) => name)).toEqual([])
})
