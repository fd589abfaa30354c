import { readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CompiledQuery, Kysely } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordedAfter } from '#check/apply.ts'
import { type Event, FORMAT } from '#check/events.ts'
import { NO_HOURS } from '#check/rota.ts'
import { cardOf } from '../../test/driver.ts'
import { idOf } from '../../test/ids.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until } from '../../test/world.ts'
import { accept, decideStation, note } from '../service/checks/commands.ts'
import { claim } from '../service/checks/leases.ts'
import { conclude, drawUp } from '../service/checks/signoff.ts'
import { endOfDay } from '../service/loops/deadlines.ts'
import { lineOf } from '../service/stored/lines.ts'
import { counterView, hallView, queueView } from '../service/views/lists.ts'
import { turnsNow } from '../service/views/turns.ts'
import * as access from './access.ts'
import * as accountEvents from './account-events.ts'
import * as appending from './append.ts'
import * as applicants from './applicants.ts'
import * as attendances from './attendances.ts'
import * as attention from './attention.ts'
import type { Scope } from './by-site.ts'
import * as calibrations from './calibrations.ts'
import * as calls from './calls.ts'
import * as checks from './checks.ts'
import * as concluded from './concluded.ts'
import * as counters from './counters.ts'
import * as due from './due.ts'
import * as escalations from './escalations.ts'
import * as events from './events.ts'
import * as examinations from './examinations.ts'
import * as help from './help.ts'
import * as journeys from './journeys.ts'
import * as kept from './kept-rows.ts'
import * as leases from './leases.ts'
import * as lines from './lines.ts'
import * as machines from './machines.ts'
import * as marks from './marks.ts'
import * as wishes from './notice-wishes.ts'
import * as notices from './notices.ts'
import { type Db, openStore } from './open.ts'
import * as outbox from './outbox.ts'
import * as paperTries from './paper-tries.ts'
import * as passkeys from './passkeys.ts'
import * as people from './people.ts'
import * as provisions from './provisions.ts'
import * as queue from './queue.ts'
import * as readings from './readings.ts'
import * as holds from './recording-holds.ts'
import * as recordings from './recordings.ts'
import * as registry from './registry.ts'
import * as reportNames from './report-names.ts'
import * as reports from './reports.ts'
import * as rotas from './rotas.ts'
import * as sentBack from './sent-back.ts'
import * as sessions from './sessions.ts'
import * as signatures from './signatures.ts'
import * as sites from './sites.ts'
import { sqliteDialect } from './sqlite.ts'
import type { Tables } from './tables.ts'

/** Tables that are as large as an institution is, however long it works, or as the program is. All others grow. */
const SMALL = ['rotas', 'sites', 'registry', 'people', 'machines', 'kysely_migration']
/** Files of the store that ask the database nothing, or only open it. */
const NO_QUERIES = [
  'blocks.ts',
  'by-site.ts',
  'chain.ts',
  'columns.ts',
  'cut.ts',
  'files.ts',
  'full.ts',
  'escalation-rows.ts',
  'folder-kind.ts',
  'folder-lock.ts',
  'key-file.ts',
  'looking.ts',
  'open.ts',
  'prepared.ts',
  'together.ts',
  'private-folder.ts',
  'sent-back-rows.ts',
  'sha256.ts',
  'sound.ts',
  'spellings.ts',
  'sqlite.ts',
  'stored-json.ts',
  'tables.ts',
]

/** Asked by commands alone, in a program of their own: `npm run verify` walks every table, `npm run inspect` looks at one check. */
const WALKS = ['inspected.ts', 'orphans.ts', 'walks.ts']

/** All others. */
const MODULES = {
  'access.ts': access,
  'account-events.ts': accountEvents,
  'applicants.ts': applicants,
  'attention.ts': attention,
  'calibrations.ts': calibrations,
  'append.ts': appending,
  'checks.ts': checks,
  'escalations.ts': escalations,
  'events.ts': events,
  'examinations.ts': examinations,
  'leases.ts': leases,
  'concluded.ts': concluded,
  'counters.ts': counters,
  'due.ts': due,
  'kept-rows.ts': kept,
  'lines.ts': lines,
  'machines.ts': machines,
  'marks.ts': marks,
  'help.ts': help,
  'outbox.ts': outbox,
  'calls.ts': calls,
  'journeys.ts': journeys,
  'paper-tries.ts': paperTries,
  'passkeys.ts': passkeys,
  'people.ts': people,
  'notice-wishes.ts': wishes,
  'notices.ts': notices,
  'provisions.ts': provisions,
  'queue.ts': queue,
  'readings.ts': readings,
  'attendances.ts': attendances,
  'recording-holds.ts': holds,
  'recordings.ts': recordings,
  'report-names.ts': reportNames,
  'reports.ts': reports,
  'sent-back.ts': sentBack,
  'sessions.ts': sessions,
  'signatures.ts': signatures,
  'sites.ts': sites,
  'registry.ts': registry,
  'rotas.ts': rotas,
}

const CONCLUDED: Event = {
  kind: 'concluded',
  number: 'RF20261125-000001',
  code: 'AAAAAAAAAAAAAAAA',
  digest: 'a'.repeat(64),
  doctor: { id: 'd', name: 'D' },
  signedBy: 'passkey',
  outcome: { kind: 'fit', classes: [], conditions: [], reasons: [], rules: '2022' },
}

