import { describe, expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { type Score } from '#protocol/measurement.ts'
import { STATIONS, type Finding, type Station } from '#protocol/station.ts'
import { apply, runningAttempts } from './apply.ts'
import { decide, missingStations } from './decide.ts'
import type { Actor, Check, Command, Event, Recorded } from './events.ts'
import { makeReport, outcomeOf } from './report.ts'
import { TABLE } from './table.ts'

const booth: Actor = { kind: 'booth', id: 'booth-1', name: '一号体检亭', hall: '示范服务厅' }
const doctor: Actor = { kind: 'doctor', id: 'doctor-1', name: '林知远' }
const second: Actor = { kind: 'doctor', id: 'doctor-2', name: '沈望舒' }
const counter: Actor = { kind: 'counter', id: 'counter-1', name: '顾青禾' }
const system: Actor = { kind: 'system' }
const actors = [booth, doctor, second, counter, system]

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

const record = (check: Check | null, events: readonly Event[], at: Date, command: string | null = null): Check | null => {
  let state = check
  for (const event of events) {
    const recorded: Recorded = {
      check: 'check-1',
      sequence: (state?.version ?? 0) + 1,
      at: at.toISOString(),
      actor: 'system',
      command,
      event,
    }
    state = apply(state, recorded)
  }
  return state
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

const v = (check: Check) => ({ version: check.version })
const open: Command = {
  kind: 'open',
  applicant: 'applicant-1',
  birth: '1980-06-01',
  classes: ['C1'],
  case: 'G2026-1',
  business: 'G',
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
const complete = () => {
  let check = claimed()
  for (const station of STATIONS) check = run(check, { kind: 'decide', ...v(check), finding: good[station], reason: '现场目测' }, doctor)
  return check
}
const drawnUp = () => {
  const check = complete()
  return run(check, { kind: 'draw-up', ...v(check), number: 'RF20261125-000001', code: 'ABCDEFGHJKLMNPQR', digest }, doctor)
}
const concluded = () => {
  const check = drawnUp()
  return run(check, { kind: 'conclude', ...v(check), digest, signedBy: 'passkey', outcome: outcomeOf(check, NOW) }, doctor)
}
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
const abandoned = () => run(opened(), { kind: 'abandon', why: 'driver' }, booth)

const states: Record<string, () => Check | null> = {
  none: () => null,
  opened,
  declared,
  queued,
  claimed,
  running,
  complete,
  drawnUp,
  concluded,
  reported,
  handedOver,
  refused,
  accepted,
  returned,
  abandoned,
}

const commandsFor = (check: Check | null): Command[] => {
  const version = check?.version ?? 0
  const number = { number: 'RF20261125-000002', code: '2345678923456789', digest }
  return [
    open,
    declareIt,
    { kind: 'photo', file: digest },
    { kind: 'claim', version },
    { kind: 'renew' },
    { kind: 'release', version },
    { kind: 'lapse' },
    { kind: 'start', version, attempt: attempt('height', 'attempt-2') },
    { kind: 'read', attempt: 'attempt-height', reading: 'reading-1', digest, score: heightScore },
    { kind: 'device-fault', device: 'height' },
    { kind: 'decide', version, finding: good.trunk, reason: null },
    { kind: 'note', version, text: '请坐正' },
    { kind: 'draw-up', version, ...number },
    {
      kind: 'conclude',
      version,
      digest,
      signedBy: 'passkey',
      outcome: {
        kind: 'fit',
        classes: ['C1'],
        conditions: [],
        reasons: [{ code: 'meets-all', station: null, classes: ['C1'], found: null, asked: null }],
        rules: '172-2025-01-01',
      },
    },
    { kind: 'hold-paper', code: 'glyph-missing', detail: '姓名' },
    { kind: 'sealed', pdf: digest, fonts: {} },
    { kind: 'receipt', receipt: 'R-1' },
    { kind: 'case-refused', reason: '照片不清' },
    { kind: 'accept', version },
    { kind: 'return', version, reason: '缺页' },
    { kind: 'resend', version },
    { kind: 'supersede', version, ...number },
    { kind: 'abandon', why: 'driver' },
  ]
}

// The table of the design, written out by hand once more: which command may change which state, and by whom.
const ALLOWED: Record<string, Partial<Record<Command['kind'], Actor[]>>> = {
  none: { open: [booth] },
  opened: { declare: [booth], abandon: [booth, system] },
  declared: { photo: [booth], lapse: [system], 'device-fault': [booth], abandon: [booth, system] },
  queued: { photo: [booth], claim: [doctor, second], lapse: [system], start: [booth], 'device-fault': [booth], abandon: [booth, system] },
  claimed: {
    photo: [booth],
    claim: [doctor],
    renew: [doctor],
    release: [doctor],
    lapse: [system],
    start: [booth, doctor],
    'device-fault': [booth],
    decide: [doctor],
    note: [doctor],
    abandon: [booth, system],
  },
  concluded: { 'hold-paper': [system], sealed: [system] },
  reported: { receipt: [system], 'case-refused': [system] },
  handedOver: { accept: [counter], return: [counter], supersede: [second] },
  refused: { resend: [counter], supersede: [second] },
  accepted: { supersede: [second] },
  returned: { resend: [counter], supersede: [second] },
  abandoned: {},
}
ALLOWED.running = { ...ALLOWED.claimed, start: [doctor], read: [booth] }
ALLOWED.complete = { ...ALLOWED.claimed, 'draw-up': [doctor] }
ALLOWED.drawnUp = { ...ALLOWED.complete, conclude: [doctor] }

describe('every state meets every command by every actor', () => {
  for (const [name, make] of Object.entries(states)) {
    test(`${name} allows what the table says and refuses all else with a code`, () => {
      const check = make()
      for (const command of commandsFor(check))
        for (const actor of actors) {
          const answer = decide(check, command, actor, later(1))
          const may = ALLOWED[name]?.[command.kind]?.includes(actor) ?? false
          expect(isRefusal(answer) ? answer.refused : 'allowed', `${name}: ${command.kind} by ${actor.kind}`).toEqual(
            may ? 'allowed' : expect.not.stringMatching(/^allowed$/),
          )
        }
    })
  }
  test('the table has a row for each command', () => {
    expect(new Set(commandsFor(null).map(({ kind }) => kind))).toEqual(new Set(Object.keys(TABLE)))
  })
})

test('the first of two doctors gets the driver, the other is told who has them', () => {
  const check = queued()
  const first = run(check, { kind: 'claim', ...v(check) }, doctor)
  expect(decide(first, { kind: 'claim', ...v(first) }, second, later(5))).toEqual({
    refused: 'claimed-by-other',
    fields: { doctor: '林知远' },
  })
})

test('a lease that ran out gives way to the next doctor, and the driver keeps the old place in the queue', () => {
  const check = claimed()
  const taken = run(check, { kind: 'claim', ...v(check) }, second, later(60))
  expect(taken.lease?.doctor.id).toBe('doctor-2')
  expect(taken.queuedAt).toBe(NOW.toISOString())
  expect(run(claimed(), { kind: 'lapse' }, system, later(60)).lease).toBeNull()
  expect(decide(claimed(), { kind: 'lapse' }, system, later(30))).toEqual([])
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
  const number = { number: 'RF20261125-000001', code: 'ABCDEFGHJKLMNPQR', digest }
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

test('signing another text than the one drawn up is refused', () => {
  const check = drawnUp()
  const conclude: Command = { kind: 'conclude', ...v(check), digest: 'e'.repeat(64), signedBy: 'passkey', outcome: outcomeOf(check, NOW) }
  expect(decide(check, conclude, doctor, NOW)).toMatchObject({ refused: 'digest-differs' })
})

test('a second doctor’s new report takes the place of the old, which is named', () => {
  const check = returned()
  const number = { number: 'RF20261125-000002', code: '2345678923456789', digest: 'e'.repeat(64) }
  const drawn = run(check, { kind: 'supersede', ...v(check), ...number }, second)
  const done = run(
    drawn,
    { kind: 'conclude', ...v(drawn), digest: number.digest, signedBy: 'passkey', outcome: outcomeOf(drawn, NOW) },
    second,
  )
  expect(done).toMatchObject({ phase: 'concluded', superseded: ['RF20261125-000001'], report: { number: 'RF20261125-000002' } })
})

test('a report drawn up after midnight counts from the examination and names the day of the issue too', () => {
  const personal = {
    document: 'resident-identity-card' as const,
    name: '张三',
    sex: 'male',
    birth: '1980-06-01',
    number: '11010519491231002X',
    address: '示范路1号',
    nationality: '中国',
    phone: null,
    file: null,
  } as const
  const facts = {
    personal,
    doctor: { id: 'doctor-1', name: '林知远', signature: digest },
    institution: '示范医院',
    number: 'RF20261125-000001',
    code: 'ABCDEFGHJKLMNPQR',
    remark: null,
  }
  const report = makeReport(complete(), { ...facts, now: new Date('2026-11-25T16:30:00.000Z') })
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
