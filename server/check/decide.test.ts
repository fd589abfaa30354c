import { describe, expect, test } from 'vitest'
import { MEASURED } from '#measure/index.ts'
import { PHASES } from '#protocol/check.ts'
import { DEVICES } from '#protocol/device.ts'
import { type Score } from '#protocol/measurement.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Outcome } from '#protocol/report.ts'
import { type Finding, STATIONS, type Station } from '#protocol/station.ts'
import { needsOf } from '#protocol/stations.ts'
import type { Actor } from './actors.ts'
import { recordedAfter, runningAttempts } from './apply.ts'
import { basisOf } from './basis.ts'
import type { Check } from './check.ts'
import type { Command } from './commands.ts'
import { decide } from './decide.ts'
import { missingStations } from './deciding/findings.ts'
import type { Event } from './events.ts'
import { makeReport, outcomeOf } from './report.ts'
import { TABLE } from './table.ts'

const booth: Actor = { kind: 'booth', id: 'booth-1', name: '一号体检亭', site: { id: 's', name: '示范服务厅' } }
const doctor: Actor = { kind: 'doctor', id: 'doctor-1', name: '林知远' }
const REGISTERED = { id: 'entry', version: 1, licence: '110000000000001', until: null }
const second: Actor = { kind: 'doctor', id: 'doctor-2', name: '沈望舒' }
const counter: Actor = { kind: 'counter', id: 'counter-1', name: '顾青禾' }
const system: Actor = { kind: 'system', id: 'deadlines' }
const otherBooth: Actor = { kind: 'booth', id: 'booth-2', name: '二号体检亭', site: { id: 's', name: '城西服务厅' } }
const actors = [booth, otherBooth, doctor, second, counter, system]

const NOW = new Date('2026-11-25T02:00:00.000Z')
const later = (seconds: number) => new Date(NOW.getTime() + seconds * 1000)
const digest = 'd'.repeat(64)

const good: Record<Station, Finding> = {
  height: { station: 'height', cm: 172 },
  'acuity-right': { station: 'acuity-right', reached: 4.9, glasses: false },
  'acuity-left': { station: 'acuity-left', reached: 4.9, glasses: false },
  colour: { station: 'colour', colour: 'no-red-green-blindness' },
  hearing: { station: 'hearing', left: true, right: true, aid: false },
  'upper-limbs': { station: 'upper-limbs', upper: 'normal', left: '', right: '' },
  'lower-limbs': { station: 'lower-limbs', lower: 'normal', left: '', right: '' },
  trunk: { station: 'trunk', trunk: 'normal' },
}

const record = (check: Check | null, events: readonly Event[], at: Date, command: string | null = null): Check | null =>
  recordedAfter(check, events, { id: 'check-1', at: at.toISOString(), actor: system, command }).state
const sure = <T>(value: T | Refusal): T => {
  if (isRefusal(value)) throw new Error(`refused: ${value.refused}`)
  return value
}
const must = (check: Check | null): Check => {
  if (!check) throw new Error('there is no check')
  return check
}
/** Carries a command out; a lease is given 45 s as the store does. */
const run = (check: Check | null, command: Command, actor: Actor, at = NOW): Check => {
  const events = decide(check, command, actor, at)
  if (isRefusal(events)) throw new Error(`refused: ${events.refused}`)
  const state = must(record(check, events, at))
  return events.some(({ kind }) => kind === 'claimed') && state.lease
    ? { ...state, lease: { ...state.lease, until: new Date(at.getTime() + 45_000).toISOString() } }
    : state
}

const FIT: Outcome = {
  kind: 'fit',
  classes: ['C1'],
  conditions: [],
  reasons: [{ code: 'meets-all', station: null, classes: ['C1'], found: null, asked: null }],
  rules: '172-2025-01-01',
}
const v = (check: Check) => ({ version: check.version })
const open: Command = {
  kind: 'open',
  applicant: 'applicant-1',
  birth: '1980-06-01',
  classes: ['C1'],
  case: 'G2026-1',
  business: 'G',
  squad: null,
  cardPhoto: null,
  rules: '172-2025-01-01',
}
const declareIt: Command = { kind: 'declare', has: false, diseases: [], signature: digest, consent: true }
const attempt = (station: Station, id = `attempt-${station}`): Omit<Extract<Command, { kind: 'start' }>['attempt'], never> => ({
  id,
  station,
  seed: '0'.repeat(32),
  setup: { procedure: 'height', floorMm: 2300, limitsMm: [] },
  calibrations: [],
})
const heightScore: Score = { procedure: 'height', cm: 172, roundsMm: [1720, 1721], nearLimit: false, outcome: 'measured' }

const personal = {
  document: 'resident-identity-card',
  name: '张三',
  sex: 'male',
  birth: '1980-06-01',
  number: '11010519491231002X',
  address: '示范路1号',
  nationality: '中国',
  phone: null,
  file: null,
} as const
const FACTS = {
  personal,
  doctor: { id: 'doctor-1', name: '林知远', signature: digest },
  institution: '示范医院',
  number: 'RF20261125-000001',
  code: 'ABCDEFGHJKLMNPQR',
  remark: null,
}