let folder: string
let db: Db
const asked = new Map<string, readonly unknown[]>()
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadfit-plans-'))
  const file = join(folder, 'roadfit.sqlite')
  await (await openStore(file)).destroy()
  db = new Kysely<Tables>({ dialect: sqliteDialect(file), log: ({ query: { sql, parameters } }) => void asked.set(sql, parameters) })
})
afterAll(async () => {
  await db.destroy()
  await rm(folder, { recursive: true })
})

const AT = '2026-11-25T02:00:00.000Z'
const KEY = new Uint8Array(32)
const LATER = '2026-11-26T02:00:00.000Z'
const card = cardOf()
const page = (check = 'c') => [null, { concludedAt: AT, check }].map((behind) => ({ most: 10, behind }))
const SITES = [idOf('大厅'), idOf('分厅')]
const SCOPES: Scope[] = (['site', 'squad'] as const).flatMap((by) => [
  { by, sites: null },
  { by, sites: SITES },
])
const EVERYTHING: Scope = { by: 'site', sites: null }
/** As those who ask for it have it. */
const [COUNTERS, DOCTORS] = [SCOPES.filter(({ by }) => by === 'squad'), SCOPES.filter(({ by }) => by === 'site')]
const opened = {
  kind: 'opened',
  booth: { id: idOf('b'), name: '1号', site: { id: idOf('大厅'), name: '大厅' } },
  applicant: idOf('a'),
  birth: card.birth,
  classes: ['C1'],
  case: null,
  business: null,
  squad: null,
  cardPhoto: null,
  rules: '172-2025-01-01',
} satisfies Event
const { state: check } = recordedAfter(null, [opened], {
  id: idOf('c'),
  at: AT,
  actor: { kind: 'booth', ...opened.booth },
  command: idOf('command'),
})
if (!check) throw new Error('nothing was opened')
const reportLine = {
  number: 'RF20261125-000001',
  outcome: { kind: 'fit' as const, classes: ['C1' as const], conditions: [], reasons: [], rules: '172-2025-01-01' as const },
  doctor: '林医生',
  pending: true,
  pdf: null,
  sm2: null,
  held: null,
  receipt: null,
  reason: null,
  overrides: [],
  countersigned: null,
  provision: null,
  provisionUntil: null,
}

const ASKED = { id: 'x', doctor: { id: 'd', name: '林' }, reason: '拿不准', at: AT, until: LATER, contact: null, ended: null }

const HOLDING = { id: 'h', person: 'd', check: 'c', what: 'hold', reason: '法院调取', at: AT, steadyAt: AT } as const

/** Every function of the store that asks the database, called in each of its forms. */
const CALLS: Record<keyof typeof MODULES, Record<string, (db: Db) => Promise<unknown>[]>> = {
  'access.ts': {
    addAccess: (db) => [
      access.addAccess(db, KEY, [{ id: 'x', person: 'd', check: 'c', what: 'check', reason: '复查', at: AT, steadyAt: AT }]),
    ],
    addAccessWithin: () => [],
    reasonBetween: (db) => [access.reasonBetween(db, { person: 'd', check: 'c', since: AT, till: LATER })],
    listAccess: (db) => [
      access.listAccess(db, { before: null, most: 200 }),
      access.listAccess(db, { before: { at: LATER, id: 'x' }, most: 200 }),
    ],
  },
  'account-events.ts': {
    addAccountEvent: (db) => [accountEvents.addAccountEvent(db, KEY, { id: 'x', person: 'd', kind: 'password-reset', by: 'a', at: AT })],
    accountEvents: (db) => [
      accountEvents.accountEvents(db, 'd', { unseen: true, most: 50 }),
      accountEvents.accountEvents(db, 'd', { unseen: false, most: 50 }),
    ],
    hasHappened: (db) => [accountEvents.hasHappened(db, 'd', 'passkey-enrolled')],
    seeAccountEvents: (db) => [accountEvents.seeAccountEvents(db, 'd', AT)],
  },
  'applicants.ts': {
    hashNumber: () => [],
    cleanCard: () => [],
    applicantOf: () => [],
    shownOf: () => [],
    applicantWith: (db) => [applicants.applicantWith(db, new Uint8Array(32), '11010519491231002X')],
    applicantProof: () => [],
    keepApplicant: (db) => [applicants.keepApplicant(db, new Uint8Array(32), 'a', { card, file: null, phone: null })],
    correctApplicant: (db) => {
      const right = { name: '张三', address: '', phone: null, file: null }
      return [db.transaction().execute((tx) => applicants.correctApplicant(tx, new Uint8Array(32), 'a', right))]
    },
    findApplicant: (db) => [applicants.findApplicant(db, 'a')],
  },
  'escalations.ts': {
    keepEscalations: (db) => [db.transaction().execute((tx) => escalations.keepEscalations(tx, { ...check, escalations: [ASKED] }))],
    openLedger: (db) => [escalations.openLedger(db)],
    ledgerPage: (db) => [
      escalations.ledgerPage(db, { before: null, most: 100 }),
      escalations.ledgerPage(db, { before: { at: LATER, id: 'x' }, most: 100 }),
    ],
    countLedger: (db) => [escalations.countLedger(db, AT)],
  },
  'help.ts': {
    openHelp: (db) => [help.openHelp(db)],
    addHelp: (db) => [help.addHelp(db, { id: 'x', whom: 'staff', booth: 'b', check: null, at: AT })],
    answerHelp: (db) => [help.answerHelp(db, { id: 'x', by: 'd', at: AT })],
    withdrawHelp: (db) => [
      help.withdrawHelp(db, { booth: 'b', but: ['x', 'y'], at: AT }),
      help.withdrawHelp(db, { booth: 'b', but: [], at: AT }),
    ],
    answeredHelp: (db) => [help.answeredHelp(db, 'b', ['x', 'y'])],
  },
  'attention.ts': { attentionLines: (db) => DOCTORS.map((scope) => attention.attentionLines(db, scope, 200)) },
  'calibrations.ts': {
    calibrationRow: () => [],
    calibrationsOf: (db) => [calibrations.calibrationsOf(db, 'b', 60)],
    keptCalibration: (db) => [calibrations.keptCalibration(db, 'k')],
    addCalibration: (db) => [
      calibrations.addCalibration(db, KEY, {
        id: 'k',
        booth: 'b',
        value: { device: 'height', floorMm: 2200 },
        digest: 'd',
        body: '{}',
        at: AT,
        expiresAt: LATER,
        sequence: 1,
      }),
    ],
    newestCalibration: (db) => [calibrations.newestCalibration(db, 'b', 'height')],
    expiredAt: (db) => [calibrations.expiredAt(db, ['k', 'l'], LATER)],
    calibrationsNamed: (db) => [calibrations.calibrationsNamed(db, ['k', 'l'])],
  },
  'append.ts': {
    append: (db) => [appending.append(db, { key: KEY, recorded: [], state: check, line: lineOf(check), outbox: [], at: AT })],
    appendWithin: () => [],
    checkRow: () => [],
    errandRow: () => [],
    NO_FAULT: () => [],
    forgetCheck: (db) => [db.transaction().execute((tx) => appending.forgetCheck(tx, KEY, check))],
  },
  'checks.ts': {
    shownCheckOf: (db) => [checks.shownCheckOf(db, 'b')],
    shownCheckAndCount: (db) => [checks.shownCheckAndCount(db, 'b', ['n', 'm'])],
    withLease: (db) => [checks.withLease(db, { ...check, lease: { doctor: { id: 'd', name: '林' }, until: AT } })],
    loadCheck: (db) => [checks.loadCheck(db, 'c')],
    openCheckOf: (db) => [checks.openCheckOf(db, 'b')],
    checkOfCommand: (db) => [checks.checkOfCommand(db, 'command')],
    checkIds: (db) => [checks.checkIds(db, '', 10)],
    openBefore: (db) => [checks.openBefore(db, AT, AT)],
    savedState: () => [],
    lastingCheckOf: (db) => [checks.lastingCheckOf(db, 'a'), checks.lastingCheckOf(db, 'a', 'c')],
    otherChecksOf: (db) => [checks.otherChecksOf(db, { id: 'c', applicant: 'a' }, AT)],
  },
  'events.ts': {
    loadEvents: (db) => [events.loadEvents(db, 'c')],
    headStands: (db) => [events.headStands(db, KEY, 'c')],
    brokenLink: (db) => [events.brokenLink(db, 'c')],
    insertEvents: () => [],
    lastEvent: (db) => [events.lastEvent(db, 'c')],
  },
  'leases.ts': {
    renewLeases: (db) => [leases.renewLeases(db, AT)],
    renewLease: (db) => [leases.renewLease(db, 'c', 'd', AT)],
    spareLease: (db) => [leases.spareLease(db, 'c', 'd', AT)],
    heldBy: (db) => [leases.heldBy(db, 'd', 'c')],
    isAnyHeld: (db) => [leases.isAnyHeld(db)],
    lapsedLeases: (db) => [leases.lapsedLeases(db, AT)],
    leaseEnd: () => [],
  },
  'concluded.ts': {
    stuckReports: (db) => COUNTERS.map((scope) => concluded.stuckReports(db, scope, { most: 300 })),
    pendingReports: (db) => COUNTERS.flatMap((scope) => page().map((one) => concluded.pendingReports(db, scope, one))),
    concludedBetween: (db) =>
      COUNTERS.flatMap((scope) => page().map((one) => concluded.concludedBetween(db, { since: AT, before: LATER }, scope, one))).concat(
        COUNTERS.flatMap((scope) =>
          page().map((one) => concluded.concludedBetween(db, { since: AT, before: LATER, phase: 'returned' }, scope, one)),
        ),
      ),
    concludedOfName: (db) => COUNTERS.flatMap((scope) => page().map((one) => concluded.concludedOfName(db, 'h', scope, one))),
    concludedOfCase: (db) => page().map((one) => concluded.concludedOfCase(db, '1260000001', one)),
    concludedByNumber: (db) => [concluded.concludedByNumber(db, 'RF1')],
    concludedOfPerson: (db) => page().map((one) => concluded.concludedOfPerson(db, 'h', one)),
    concludedBySite: (db) => [concluded.concludedBySite(db, '2026-11-25')],
    countConcluded: (db) => [concluded.countConcluded(db, '2026-11-25', null), concluded.countConcluded(db, '2026-11-25', SITES)],
  },
  // Which rows they are is asked by claimDue and claimJourney.
  'due.ts': { DUE: () => [], dueOf: () => [], free: () => [], claimFirst: () => [] },
  'counters.ts': {
    countOn: (db) => [counters.countOn(db, 'n')],
    growTo: (db) => [counters.growTo(db, 'n', 5)],
    counted: (db) => [counters.counted(db, 'n')],
    highestOf: (db) => [db.selectNoFrom(counters.highestOf(db, ['n', 'm']).as('highest')).execute()],
    tryWriting: (db) => [counters.tryWriting(db)],
  },
  'kept-rows.ts': {
    keptRows: (db) => [kept.keptRows(db, { check: 'c', numbers: ['n'], digests: ['d'], readings: ['r'], asked: ['x'], errands: ['e'] })],
    keptApplicant: (db) => [kept.keptApplicant(db, 'a')],
    knownCalibrations: (db) => [kept.knownCalibrations(db, ['k'])],
    calibrationsAfter: (db) => [kept.calibrationsAfter(db, 'k', 10)],
    hasLater: (db) => [kept.hasLater(db, { number: 'n', applicant: 'a', at: AT, valid_until: '2027-05-25' })],
  },
  'lines.ts': {
    inLine: () => [],
    mustStand: () => [],
    lineRow: () => [],
    saveLine: (db) => [db.transaction().execute((tx) => lines.saveLine(tx, lineOf(check)))],
    boothsOf: (db) => [lines.boothsOf(db, ['c', 'd'])],
  },
  'machines.ts': {
    keysOf: (db) => [machines.keysOf(db, 'b')],
    showingOf: (db) => [machines.showingOf(db, 'b')],
    findMachine: (db) => [machines.findMachine(db, 'b')],
    listMachines: (db) => [machines.listMachines(db)],
    addMachine: (db) => [machines.addMachine(db, KEY, { id: 'b', kind: 'booth', name: '1号', site: 's', codeUntil: AT })],
    setCode: (db) => [machines.setCode(db, 'b', LATER)],
    disableMachine: (db) => [machines.disableMachine(db, KEY, 'b', AT)],
    enableMachine: (db) => [machines.enableMachine(db, KEY, 'b')],
    isDeadKey: (db) => [machines.isDeadKey(db, 'key')],
    enrolMachine: (db) => [machines.enrolMachine(db, KEY, { id: 'b', codeUntil: LATER, publicKey: 'key', at: AT })],
    setSecond: (db) => [machines.setSecond(db, 'b', AT)],
    stopShowing: (db) => [machines.stopShowing(db, 'c')],
    setShowing: (db) => [machines.setShowing(db, 'b', 'c')],
    setDevices: (db) => [machines.setDevices(db, 'b', [])],
    noteDevices: (db) => [machines.noteDevices(db, 'b', [])],
    clearShowing: (db) => [machines.clearShowing(db, LATER)],
    boothsWithin: (db) => DOCTORS.map((scope) => machines.boothsWithin(db, scope)),
    moveMachine: (db) => [machines.moveMachine(db, KEY, { id: 'b', kind: 'booth', name: '1号', site: 't' })],
    leftChecks: (db) => [machines.leftChecks(db, ['c', 'd'])],
  },
  'marks.ts': {
    MARKED: () => [],
    MARKED_TABLES: () => [],
    ALL: () => [],
    NONE: () => [],
    textOfSum: () => [],
    sumOf: () => [],
    holds: () => [],
    moved: () => [],
    headOf: () => [],
    nameOfCheck: () => [],
    nameOfRow: () => [],
    textOfRow: () => [],
    findMark: (db) => [marks.findMark(db, 'all')],
    keep: (db) => [marks.keep(db, KEY, 'name', 'text')],
    mark: (db) => [db.transaction().execute((tx) => marks.mark(tx, KEY, 'checks c', { from: null, to: '1 x' }))],
    standOf: (db) => marks.MARKED_TABLES.map((table) => marks.standOf(db, table, ['d', 'k'])),
    marking: (db) => [db.transaction().execute((tx) => marks.marking(tx, KEY, ['people', 'd'], async () => {}))],
  },
  'outbox.ts': {
    dueRows: (db) => [outbox.dueRows(db, 'deliver', AT)],
    claimDue: (db) => [[], ['o', 'p']].map((but) => outbox.claimDue(db, 'draw', { owner: 'one', now: AT, until: LATER }, but)),
    renewClaim: (db) => [outbox.renewClaim(db, 'o', 'one', LATER)],
    releaseClaim: (db) => [outbox.releaseClaim(db, 'o', 'one')],
    releaseClaims: (db) => [outbox.releaseClaims(db, 'one')],
    capClaims: (db) => [outbox.capClaims(db, LATER)],
    settleRowsOf: (db) => [db.transaction().execute((tx) => outbox.settleRowsOf(tx, 'stamp', 'RF1', AT))],
    settleRow: (db) => [outbox.settleRow(db, 'o', AT)],
    putOff: (db) =>
      [null, AT].map((person) => outbox.putOff(db, 'o', 'one', { tries: 1, due: LATER, fault: { code: 'down', said: '503' }, person })),
    awaitAnswer: (db) => [{ reference: 'W-1', at: AT, by: LATER }, null].map((sent) => outbox.awaitAnswer(db, 'o', 'one', sent)),
    errandsOf: (db) => [outbox.errandsOf(db, ['RF1', 'RF2'], AT)],
    errandsForPerson: (db) => SCOPES.map((scope) => outbox.errandsForPerson(db, scope, { most: 300, now: AT })),
    wakeDestination: (db) => [outbox.wakeDestination(db, 'case', ['down', 'line-refused'], AT)],
    UNCLAIMED: () => [],
    hurryRows: (db) => [db.transaction().execute((tx) => outbox.hurryRows(tx, 'RF1'))],
    commandBehind: (db) => [outbox.commandBehind(db, { id: 'c:3', check: 'c' })],
    deliveryTries: (db) => [outbox.deliveryTries(db, 'RF1')],
    addReceipt: (db) => [outbox.addReceipt(db, 'RF1', 'R-1', AT)],
    waitingRows: (db) => [outbox.waitingRows(db)],
    wakeRows: (db) => [outbox.wakeRows(db, 'draw', AT)],
  },
  'calls.ts': {
    spendCall: (db) => [calls.spendCall(db, { destination: 'case', interface: 'reports', day: '2026-11-25' }, 5)],
    callsOn: (db) => [calls.callsOn(db, 'case', '2026-11-25')],
  },
  'journeys.ts': {
    AT_ONCE: () => [],
    lastInLine: (db) => [db.transaction().execute((tx) => journeys.lastInLine(tx, 'case', 'a'))],
    awaitedAt: (db) => [journeys.awaitedAt(db, 'case')],
    askNow: (db) => [journeys.askNow(db, ['o', 'p'], AT)],
    claimJourney: (db) =>
      [[], ['o', 'p']].flatMap((rows) =>
        [true, false].map((hurried) =>
          journeys.claimJourney(db, { owner: 'one', now: AT, until: LATER }, { destination: 'case', rows, hurried }),
        ),
      ),
    lastPlaceOf: (db) => [journeys.lastPlaceOf(db, 'RF1')],
    freeLine: (db) => [db.transaction().execute((tx) => journeys.freeLine(tx, 'o'))],
    openPlaces: (db) => [journeys.openPlaces(db)],
    openErrandsTo: (db) => [journeys.openErrandsTo(db, 'case')],
    sendElsewhere: (db) => [journeys.sendElsewhere(db, { id: 'o', line: 'a' }, 'other')],
  },
  'paper-tries.ts': {
    paperTries: (db) => [paperTries.paperTries(db, 'RF1')],
    setPaperTries: (db) => [db.transaction().execute((tx) => paperTries.setPaperTries(tx, 'RF1', { wrong: 1, at: AT, steadyAt: AT }))],
  },
  'passkeys.ts': {
    addPasskey: (db) => [
      passkeys.addPasskey(db, KEY, { id: 'k', person: 'd', publicKey: 'p', counter: 0, transports: [], held: null }, AT),
    ],
    signingPasskeysOf: (db) => [passkeys.signingPasskeysOf(db, 'd')],
    releasePasskey: (db) => [passkeys.releasePasskey(db, KEY, 'k')],
    removePasskey: (db) => [passkeys.removePasskey(db, KEY, 'd', 'k')],
    passkeysOf: (db) => [passkeys.passkeysOf(db, 'd')],
    findPasskey: (db) => [passkeys.findPasskey(db, 'k')],
    countPasskey: (db) => [passkeys.countPasskey(db, 'k', 1, AT)],
  },
  'people.ts': {
    addPerson: (db) => [people.addPerson(db, KEY, { id: 'd', login: 'd', name: 'D', roles: ['doctor'], password: 'x' })],
    findPeople: (db) => [people.findPeople(db, ['p', 'q'])],
    findPerson: (db) => [people.findPerson(db, { id: 'd' }), people.findPerson(db, { login: 'd' })],
    listPeople: (db) => [people.listPeople(db)],
    hasAdministrator: (db) => [people.hasAdministrator(db)],
    changePerson: (db) => [people.changePerson(db, KEY, 'd', { name: 'E', roles: [], disabled: true, password: 'y', signature: 's' })],
  },
  'notice-wishes.ts': {
    wishOf: (db) => [wishes.wishOf(db, 'a')],
    beginWish: (db) => [
      wishes.beginWish(db, { id: 'w', applicant: 'a', check: 'c', phone: '10000000101', language: 'zh', at: AT, by: 'b' }),
    ],
    endWish: (db) => [wishes.endWish(db, 'a', { at: AT, by: 'd' })],
  },
  'notices.ts': {
    addNotices: (db) => {
      const told = { missing: [], until: null, reason: null }
      const one = { id: 'n', check: 'c', sequence: 3, number: 'RF1', by: null, told, what: 'lapsed' } as const
      return [db.transaction().execute((tx) => notices.addNotices(tx, [one], { at: AT, steady: AT }))]
    },
    claimNotice: (db) => [notices.claimNotice(db, { now: AT, until: LATER })],
    isOvertaken: (db) => [notices.isOvertaken(db, { check: 'c', sequence: 3 })],
    settleNotice: (db) => [notices.settleNotice(db, 'n', { outcome: 'sent', at: AT })],
    putOffNotice: (db) => [notices.putOffNotice(db, 'n', { due: LATER, tries: 1, fault: '503' })],
    wakeNotices: (db) => [notices.wakeNotices(db, AT)],
    noticesOf: (db) => [notices.noticesOf(db, 'c', 200)],
  },
  'provisions.ts': { overdueProvisions: (db) => [provisions.overdueProvisions(db, '2026-11-25', 50)] },
  'rotas.ts': {
    currentRotas: (db) => [rotas.currentRotas(db)],
    rotaHistory: (db) => [rotas.rotaHistory(db, 'd', 50)],
    addRota: (db) => [rotas.addRota(db, { doctor: 'd', version: 1, rota: NO_HOURS, by: 'a', at: AT })],
  },
  'examinations.ts': {
    keepExaminations: (db) => {
      const of = { format: FORMAT, check: 'c', sequence: 1, at: AT, actor: { kind: 'doctor', id: 'd' }, command: null } as const
      const claimed = { ...of, event: { kind: 'claimed', doctor: { id: 'd', name: 'D' } } } as const
      const released = { ...of, event: { kind: 'released', doctor: 'd' } } as const
      const signed = { ...of, event: CONCLUDED } as const
      return [db.transaction().execute((tx) => examinations.keepExaminations(tx, [claimed, signed, released], AT))]
    },
    newestExaminations: (db) => [examinations.newestExaminations(db, 50)],
    lastExaminations: (db) => [examinations.lastExaminations(db, ['d'])],
    openExaminations: (db) => [examinations.openExaminations(db)],
  },
  'queue.ts': {
    queueLines: (db) => [queue.queueLines(db)],
    queueLinesOf: (db) => [queue.queueLinesOf(db, ['c', 'd'])],
    overlyKept: (db) => [queue.overlyKept(db, AT)],
    waitingLine: (db) => [queue.waitingLine(db)],
    countQueue: (db) => SCOPES.map((scope) => queue.countQueue(db, scope)),
  },
  'attendances.ts': {
    beginAttendance: (db) => [
      db.transaction().execute((tx) => attendances.beginAttendance(tx, { check: 'c', doctor: 'd', day: '2026-11-25', at: AT, since: AT })),
    ],
    noteMet: (db) => [attendances.noteMet(db, 'c', 'd', AT)],
    attendanceOf: (db) => [attendances.attendanceOf(db, 'c', 'd')],
    attendedOn: (db) => [attendances.attendedOn(db, 'd', '2026-11-25')],
    signedOn: (db) => [attendances.signedOn(db, 'd', '2026-11-25')],
  },
  'recording-holds.ts': {
    isHeld: (db) => [holds.isHeld(db, 'c')],
    addHold: (db) => [holds.addHold(db, KEY, { id: 'h', access: HOLDING })],
    liftHold: (db) => [holds.liftHold(db, KEY, { id: 'h', access: { ...HOLDING, id: 'y' } })],
    holdsOf: (db) => [holds.holdsOf(db, ['c', 'd'])],
  },
  'recordings.ts': {
    keptRecordings: (db) =>
      ([{ since: AT, before: LATER }, 'held'] as const).flatMap((when) =>
        [{ sites: null }, { sites: ['s', 't'] }].flatMap(({ sites }) =>
          [null, { at: LATER, check: 'c' }].map((behind) =>
            recordings.keptRecordings(db, when, { by: 'site', sites }, { behind, most: 100 }),
          ),
        ),
      ),
    findRecording: (db) => [recordings.findRecording(db, 'c')],
    beginRecording: (db) => [recordings.beginRecording(db, { check: 'c', key: 'k', at: AT })],
    stopRecording: (db) => [recordings.stopRecording(db, 'c', 'failed')],
    eraseRecording: (db) => [recordings.eraseRecording(db, 'c', AT)],
    recordingsBefore: (db) => [recordings.recordingsBefore(db, AT, 50)],
    partsOf: (db) => [recordings.partsOf(db, 'c')],
    addPart: (db) => [recordings.addPart(db, { id: 'p', check: 'c', side: 'booth', source: 'camera', beganAt: AT })],
    beginPart: (db) => [recordings.beginPart(db, 'p', AT)],
    endPart: (db) => [recordings.endPart(db, 'p', AT)],
    openParts: (db) => [recordings.openParts(db)],
    countRecording: (db) => [recordings.countRecording(db, 'c', { bytes: 1, lengthMs: 1 })],
    allCounted: (db) => [recordings.allCounted(db)],
  },
  'readings.ts': {
    readingDigest: (db) => [readings.readingDigest(db, 'r')],
    keptReading: (db) => [readings.keptReading(db, 'r')],
    addReading: (db) => {
      const reading = { id: 'r', check: 'c', attempt: 't', booth: 'b', digest: 'd', body: '{}', at: AT }
      return [db.transaction().execute((tx) => readings.addReading(tx, reading))]
    },
  },
  'registry.ts': {
    currentRegistry: (db) => [registry.currentRegistry(db)],
    addEntry: (db) => {
      const value = { person: idOf('d'), institution: idOf('i'), licence: null, from: '2026-11-25', until: null }
      return [registry.addEntry(db, KEY, { id: 'x', subject: 's', version: 1, by: null, at: AT, kind: 'doctor', value })]
    },
    entryHistory: (db) => [registry.entryHistory(db, 's', 10)],
    issuersOf: (db) => [registry.issuersOf(db, ['RF1', 'RF2'])],
    papersSince: (db) =>
      [null, { day: '2026-11-27', number: 'RF1' }].map((behind) => registry.papersSince(db, 'i', '2026-11-25', { most: 10, behind })),
  },
  'report-names.ts': {
    nameReport: (db) =>
      [AT, LATER].map((concludedAt) =>
        db.transaction().execute(async (tx) => {
          await lines.saveLine(tx, lineOf(check))
          await reportNames.nameReport(tx, KEY, { ...lineOf(check), report: { ...reportLine, concludedAt } })
        }),
      ),
    renameReports: (db) => [db.transaction().execute((tx) => reportNames.renameReports(tx, KEY, 'a', '李四'))],
    nameAll: (db) => [reportNames.nameAll(db, KEY)],
  },
  'reports.ts': {
    reportRow: () => [],
    addReport: (db) => {
      const report = { number: 'RF1', check: 'c', code: 'C', digest: 'd', signedBy: 'passkey', assertion: null, at: AT } as const
      const rest = { doctor: 'd', day: '2026-11-25', unmeasured: 0, against: 0, applicant: 'a', validUntil: '2027-05-25', institution: 'i' }
      return [db.transaction().execute((tx) => reports.addReport(tx, { ...report, ...rest }, LATER))]
    },
    reportsOfCheck: (db) => [reports.reportsOfCheck(db, 'c')],
    hasSignedBy: (db) => [reports.hasSignedBy(db, 'password')],
    withdrawReport: (db) => [db.transaction().execute((tx) => reports.withdrawReport(tx, 'RF1'))],
    setRenewed: (db) => [db.transaction().execute((tx) => reports.setRenewed(tx, 'RF1', 'p'))],
    reportsWithPaper: (db) => [reports.reportsWithPaper(db, 'RF1', 200)],
    setPdf: (db) => [db.transaction().execute((tx) => reports.setPdf(tx, 'RF1', 'p'))],
    countOverrides: (db) => [reports.countOverrides(db, '2026-11-01')],
    reportsOf: (db) => [reports.reportsOf(db, 'a', AT, 50)],
    findReport: (db) => [reports.findReport(db, { number: 'RF1' }), reports.findReport(db, { code: 'C' })],
  },
  'sent-back.ts': {
    keepSentBack: (db) => {
      const sent = { check: 'c', sequence: 3, number: 'RF1', doctor: 'd', what: 'returned', at: AT, by: '孙警官', reason: '照片' } as const
      const ended = { check: 'c', became: 'replaced', at: LATER, number: 'RF2' } as const
      return [db.transaction().execute((tx) => sentBack.keepSentBack(tx, [{ sent }, { ended }]))]
    },
    sentBackTo: (db) =>
      [null, { endedAt: LATER, check: 'c', sequence: 3 }].map((behind) => sentBack.sentBackTo(db, 'd', { most: 20, behind })),
    sentBackOf: (db) => [sentBack.sentBackOf(db, ['c', 'd'])],
  },
  'sessions.ts': {
    addSession: (db) => [sessions.addSession(db, { token: 't', id: 's', person: 'd', at: AT, until: LATER, browser: '' })],
    findSession: (db) => [
      sessions.findSession(db, { token: 't' }, { at: AT, usedAfter: AT }),
      sessions.findSession(db, { id: 's' }, { at: AT, usedAfter: AT }),
    ],
    touchSession: (db) => [sessions.touchSession(db, 's', AT)],
    sessionsOf: (db) => [sessions.sessionsOf(db, 'd')],
    endSessions: (db) => [sessions.endSessions(db, ['s'])],
    capSessions: (db) => [sessions.capSessions(db, { until: LATER, seenAt: AT })],
    overSessions: (db) => [sessions.overSessions(db, { at: AT, usedAfter: AT })],
    setChallenge: (db) => [sessions.setChallenge(db, 't', null)],
  },
  'sites.ts': {
    listSites: (db) => [sites.listSites(db)],
    addSite: (db) => [sites.addSite(db, KEY, { id: 's', kind: 'squad', name: '大队', nameEn: null, code: '1', parent: null, squad: null })],
    changeSite: (db) => [sites.changeSite(db, KEY, 's', { name: '别队', closed: true }, AT)],
  },
  'signatures.ts': {
    addSignature: (db) => {
      const one = { digest: 'd', person: 'd', number: 'RF1', role: 'doctor', signedBy: 'passkey', assertion: null, at: AT } as const
      return [db.transaction().execute((tx) => signatures.addSignature(tx, one))]
    },
    signaturesOver: (db) => [signatures.signaturesOver(db, 'd')],
  },
}