const opened = () => run(null, open, booth)
const declared = () => run(opened(), declareIt, booth)
const queued = () => run(declared(), { kind: 'photo', file: digest }, booth)
const claimed = () => {
  const check = queued()
  return run(check, { kind: 'claim', ...v(check) }, doctor)
}
const running = () => {
  const check = claimed()
  return run(check, { kind: 'start', version: check.version, attempt: attempt('height') }, doctor)
}
/** Every station with the finding that is asked for: measured where a booth measures it, unless it is one of `byEye`. */
const found = (check: Check, byEye: readonly Station[], findings = good): Check =>
  STATIONS.reduce((state, station) => {
    if (MEASURED.includes(station) && !byEye.includes(station)) {
      const started: Event = { kind: 'started', attempt: { ...attempt(station), check: state.id, number: 1 }, by: 'booth' }
      const reading = { attempt: `attempt-${station}`, reading: `reading-${station}`, digest, score: heightScore }
      return must(record(state, [started, { kind: 'read', ...reading, finding: findings[station] }], NOW))
    }
    return run(state, { kind: 'decide', ...v(state), finding: findings[station], reason: '现场目测' }, doctor)
  }, check)
const kept = () => run(claimed(), { kind: 'keep', ...v(claimed()) }, doctor)
const escalated = () => {
  const passed = run(claimed(), { kind: 'escalate', ...v(claimed()), ...HARD }, doctor)
  return run(passed, { kind: 'consult', ...v(passed), ...ASKED }, doctor)
}
const HARD = { id: 'case-1', reason: '拿不准', until: '2026-11-25T03:00:00.000Z' }
const ASKED = { id: 'consultation-1', department: '骨科', question: '能否踩踏板', until: HARD.until }
const complete = () => found(claimed(), [])
const drawnUp = () => {
  const check = complete()
  return run(
    check,
    { kind: 'draw-up', ...v(check), number: 'RF20261125-000001', code: 'ABCDEFGHJKLMNPQR', digest, before: null, outcome: FIT },
    doctor,
  )
}
const concluded = () => {
  const check = drawnUp()
  return run(check, { kind: 'conclude', ...v(check), digest, signedBy: 'passkey', outcome: outcomeOf(check, NOW) }, doctor)
}
/** Signed by one doctor with the height estimated by eye. */
const signed = (byEye: readonly Station[] = ['height'], findings = good) => {
  const ready = found(claimed(), byEye, findings)
  const check = run(
    ready,
    { kind: 'draw-up', ...v(ready), number: 'RF20261125-000001', code: 'ABCDEFGHJKLMNPQR', digest, before: null, outcome: FIT },
    doctor,
  )
  return run(check, { kind: 'conclude', ...v(check), digest, signedBy: 'passkey', outcome: outcomeOf(check, NOW) }, doctor)
}
const held = () => run(concluded(), { kind: 'hold-paper', code: 'glyph-missing', detail: '姓名' }, system)
const reported = () => run(concluded(), { kind: 'sealed', pdf: digest, fonts: {} }, system)
const handedOver = () => run(reported(), { kind: 'receipt', receipt: 'R-1' }, system)
const refused = () => run(reported(), { kind: 'case-refused', reason: '照片不清' }, system)
const accepted = () => {
  const check = handedOver()
  return run(check, { kind: 'accept', ...v(check) }, counter)
}
const returned = () => {
  const check = handedOver()
  return run(check, { kind: 'return', ...v(check), reason: '缺页' }, counter)
}
/** Accepted without a photo, which may come through the day of the test. */
const provisional = () => {
  const check = handedOver()
  return run(check, { kind: 'accept-provisionally', ...v(check), missing: ['photo'], note: null, until: '2026-11-25' }, counter)
}
const lapsed = () => run(provisional(), { kind: 'lapse-provision' }, system, new Date('2026-11-25T16:00:00.000Z'))
const superseded = () => run(returned(), { kind: 'replace', number: 'RF20261125-000009' }, system)
const withdrawnFrom = (standing: () => Check) => () => {
  const check = standing()
  return run(check, { kind: 'withdraw', ...v(check), reason: '被检人不是本人' }, doctor)
}
const withdrawn = withdrawnFrom(handedOver)
const withdrawnAndTold = () => run(withdrawn(), { kind: 'withdrawal-receipt', receipt: 'W-1' }, system)
const abandoned = () => run(opened(), { kind: 'abandon', why: 'driver' }, booth)
const parked = () => run(running(), { kind: 'park', why: 'idle', version: null }, booth)

/** A second doctor has drawn up what is to take the place of a report that stands there. */
const superseding = (standing: () => Check) => () => {
  const check = standing()
  return run(check, { kind: 'supersede', ...v(check), ...ANOTHER, decisions: [] }, second)
}
const ANOTHER = { number: 'RF20261125-000002', code: '2345678923456789', digest, outcome: FIT }

const states: Record<string, () => Check | null> = {
  none: () => null,
  opened,
  declared,
  queued,
  claimed,
  kept,
  running,
  escalated,
  complete,
  drawnUp,
  signed,
  concluded,
  held,
  reported,
  handedOver,
  refused,
  accepted,
  returned,
  provisional,
  lapsed,
  superseded,
  withdrawn,
  withdrawnOnTheWay: withdrawnFrom(reported),
  withdrawnAndTold,
  abandoned,
  parked,
  heldSuperseding: superseding(held),
  handedOverSuperseding: superseding(handedOver),
  refusedSuperseding: superseding(refused),
  acceptedSuperseding: superseding(accepted),
  returnedSuperseding: superseding(returned),
  provisionalSuperseding: superseding(provisional),
  lapsedSuperseding: superseding(lapsed),
}

const commandsFor = (check: Check | null): Command[] => {
  const version = check?.version ?? 0
  return [
    open,
    declareIt,
    { kind: 'photo', file: digest },
    { kind: 'answer-recording', agreed: true, words: '1' },
    { kind: 'claim', version },
    { kind: 'renew' },
    { kind: 'escalate', version, ...HARD },
    { kind: 'join' },
    { kind: 'take-over' },
    { kind: 'end-escalation', outcome: 'advised', words: '请复测' },
    { kind: 'consult', version, ...ASKED },
    { kind: 'answer-consultation', version, consultation: ASKED.id, answer: '可以' },
    { kind: 'release', version },
    { kind: 'keep', version },
    { kind: 'lapse' },
    { kind: 'break-call' },
    { kind: 'start', version, attempt: attempt('height', 'attempt-2') },
    { kind: 'read', attempt: 'attempt-height', reading: 'reading-1', digest, score: heightScore },
    { kind: 'device-fault', device: 'height' },
    { kind: 'set-aside', attempt: 'attempt-height', refusal: { refused: 'seed-unknown', fields: {} } },
    { kind: 'decide', version, finding: good.trunk, reason: null },
    { kind: 'picture', station: 'trunk', camera: 'overview', file: digest },
    { kind: 'note', version, text: '请坐正' },
    { kind: 'draw-up', version, ...ANOTHER, before: null },
    {
      kind: 'conclude',
      version,
      digest,
      signedBy: 'passkey',
      outcome: FIT,
    },
    { kind: 'countersign', version, digest, signedBy: 'passkey', registered: REGISTERED },
    { kind: 'decline', version, reason: '身高须补测', seated: true },
    { kind: 'hold-paper', code: 'glyph-missing', detail: '姓名' },
    { kind: 'sealed', pdf: digest, fonts: {} },
    { kind: 'renew-paper', number: 'RF20261125-000001', pdf: digest },
    { kind: 'receipt', receipt: 'R-1' },
    { kind: 'case-refused', reason: '照片不清' },
    { kind: 'accept', version },
    { kind: 'return', version, reason: '缺页' },
    { kind: 'accept-provisionally', version, missing: ['photo'], note: null, until: '2026-12-02' },
    { kind: 'lapse-provision' },
    { kind: 'resend', version },
    { kind: 'hurry', version, underWay: false, open: true },
    { kind: 'supersede', version, ...ANOTHER, decisions: [] },
    { kind: 'correct', version, ...ANOTHER, fields: ['name'] },
    { kind: 'replace', number: 'RF20261125-000003' },
    { kind: 'withdraw', version, reason: '被检人不是本人' },
    { kind: 'withdrawal-receipt', receipt: 'W-1' },
    { kind: 'withdrawal-refused', reason: '查无此证明' },
    { kind: 'abandon', why: 'driver' },
    { kind: 'park', why: 'not-there', version },
    { kind: 'resume' },
  ]
}

// The table of the design, written out by hand once more: which command may change which state, and by whom.
const ALLOWED: Record<string, Partial<Record<Command['kind'], Actor[]>>> = {
  none: { open: [booth, otherBooth] },
  opened: { declare: [booth], abandon: [booth, system] },
  declared: {
    declare: [booth],
    photo: [booth],
    lapse: [system],
    'break-call': [system],
    'device-fault': [booth],
    abandon: [system],
    park: [booth, system],
  },
  queued: {
    declare: [booth],
    photo: [booth],
    claim: [doctor, second],
    lapse: [system],
    'break-call': [system],
    start: [booth],
    'device-fault': [booth],
    abandon: [system],
    park: [booth, system],
  },
  claimed: {
    declare: [booth],
    photo: [booth],
    claim: [doctor],
    renew: [doctor],
    release: [doctor],
    keep: [doctor],
    lapse: [system],
    'break-call': [system],
    start: [booth, doctor],
    'device-fault': [booth],
    decide: [doctor],
    picture: [doctor],
    note: [doctor],
    escalate: [doctor],
    consult: [doctor],
    abandon: [system],
    park: [booth, doctor, system],
  },
  signed: { countersign: [second], decline: [doctor, second], replace: [system], 'renew-paper': [system] },
  concluded: {
    hurry: [counter],
    'hold-paper': [system],
    sealed: [system],
    replace: [system],
    withdraw: [doctor, second, counter],
    'renew-paper': [system],
  },
  held: {
    'hold-paper': [system],
    sealed: [system],
    supersede: [doctor, second],
    correct: [doctor, second],
    replace: [system],
    withdraw: [doctor, second, counter],
    'renew-paper': [system],
  },
  reported: {
    hurry: [counter],
    receipt: [system],
    'case-refused': [system],
    replace: [system],
    withdraw: [doctor, second, counter],
    'renew-paper': [system],
  },
  handedOver: {
    hurry: [counter],
    accept: [counter],
    return: [counter],
    'accept-provisionally': [counter],
    supersede: [doctor, second],
    correct: [doctor, second],
    replace: [system],
    withdraw: [doctor, second, counter],
    'renew-paper': [system],
  },
  refused: {
    hurry: [counter],
    resend: [counter],
    supersede: [doctor, second],
    correct: [doctor, second],
    replace: [system],
    withdraw: [doctor, second, counter],
    'renew-paper': [system],
  },
  accepted: {
    hurry: [counter],
    supersede: [doctor, second],
    correct: [doctor, second],
    replace: [system],
    withdraw: [doctor, second, counter],
    'renew-paper': [system],
  },
  returned: {
    hurry: [counter],
    resend: [counter],
    supersede: [doctor, second],
    correct: [doctor, second],
    replace: [system],
    withdraw: [doctor, second, counter],
    'renew-paper': [system],
  },
  superseded: { 'renew-paper': [system] },
  withdrawn: { hurry: [counter], 'withdrawal-receipt': [system], 'withdrawal-refused': [system], 'renew-paper': [system] },
  abandoned: {},
  parked: { resume: [booth, otherBooth], abandon: [system] },
}
// Nobody else takes a driver whom a doctor lets wait.
ALLOWED.kept = { ...ALLOWED.queued, claim: [doctor] }
// Once it is passed on a senior doctor comes; who asked has the driver until one takes them over.
const { escalate: _, ...once } = ALLOWED.claimed ?? {}
ALLOWED.escalated = {
  ...once,
  join: [second],
  'take-over': [doctor, second],
  'end-escalation': [second],
  'answer-consultation': [doctor],
}
ALLOWED.running = { ...ALLOWED.claimed, start: [doctor], read: [booth], 'set-aside': [booth] }
// Everything is measured: once more is a doctor's to ask for.
// What was read stays so: to lay it aside changes nothing.
ALLOWED.complete = { ...ALLOWED.claimed, start: [doctor], 'draw-up': [doctor], 'set-aside': [booth] }
ALLOWED.drawnUp = { ...ALLOWED.complete, conclude: [doctor] }