/** The steps in which SQLite carries a statement out. */
const stepsOf = async (sql: string, parameters: readonly unknown[]): Promise<string[]> => {
  const { rows } = await db.executeQuery<{ detail: string }>(CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]))
  return rows.map(({ detail }) => detail)
}

/** Indexes that hold only what is open or waits, so that walking along them is no walk through the past. */
const OPEN = [
  'check_lines_queue',
  'examinations_open',
  'check_lines_pending',
  'check_lines_attention',
  'check_lines_squad_pending',
  'check_lines_site_attention',
  'checks_doctor',
  'checks_lease',
  'checks_open',
  'checks_parked',
  'account_events_unseen',
  'outbox_due',
  'outbox_turn',
  'outbox_line',
  'outbox_held',
  'outbox_claimed',
  'help_calls_open',
  'escalations_open',
  'check_lines_provision',
  'check_lines_kept',
  'notices_due',
  'recording_parts_open',
]
/** Indexes along which a stretch of time is walked that doesn't grow: what is over and taken away, and a month of days. */
const STRETCHES = ['sessions_until', 'sessions_seen', 'reports_day', 'recordings_counted']

/** Columns that the past fills with few different words: whoever looks by these alone walks through it. */
const COARSE = ['kind', 'phase', 'site', 'squad', 'booth', 'state', 'role']