// A paper is missing: the counter still says what becomes of the report, and the day passes once.
ALLOWED.lapsed = { ...ALLOWED.handedOver }
ALLOWED.provisional = { ...ALLOWED.handedOver, 'lapse-provision': [system] }

// What was under way is answered still, and what the case has said of the withdrawal it says once.
ALLOWED.withdrawnOnTheWay = { ...ALLOWED.withdrawn, receipt: [system], 'case-refused': [system] }
ALLOWED.withdrawnAndTold = { hurry: [counter], 'renew-paper': [system] }

for (const state of ['held', 'handedOver', 'refused', 'accepted', 'returned', 'provisional', 'lapsed'])
  ALLOWED[`${state}Superseding`] = { ...ALLOWED[state], conclude: [second] }

// Whoever sits in the booth says whether they want to be recorded, until the check is over for good.
for (const [state, allowed] of Object.entries(ALLOWED))
  if (!/^(none|parked|abandoned|superseded|withdrawn)/.test(state)) ALLOWED[state] = { ...allowed, 'answer-recording': [booth] }

/** Of a doctor who must hold the lease for it. */
const HOLDS: readonly Command['kind'][] = [
  'renew',
  'release',
  'keep',
  'start',
  'decide',
  'picture',
  'note',
  'draw-up',
  'park',
  'escalate',
  'consult',
  'answer-consultation',
]
const may = (name: string, { kind }: Command, actor: Actor): boolean => ALLOWED[name]?.[kind]?.includes(actor) ?? false

/** Why the table itself says no, before anything else of the check is looked at; null: it lets the command through to what decides. */
const tableSays = (check: Check | null, command: Command, actor: Actor): string | null => {
  const alike = (name: string) => actors.some((one) => one.kind === actor.kind && may(name, command, one))
  const names = Object.keys(states)
  if (!names.some(alike)) return 'not-allowed'
  if (!check) return command.kind === 'open' ? null : 'check-unknown'
  if (actor === otherBooth && command.kind !== 'resume') return 'check-unknown'
  if (!names.some((name) => (states[name]?.()?.phase ?? 'none') === check.phase && alike(name))) return 'wrong-state'
  if (actor.kind !== 'doctor' || !HOLDS.includes(command.kind) || check.lease?.doctor.id === actor.id) return null
  return check.lease ? 'claimed-by-other' : 'not-your-check'
}

describe('every state meets every command by every actor', () => {
  for (const [name, make] of Object.entries(states)) {
    test(`${name} allows what the design says, and refuses all else with the code that says why`, () => {
      const check = make()
      for (const command of commandsFor(check))
        for (const actor of actors) {
          const answer = decide(check, command, actor, later(1))
          const said = isRefusal(answer) ? answer.refused : 'allowed'
          const what = `${name}: ${command.kind} by ${actor.kind} ${'id' in actor ? actor.id : ''}`
          if (may(name, command, actor)) expect(said, what).toBe('allowed')
          else expect(said, what).toEqual(tableSays(check, command, actor) ?? expect.not.stringMatching(/^(allowed|not-allowed)$/))
        }
    })
  }
  test('the table has a row for each command, and a state here stands in each phase', () => {
    expect(new Set(commandsFor(null).map(({ kind }) => kind))).toEqual(new Set(Object.keys(TABLE)))
    expect(new Set(Object.values(states).map((make) => make()?.phase ?? 'none'))).toEqual(new Set(['none', ...PHASES]))
  })
  test('no row says what no state here shows: who may, each from which phases, and whether a doctor must hold the lease', () => {
    for (const [kind, { may: rule, holder = false }] of Object.entries(TABLE)) {
      const shown = Object.entries(states).flatMap(([name, make]) => {
        const phase = make()?.phase ?? 'none'
        return Object.entries(ALLOWED[name] ?? {}).flatMap(([one, by]) => (one === kind ? by.map((actor) => `${actor.kind} ${phase}`) : []))
      })
      const said = Object.entries(rule).flatMap(([who, from]) => from.map((phase) => `${who} ${phase}`))
      expect(new Set(said), kind).toEqual(new Set(shown))
      expect(holder, kind).toBe(HOLDS.some((one) => one === kind))
    }
  })
})

test.each(STATIONS)(
  'a device that fails stops %s only where the booth can’t begin it without that device, and then it can begin again',
  (station) => {
    for (const device of DEVICES) {
      const begun = run(queued(), { kind: 'start', version: null, attempt: attempt(station) }, booth)
      const after = run(begun, { kind: 'device-fault', device }, booth)
      const stops = device === 'computer' || needsOf(station).includes(device)
      expect(runningAttempts(after).length, device).toBe(stops ? 0 : 1)
      const again = decide(after, { kind: 'start', version: null, attempt: attempt(station, 'attempt-again') }, booth, later(1))
      expect(isRefusal(again) ? again.refused : 'begun', device).toBe(stops ? 'begun' : 'station-running')
    }
  },
)

test('the first of two doctors gets the driver, the other is told who has them', () => {
  const check = queued()
  const first = run(check, { kind: 'claim', ...v(check) }, doctor)
  expect(decide(first, { kind: 'claim', ...v(first) }, second, later(5))).toEqual({
    refused: 'claimed-by-other',
    fields: { doctor: '林知远' },
  })
})

test('a driver who is passed on goes from the doctor who passes them on to the other at once, and from nobody else', () => {
  const check = claimed()
  const taken = run(check, { kind: 'claim', ...v(check), from: doctor.id }, second)
  expect(taken.lease?.doctor.id).toBe(second.id)
  expect(taken.version).toBe(check.version + 2)
  expect(decide(check, { kind: 'claim', ...v(check), from: 'doctor-3' }, second, later(1))).toMatchObject({ refused: 'claimed-by-other' })
})

test('a lease that ran out gives way to the next doctor, and the driver keeps the old place in the queue', () => {
  const check = claimed()
  const taken = run(check, { kind: 'claim', ...v(check) }, second, later(60))
  expect(taken.lease?.doctor.id).toBe('doctor-2')
  expect(taken.queuedAt).toBe(NOW.toISOString())
  expect(run(claimed(), { kind: 'lapse' }, system, later(60)).lease).toBeNull()
  expect(decide(claimed(), { kind: 'lapse' }, system, later(30))).toEqual([])
  expect(decide(kept(), { kind: 'lapse' }, system, later(599))).toEqual([])
  expect(decide(kept(), { kind: 'lapse' }, system, later(600))).toEqual([{ kind: 'keeping-ended' }])
})

test('what a doctor decided before a call broke stands, however often it did; after anything else it is stale', () => {
  const before = complete()
  const broken = run(run(before, { kind: 'break-call' }, system), { kind: 'break-call' }, system)
  expect(broken.version).toBe(before.version + 2)
  const note = { kind: 'note', text: '头颈活动自如' } as const
  for (const version of [before.version, before.version + 1, broken.version])
    expect(decide(broken, { ...note, version }, doctor, later(0)), String(version)).toMatchObject([{ kind: 'noted' }])
  for (const version of [before.version - 1, broken.version + 1])
    expect(decide(broken, { ...note, version }, doctor, later(0)), String(version)).toMatchObject({
      refused: 'stale',
      fields: { version: broken.version },
    })
  const faulty = run(broken, { kind: 'device-fault', device: 'height' }, booth)
  expect(decide(faulty, { ...note, version: before.version }, doctor, later(0))).toMatchObject({
    refused: 'stale',
    fields: { version: faulty.version },
  })
})

test('a command decided on an older version is refused as stale, with the version now', () => {
  const check = claimed()
  expect(decide(check, { kind: 'note', version: check.version - 1, text: '…' }, doctor, NOW)).toEqual({
    refused: 'stale',
    fields: { version: check.version },
  })
})

test('a repeated station voids the running attempt, and a late reading of that one is refused', () => {
  const check = running()
  const again = run(check, { kind: 'start', version: check.version, attempt: attempt('height', 'attempt-2') }, doctor)
  expect(runningAttempts(again).map(({ attempt }) => [attempt.id, attempt.number])).toEqual([['attempt-2', 2]])
  const late: Command = { kind: 'read', attempt: 'attempt-height', reading: 'r', digest, score: heightScore }
  expect(decide(again, late, booth, NOW)).toMatchObject({ refused: 'attempt-closed' })
})

test('a lost height sensor voids the attempt that needs it, a lost keypad does not', () => {
  const lost = run(running(), { kind: 'device-fault', device: 'height' }, booth)
  expect(runningAttempts(lost)).toEqual([])
  expect(runningAttempts(run(running(), { kind: 'device-fault', device: 'keypad' }, booth))).toHaveLength(1)
})

test('a booth whose computer fails voids whatever runs there', () => {
  expect(runningAttempts(run(running(), { kind: 'device-fault', device: 'computer' }, booth))).toEqual([])
})

test('a finding against a measurement needs a reason, and both stay', () => {
  const measured = run(running(), { kind: 'read', attempt: 'attempt-height', reading: 'r', digest, score: heightScore }, booth)
  const other: Finding = { station: 'height', cm: 180 }
  expect(decide(measured, { kind: 'decide', ...v(measured), finding: other, reason: null }, doctor, NOW)).toMatchObject({
    refused: 'reason-missing',
  })
  const decided = run(measured, { kind: 'decide', ...v(measured), finding: other, reason: '发髻' }, doctor)
  expect(decided.stations.height.decision).toMatchObject({ finding: { cm: 180 }, measured: { cm: 172 }, reason: '发髻' })
  expect(decided.stations.height.measured?.finding).toEqual(good.height)
})

test('a report is drawn up only when nothing is missing, and anything new voids it', () => {
  const early = claimed()
  const number = { number: 'RF20261125-000001', code: 'ABCDEFGHJKLMNPQR', digest, before: null, outcome: FIT }
  expect(decide(early, { kind: 'draw-up', ...v(early), ...number }, doctor, NOW)).toMatchObject({
    refused: 'missing',
    fields: { stations: [...STATIONS] },
  })
  const check = drawnUp()
  const again = run(check, { kind: 'decide', ...v(check), finding: good.trunk, reason: null }, doctor)
  expect(again.drawnUp).toBeNull()
  expect(
    decide(again, { kind: 'conclude', ...v(again), digest, signedBy: 'passkey', outcome: outcomeOf(again, NOW) }, doctor, NOW),
  ).toMatchObject({
    refused: 'not-drawn-up',
  })
})