/** Does a step find its rows by nothing but where they begin or end, or by a coarse word, and walk on for as long as there are any? */
const walksOn = (step: string, sql: string): boolean => {
  const found = /^SEARCH (\S+) USING (?:COVERING )?INDEX (\S+) \((.*)\)/.exec(step)
  if (!found || /\blimit\b/.test(sql)) return false
  const [, table = '', index = '', by = ''] = found
  const same = [...by.matchAll(/(\w+)=\?/g)].map(([, column = '']) => column)
  return same.every((column) => COARSE.includes(column)) && ![...OPEN, ...STRETCHES].includes(index) && !SMALL.includes(table)
}

/** What is wrong with how SQLite carries a statement out: it walks, sorts or indexes for itself what grows. */
const faultsOf = async (sql: string, parameters: readonly unknown[]): Promise<string[]> => {
  // Rows that the statement itself brings are no table.
  const steps = (await stepsOf(sql, parameters)).filter((step) => !/^SCAN \d+-ROW VALUES CLAUSE/.test(step))
  const touched = steps.flatMap((step) => /^(?:SCAN|SEARCH) (\S+)/.exec(step)?.[1] ?? [])
  const grows = touched.some((table) => !SMALL.includes(table) && table !== 'CONSTANT')
  const bad = steps.filter((step) => {
    const scanned = /^SCAN (\S+)/.exec(step)?.[1]
    if (scanned) return !SMALL.includes(scanned) && scanned !== 'CONSTANT'
    return (grows && step.startsWith('USE TEMP B-TREE')) || step.includes('AUTOMATIC') || walksOn(step, sql)
  })
  return bad.map((step) => `${step}: ${sql}`)
}
const wrong = async () => {
  const known = [...asked].filter(([sql]) => /^(select|insert|update|delete)\b/.test(sql))
  return { statements: known.length, faults: (await Promise.all(known.map(([sql, parameters]) => faultsOf(sql, parameters)))).flat() }
}