test('reaction time is for information: it is never missing, never found, and no report tells of it; a doctor signs after having seen it', () => {
  const score: Score = { procedure: 'reaction', medianMs: 285, madMs: 30, counted: 15, lapses: 0, anticipations: 1, relative: true }
  const check = drawnUp()
  const wanted = { ...attempt('height', 'attempt-reaction'), station: 'reaction' as const, setup: { procedure: 'reaction' as const } }
  const started = run(check, { kind: 'start', ...v(check), attempt: wanted }, doctor)
  expect(runningAttempts(started)).toMatchObject([{ attempt: { id: 'attempt-reaction', number: 1 }, by: 'doctor' }])
  const reading = { kind: 'read' as const, attempt: 'attempt-reaction', reading: 'reading-r', digest, score }
  expect(decide(started, reading, booth, NOW)).toMatchObject([{ kind: 'read', finding: null }])
  const read = run(started, reading, booth)
  expect(read.stations.reaction).toMatchObject({ attempts: [{ state: 'read', reading: { score } }], measured: null, decision: null })
  expect(missingStations(read)).toEqual([])
  expect(outcomeOf(read, NOW)).toEqual(outcomeOf(check, NOW))
  expect(read.drawnUp).toBeNull()
})

test('a parked check goes on in another booth with all that was said, measured and decided, and at its old place in the queue', () => {
  const before = run(
    run(running(), { kind: 'read', attempt: 'attempt-height', reading: 'r', digest, score: heightScore }, booth),
    { kind: 'park', why: 'left', version: null },
    booth,
  )
  expect(before).toMatchObject({ phase: 'parked', lease: null, parked: { why: 'left' } })
  const { booth: _, version: __, phase: ___, parked: ____, resumedAt: _____, ...kept } = before
  const after = run(before, { kind: 'resume' }, otherBooth, later(600))
  expect(after).toMatchObject({ ...kept, phase: 'underway', parked: null, booth: { id: 'booth-2', site: { id: 's', name: '城西服务厅' } } })
  expect(after.queuedAt).toBe(NOW.toISOString())
  // The booth in which it began has no say any more.
  expect(decide(after, { kind: 'photo', file: digest }, booth, later(700))).toMatchObject({ refused: 'check-unknown' })
})

test('what runs when the driver goes is void, and a doctor’s draft falls', () => {
  expect(runningAttempts(run(running(), { kind: 'park', why: 'empty', version: null }, booth))).toEqual([])
  const draft = drawnUp()
  expect(run(draft, { kind: 'park', why: 'not-there', ...v(draft) }, doctor)).toMatchObject({ phase: 'parked', drawnUp: null, lease: null })
})

test('a doctor who releases an absent driver parks the check instead of putting the absent one first again', () => {
  const check = claimed()
  expect(run(check, { kind: 'release', ...v(check), absent: true }, doctor)).toMatchObject({
    phase: 'parked',
    parked: { why: 'not-there' },
  })
  expect(run(check, { kind: 'release', ...v(check), absent: false }, doctor)).toMatchObject({ phase: 'underway', lease: null })
})

test('another declaration stands beside the first and wipes nothing; the same said again changes nothing', () => {
  const epilepsy: Command = { kind: 'declare', has: true, diseases: [2], signature: digest, consent: true }
  const first = run(opened(), epilepsy, booth)
  const back = run(run(first, { kind: 'park', why: 'left', version: null }, booth), { kind: 'resume' }, booth, later(60))
  const changed = run(back, declareIt, booth, later(90))
  expect(changed).toMatchObject({ declaration: { has: false, diseases: [] }, declaredBefore: [{ has: true, diseases: [2] }] })
  expect(decide(changed, declareIt, booth, later(95))).toEqual([])
  // A report that was drawn up says what was declared then.
  expect(run(drawnUp(), epilepsy, booth).drawnUp).toBeNull()
})

test.each([
  ['never', [], 0, true],
  ['once, in a check before this one', [], 1, true],
  ['twice, in checks before this one', [], 2, false],
  ['once void here', ['void'], 1, true],
  ['twice void here', ['void', 'void'], 2, false],
  ['once void here and once before', ['void'], 2, false],
  ['six times', [], 6, false],
] as const)('a driver who has begun a station %s today may begin it alone: as the count says', (_, here, tried, may) => {
  let check = queued()
  for (const [index] of here.entries()) {
    check = run(check, { kind: 'start', version: null, attempt: attempt('height', `attempt-${index}`), tried: index }, booth)
    check = run(check, { kind: 'device-fault', device: 'height' }, booth)
  }
  const start: Command = { kind: 'start', version: null, attempt: attempt('height', 'attempt-new'), tried }
  const answer = decide(check, start, booth, NOW)
  expect(isRefusal(answer) ? answer.refused : 'allowed').toBe(may ? 'allowed' : 'doctor-needed')
  const claim = run(check, { kind: 'claim', ...v(check) }, doctor)
  expect(decide(claim, { ...start, version: claim.version }, doctor, NOW)).toMatchObject([{ kind: 'started', by: 'doctor' }])
})

test('signing another text than the one drawn up is refused', () => {
  const check = drawnUp()
  const conclude: Command = { kind: 'conclude', ...v(check), digest: 'e'.repeat(64), signedBy: 'passkey', outcome: outcomeOf(check, NOW) }
  expect(decide(check, conclude, doctor, NOW)).toMatchObject({ refused: 'digest-differs' })
})

test('a second doctor’s new report takes the place of the old, which is named', () => {
  const check = returned()
  const number = { number: 'RF20261125-000002', code: '2345678923456789', digest: 'e'.repeat(64), outcome: FIT }
  const drawn = run(check, { kind: 'supersede', ...v(check), ...number, decisions: [] }, second)
  const done = run(
    drawn,
    { kind: 'conclude', ...v(drawn), digest: number.digest, signedBy: 'passkey', outcome: outcomeOf(drawn, NOW) },
    second,
  )
  expect(done).toMatchObject({ phase: 'concluded', superseded: ['RF20261125-000001'], report: { number: 'RF20261125-000002' } })
})

test('a report whose paper is held may be replaced, by its own doctor too; one that is being made may not', () => {
  const drawn = run(
    complete(),
    { kind: 'draw-up', ...v(complete()), number: 'RF20261125-000001', code: 'ABCDEFGHJKLMNPQR', digest, before: null, outcome: FIT },
    doctor,
  )
  const made = run(drawn, { kind: 'conclude', ...v(drawn), digest, signedBy: 'passkey', outcome: outcomeOf(drawn, NOW) }, doctor)
  const next = { number: 'RF20261125-000002', code: '2345678923456789', digest: 'e'.repeat(64), decisions: [], outcome: FIT }
  expect(decide(made, { kind: 'supersede', ...v(made), ...next }, doctor, NOW)).toMatchObject({ refused: 'wrong-state' })
  const held = run(made, { kind: 'hold-paper', code: 'glyph-missing', detail: '姓名' }, system)
  const anew = run(held, { kind: 'supersede', ...v(held), ...next }, doctor)
  const done = run(anew, { kind: 'conclude', ...v(anew), digest: next.digest, signedBy: 'passkey', outcome: outcomeOf(anew, NOW) }, doctor)
  expect(done).toMatchObject({ phase: 'concluded', superseded: ['RF20261125-000001'], report: { number: next.number, held: null } })
})

test.each(MEASURED)(
  '%s decided without a reading is marked in the report, with the reason, and one doctor alone issues nothing',
  (station) => {
    const check = signed([station])
    expect(check).toMatchObject({ phase: 'signed', report: null, lease: null, signed: { because: [station], doctor: { id: 'doctor-1' } } })
    const { evidence } = sure(makeReport(found(claimed(), [station]), { ...FACTS, now: NOW }))
    expect(evidence.filter(({ basis }) => basis !== 'measured' && basis !== 'judged')).toEqual([
      { station, source: 'doctor', reading: null, digest: null, reason: '现场目测', basis: 'not-measured' },
    ])
  },
)

test('whether a check is recorded is what its driver said last, and a no always counts', () => {
  const answer = (check: Check, agreed: boolean) => run(check, { kind: 'answer-recording', agreed, words: '1' }, booth)
  expect(queued().recording).toBeUndefined()
  const agreed = answer(queued(), true)
  expect(agreed.recording).toMatchObject({ agreed: true, words: '1' })
  expect(decide(agreed, { kind: 'answer-recording', agreed: true, words: '1' }, booth, later(0))).toEqual([])
  expect(answer(agreed, false).recording?.agreed).toBe(false)
  expect(decide(agreed, { kind: 'answer-recording', agreed: false, words: '1' }, doctor, later(0))).toMatchObject({
    refused: 'not-allowed',
  })
})

test('a missing paper may come through the whole of its last day in China, and is forgotten with what becomes of the report', () => {
  const check = provisional()
  expect(check).toMatchObject({ phase: 'provisional', provision: { missing: ['photo'], until: '2026-11-25', by: expect.any(String) } })
  expect(decide(check, { kind: 'lapse-provision' }, system, new Date('2026-11-25T15:59:59.999Z'))).toEqual([])
  expect(lapsed()).toMatchObject({ phase: 'lapsed', provision: { until: '2026-11-25' } })
  for (const standing of [provisional(), lapsed()]) {
    expect(run(standing, { kind: 'accept', ...v(standing) }, counter).provision).toBeUndefined()
    expect(run(standing, { kind: 'return', ...v(standing), reason: '缺页' }, counter).provision).toBeUndefined()
    expect(run(standing, { kind: 'replace', number: 'RF20261125-000009' }, system).provision).toBeUndefined()
    expect(run(standing, { kind: 'withdraw', ...v(standing), reason: '不是本人' }, doctor).provision).toBeUndefined()
  }
})

test('a reading that left the finding open has measured nothing', () => {
  let check = running()
  const open: Score = { procedure: 'height', cm: null, roundsMm: [1720, 1650, 1690], nearLimit: false, outcome: 'rounds-differ' }
  check = run(check, { kind: 'read', attempt: 'attempt-height', reading: 'r', digest, score: open }, booth)
  check = run(check, { kind: 'decide', ...v(check), finding: good.height, reason: '目测' }, doctor)
  expect(basisOf(check, 'height')).toBe('not-measured')
})

test('against a measurement both findings stand in the report; the same finding again is still a measured one', () => {
  const measured = complete()
  const other = run(measured, { kind: 'decide', ...v(measured), finding: { station: 'height', cm: 180 }, reason: '发髻' }, doctor)
  const marked = sure(makeReport(other, { ...FACTS, now: NOW })).evidence.find(({ station }) => station === 'height')
  expect(marked).toMatchObject({ basis: 'against', measured: { cm: 172 }, reason: '发髻', reading: 'reading-height' })
  const same = run(measured, { kind: 'decide', ...v(measured), finding: good.height, reason: null }, doctor)
  expect(basisOf(same, 'height')).toBe('measured')
})