test('every function of the store that asks the database is called here, so that a new query is looked at too', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  expect(Object.keys(MODULES).toSorted()).toEqual(files.filter((file) => ![...NO_QUERIES, ...WALKS].includes(file)).toSorted())
  const exported = Object.entries<object>(MODULES).map(([file, module]) => [
    file,
    Object.keys(module)
      .filter((name) => name !== 'LEASE_MS')
      .toSorted(),
  ])
  const called = Object.entries(CALLS).map(([file, calls]) => [file, Object.keys(calls).toSorted()])
  expect(Object.fromEntries(called)).toEqual(Object.fromEntries(exported))
})

test('no statement of the store walks or sorts a table that grows', async () => {
  // Whose rows are missing here is no matter.
  await db.executeQuery(CompiledQuery.raw('pragma foreign_keys = off'))
  for (const calls of Object.values(CALLS)) for (const call of Object.values(calls)) await Promise.all(call(db))
  const { statements, faults } = await wrong()
  expect(faults).toEqual([])
  expect(statements).toBeGreaterThan(60)
})

test('whoever works for some sites is shown their lines without a walk through those of others', async () => {
  asked.clear()
  const counter: Scope = { by: 'squad', sites: SITES }
  for (const one of page()) {
    await concluded.pendingReports(db, counter, one)
    await concluded.concludedBetween(db, { since: AT, before: LATER }, counter, one)
    await concluded.concludedBetween(db, { since: AT, before: LATER, phase: 'returned' }, counter, one)
  }
  await attention.attentionLines(db, { by: 'site', sites: SITES }, 200)
  const plans = await Promise.all([...asked].map(([sql, parameters]) => stepsOf(sql, parameters)))
  expect(plans).toHaveLength(4)
  for (const [first] of plans) expect(first).toMatch(/^SEARCH line USING INDEX check_lines_(site|squad)_\w+ \((site|squad)=\?/)
})

test('no list looks anything up for each of its lines among what grows: what it shows stands in the line', async () => {
  asked.clear()
  for (const one of page()) {
    for (const scope of COUNTERS) {
      await concluded.pendingReports(db, scope, one)
      await concluded.concludedBetween(db, { since: AT, before: LATER }, scope, one)
    }
    await concluded.concludedOfPerson(db, 'h', one)
    await concluded.concludedOfCase(db, 'K', one)
  }
  await attention.attentionLines(db, EVERYTHING, 200)
  await queue.queueLines(db)
  const plans = await Promise.all([...asked].map(([sql, parameters]) => stepsOf(sql, parameters)))
  expect(plans).toHaveLength(8)
  const besides = plans.flat().filter((step) => step.startsWith('SEARCH') && !step.startsWith('SEARCH line'))
  // A person is found once for a whole page, and who holds a driver among what is held alone.
  expect(new Set(besides)).toEqual(
    new Set([
      'SEARCH applicants USING INDEX sqlite_autoindex_applicants_2 (number_hash=?)',
      'SEARCH checks USING COVERING INDEX checks_held (doctor=? AND id=?) LEFT-JOIN',
    ]),
  )
})

test('nor does any statement of a whole check, from the card to the counter and the end of the day', async () => {
  const world = await openWorld({ outside: { db } })
  const booth = await world.booth()
  await booth.calibrate()
  const doctor = await world.person('dr-plans', 'doctor')
  const counter = await world.person('counter-plans', 'counter')
  const id = await booth.queued()
  const on = async () => ({ command: world.ids(), check: id, version: (await world.check(id)).version })
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] as const) await booth.measure(id, station)
  sure(await claim(world.deps, doctor.doctor, await on()))
  sure(await note(world.deps, doctor.doctor, { ...(await on()), text: '一切正常' }))
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor.doctor, { ...(await on()), finding, reason: null }))
  const drawn = sure(await drawUp(world.deps, doctor.doctor, { ...(await on()), remark: null }))
  const proof = { by: 'password', password: PASSWORD } as const
  sure(await conclude(world.deps, doctor.doctor, { ...(await on()), digest: drawn.drawnUp?.digest ?? '', proof }))
  await until(async () => (await world.check(id)).phase === 'handed-over')
  sure(await accept(world.deps, counter.counter, await on()))
  const turns = await turnsNow(world.deps)
  await Promise.all([
    queueView(world.deps),
    ...SCOPES.flatMap((scope) => [counterView(world.deps, scope), hallView(world.deps, scope, turns)]),
  ])
  world.step(86_400_000)
  await endOfDay(world.deps)
  for (const page of ['readyz', 'metrics', `verify/${(await world.check(id)).report?.code}`]) await fetch(`${world.url}/${page}`)
  await world.close()
  expect((await wrong()).faults).toEqual([])
})