test('what was withdrawn stays so when the case answers later: its receipt is kept, and so is what it says of the withdrawal', () => {
  const late = run(withdrawnFrom(reported)(), { kind: 'receipt', receipt: 'R-9' }, system)
  expect(late).toMatchObject({ phase: 'withdrawn', delivery: { state: 'delivered', receipt: 'R-9' }, withdrawal: { told: null } })
  expect(run(late, { kind: 'withdrawal-refused', reason: '查无此证明' }, system)).toMatchObject({
    phase: 'withdrawn',
    withdrawal: { by: { name: '林知远' }, as: 'doctor', reason: '被检人不是本人', told: { receipt: null, reason: '查无此证明' } },
  })
})

test('what puts a typing fault right needs a second doctor whatever was measured, and may be drawn up by the one who signed before', () => {
  const check = accepted()
  const drawn = run(check, { kind: 'correct', ...v(check), ...ANOTHER, fields: ['name'] }, doctor)
  const done = run(drawn, { kind: 'conclude', ...v(drawn), digest, signedBy: 'passkey', outcome: FIT }, doctor)
  expect(done).toMatchObject({
    phase: 'signed',
    signed: { because: [], corrects: ['name'], from: 'accepted' },
    report: { number: 'RF20261125-000001' },
  })
  const back = run(done, { kind: 'decline', ...v(done), reason: '名字没有错', seated: false }, second)
  expect(back).toMatchObject({ phase: 'accepted', report: { number: 'RF20261125-000001' }, drawnUp: null })
})

test('a second doctor’s signature over the same digest issues the report; the first doctor’s own second one does not', () => {
  const check = signed()
  const same = { kind: 'countersign' as const, ...v(check), digest, signedBy: 'passkey' as const, registered: REGISTERED }
  expect(decide(check, same, doctor, NOW)).toMatchObject({ refused: 'second-doctor-needed' })
  expect(decide(check, { ...same, digest: 'e'.repeat(64) }, second, NOW)).toMatchObject({ refused: 'digest-differs' })
  expect(run(check, same, second, later(60))).toMatchObject({
    phase: 'concluded',
    signed: null,
    report: {
      number: 'RF20261125-000001',
      doctor: { id: 'doctor-1' },
      countersigned: { doctor: { id: 'doctor-2', name: '沈望舒' }, signedBy: 'passkey', at: later(60).toISOString() },
    },
  })
})

test('what lets somebody drive needs the second doctor, what bars or refers does not', () => {
  const weak: Record<Station, Finding> = { ...good, 'acuity-left': { station: 'acuity-left', reached: 4.9, glasses: true } }
  expect(signed(['acuity-left'], weak).signed?.outcome.kind).toBe('fit-with-conditions')
  const blind: Record<Station, Finding> = { ...good, colour: { station: 'colour', colour: 'red-green-blind' } }
  expect(signed(['colour'], blind)).toMatchObject({ phase: 'concluded', report: { outcome: { kind: 'unfit' } } })
  const sent: Record<Station, Finding> = { ...good, hearing: { station: 'hearing', refer: 'hospital', words: '复查听力' } }
  expect(signed(['hearing'], sent)).toMatchObject({ phase: 'concluded', report: { outcome: { kind: 'refer' }, countersigned: null } })
})

test('who declines gives the reason: a driver who still sits there can be measured, without one the check waits under the card', () => {
  const check = signed()
  const command = { kind: 'decline' as const, ...v(check), reason: '身高须补测' }
  const back = run(check, { ...command, seated: true }, second)
  expect(back).toMatchObject({ phase: 'underway', signed: null, drawnUp: null, report: null, queuedAt: NOW.toISOString() })
  expect(back.declined).toMatchObject([{ doctor: { name: '沈望舒' }, reason: '身高须补测' }])
  expect(run(check, { ...command, seated: false }, second)).toMatchObject({ phase: 'parked', parked: { why: 'left' }, drawnUp: null })
})

test('a report drawn up after midnight counts from the examination and names the day of the issue too', () => {
  const report = makeReport(complete(), { ...FACTS, now: new Date('2026-11-25T16:30:00.000Z') })
  expect(report).toMatchObject({ examinedOn: '2026-11-25', validUntil: '2027-05-25', outcome: { kind: 'fit' }, supersedes: null })
  expect(report).toMatchObject({ issued: { on: '2026-11-26', until: '2027-05-26' } })
})

test('ten thousand random commands never break the state: versions have no gap and a finished check stays as it is', () => {
  let seed = 20261125
  const chance = () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 2 ** 32
  }
  let check: Check | null = null
  let at = NOW
  for (let step = 0; step < 10_000; step++) {
    at = new Date(at.getTime() + Math.floor(chance() * 20_000))
    const commands = commandsFor(check)
    const command = commands[Math.floor(chance() * commands.length)]
    const actor = actors[Math.floor(chance() * actors.length)]
    if (!command || !actor) continue
    const before: Check | null = check
    const events = decide(check, command, actor, at)
    if (isRefusal(events)) continue
    check = record(check, events, at)
    const now = must(check)
    expect(now.version).toBe((before?.version ?? 0) + events.length)
    expect(runningAttempts(now).length).toBeLessThanOrEqual(1)
    if (now.report && before?.report?.number === now.report.number) expect(now.report.digest).toBe(before.report.digest)
    if (now.phase === 'underway' && now.declaration) expect(missingStations(now).length).toBeLessThanOrEqual(STATIONS.length)
    if (now.phase === 'abandoned' || now.phase === 'accepted') check = chance() < 0.2 ? null : check
  }
})
