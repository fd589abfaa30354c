import { decides } from '#protocol/measurement.ts'
import { type AnyStation, EVERY_STATION, eachStation } from '#protocol/stations.ts'
import { type Actor, actedBy } from './actors.ts'
import type { AttemptState, Check, StationState } from './check.ts'
import { consultationAnswered, consulted, escalated, escalationEnded, joined, takenOver, withNobodyAsked } from './escalation.ts'
import { type Decision, type Event, FORMAT, type Recorded } from './events.ts'

const emptyStations = () => eachStation((): StationState => ({ attempts: [], measured: null, decision: null }))

const opened = ({ kind: _, ...opening }: Extract<Event, { kind: 'opened' }>, check: string, at: string): Check => ({
  ...opening,
  format: FORMAT,
  id: check,
  version: 0,
  phase: 'opened',
  openedAt: at,
  declaration: null,
  declaredBefore: [],
  parked: null,
  resumedAt: null,
  photo: null,
  queuedAt: null,
  lease: null,
  stations: emptyStations(),
  notes: [],
  faults: [],
  drawnUp: null,
  signed: null,
  declined: [],
  reserved: null,
  report: null,
  superseded: [],
  delivery: null,
  counter: null,
  commands: [],
})

const withStation = (check: Check, station: AnyStation, change: (state: StationState) => StationState): Check => ({
  ...check,
  stations: { ...check.stations, [station]: change(check.stations[station]) },
})

const everyAttempt = (check: Check, change: (attempt: AttemptState) => AttemptState): Check => {
  let next = check
  for (const station of EVERY_STATION) next = withStation(next, station, (state) => ({ ...state, attempts: state.attempts.map(change) }))
  return next
}

const voidRunning = (check: Check): Check =>
  everyAttempt(check, (attempt) => (attempt.state === 'running' ? { ...attempt, state: 'void' } : attempt))

/** A reading is a newer word than an earlier decision on the same station, so that falls; a drawn-up report falls with anything new. */
const read = (check: Check, event: Extract<Event, { kind: 'read' }>): Check => {
  const attempt = runningAttempts(check).find((one) => one.attempt.id === event.attempt)
  if (!attempt) return check
  const { reading, digest, score, finding } = event
  return withStation({ ...check, drawnUp: null }, attempt.attempt.station, (state) => ({
    attempts: state.attempts.map((one) =>
      one.attempt.id === event.attempt ? { ...one, state: 'read', reading: { id: reading, digest, score } } : one,
    ),
    ...(decides(attempt.attempt.setup)
      ? { measured: { finding, reading, digest }, decision: null }
      : { measured: state.measured, decision: state.decision }),
  }))
}

const started = (check: Check, event: Extract<Event, { kind: 'started' }>, at: string): Check =>
  withStation({ ...voidRunning(check), drawnUp: null }, event.attempt.station, (state) => ({
    ...state,
    attempts: [
      ...state.attempts,
      { attempt: event.attempt, by: event.by, startedAt: at, ...(event.begun && { begun: event.begun }), state: 'running', reading: null },
    ],
  }))

/** A check with what a doctor decides of it; each goes before what was measured or decided. */
export const withDecisions = (check: Check, decisions: readonly Decision[], at: string): Check =>
  decisions.reduce(
    (state, decision) => withStation(state, decision.finding.station, (one) => ({ ...one, decision: { ...decision, at } })),
    check,
  )

const concluded = (check: Check, event: Extract<Event, { kind: 'concluded' }>, at: string): Check => {
  const { number, code, digest, signedBy, doctor, outcome } = event
  const decisions = check.signed?.decisions ?? check.drawnUp?.decisions ?? []
  return {
    ...withNobodyAsked(withDecisions(without(voidRunning(check)), decisions, at), at),
    phase: 'concluded',
    lease: null,
    drawnUp: null,
    signed: null,
    superseded: check.report ? [...check.superseded, check.report.number] : check.superseded,
    report: {
      number,
      code,
      digest,
      signedBy,
      doctor,
      outcome,
      concludedAt: at,
      countersigned: check.signed?.second ?? null,
      held: null,
      pdf: null,
    },
    delivery: null,
    counter: null,
  }
}

/** A check whose report is accepted provisionally no more. */
const without = ({ provision: _, ...check }: Check): Check => check

/** A check whose driver is kept for nobody. */
const unkept = ({ kept: _, ...check }: Check): Check => check

/** Attempts that still wait for their reading: at most one. */
export const runningAttempts = (check: Check): AttemptState[] =>
  EVERY_STATION.flatMap((station) => check.stations[station].attempts.filter((attempt) => attempt.state === 'running'))

const unlessWithdrawn = (check: Check, phase: Check['phase']): Check['phase'] => (check.withdrawal ? check.phase : phase)

const toldOfWithdrawal = (check: Check, told: NonNullable<Check['withdrawal']>['told']): Check =>
  check.withdrawal ? { ...check, withdrawal: { ...check.withdrawal, told } } : check

const next = (check: Check, event: Exclude<Event, { kind: 'opened' }>, at: string): Check => {
  switch (event.kind) {
    case 'declared':
      return {
        ...check,
        phase: 'underway',
        declaration: event.declaration,
        declaredBefore: check.declaration ? [...check.declaredBefore, check.declaration] : check.declaredBefore,
        drawnUp: null,
      }
    case 'photographed':
      return {
        ...check,
        photo: { file: event.file, at },
        queuedAt: check.queuedAt ?? at,
        ...(event.precedence && { precedence: event.precedence }),
        drawnUp: null,
      }
    case 'recording-answered':
      return { ...check, recording: { agreed: event.agreed, words: event.words, at } }
    case 'claimed':
      // What one doctor drew up another doesn't sign; whoever comes back finds it as it was.
      return {
        ...unkept(check),
        lease: { doctor: event.doctor, until: at },
        drawnUp: check.drawnUp?.doctor === event.doctor.id ? check.drawnUp : null,
      }
    case 'released':
      return { ...check, lease: null, drawnUp: null }
    case 'lease-lapsed':
      // A line broke: nobody has decided anything.
      return { ...check, lease: null }
    case 'escalated':
      return escalated(check, event, at)
    case 'joined':
      return joined(check, event, at)
    case 'taken-over':
      return takenOver(check, event, at)
    case 'escalation-ended':
      return escalationEnded(check, event, at)
    case 'consulted':
      return consulted(check, event, at)
    case 'consultation-answered':
      return consultationAnswered(check, event, at)
    case 'keeping-ended':
      return unkept(check)
    case 'kept':
      // Whoever comes back finds the draft as it was.
      return { ...check, lease: null, kept: { doctor: event.doctor, until: event.until } }
    case 'started':
      return started(check, event, at)
    case 'read':
      return read(check, event)
    case 'device-failed': {
      const failed = everyAttempt(check, (one) =>
        one.attempt.id === event.attempt && one.state === 'running' ? { ...one, state: 'void' } : one,
      )
      return { ...failed, faults: [...check.faults, { device: event.device, at }] }
    }
    case 'set-aside':
      return everyAttempt(check, (one) =>
        one.attempt.id === event.attempt ? { ...one, aside: event.refusal, ...(one.state === 'running' && { state: 'void' }) } : one,
      )
    case 'decided': {
      const { doctor, finding, reason, measured } = event
      return withStation({ ...check, drawnUp: null }, finding.station, (state) => ({
        ...state,
        decision: { doctor, finding, reason, measured, at },
      }))
    }
    case 'pictured': {
      const { doctor, station, camera, file } = event
      return { ...check, drawnUp: null, taken: [...(check.taken ?? []), { doctor, station, camera, file, at }] }
    }
    case 'noted':
      return { ...check, notes: [...check.notes, { doctor: event.doctor, text: event.text, at }] }
    case 'drawn-up': {
      const { number, code, digest, doctor, decisions = [], corrects } = event
      return {
        ...check,
        drawnUp: { number, code, digest, doctor, at, decisions, ...(corrects && { corrects }) },
        reserved: { number, code },
      }
    }
    case 'signed': {
      const { kind: _, ...signed } = event
      return {
        ...withNobodyAsked(voidRunning(check), at),
        phase: 'signed',
        lease: null,
        drawnUp: null,
        signed: { ...signed, at, from: check.phase, decisions: check.drawnUp?.decisions ?? [], second: null },
      }
    }
    case 'countersigned': {
      const { doctor, signedBy, registered } = event
      const second = { doctor, signedBy, at, ...(registered && { registered }) }
      return { ...check, signed: check.signed && { ...check.signed, second } }
    }
    case 'declined': {
      const { doctor, reason } = event
      return { ...check, phase: check.signed?.from ?? check.phase, signed: null, declined: [...check.declined, { doctor, reason, at }] }
    }
    case 'concluded':
      return concluded(check, event, at)
    case 'paper-held': {
      const { kind: _, ...held } = event
      return { ...check, report: check.report && { ...check.report, held } }
    }
    case 'sealed':
      return {
        ...check,
        phase: 'reported',
        report: check.report && { ...check.report, held: null, pdf: event.pdf, ...(event.sm2 && { sm2: event.sm2 }) },
        delivery: { state: 'waiting', receipt: null, reason: null },
      }
    case 'delivered':
      // The answer may come after the report was withdrawn: the case has it then, and is told.
      return {
        ...check,
        phase: unlessWithdrawn(check, 'handed-over'),
        delivery: { state: 'delivered', receipt: event.receipt, reason: null },
      }
    case 'delivery-refused':
      return { ...check, phase: unlessWithdrawn(check, 'refused'), delivery: { state: 'refused', receipt: null, reason: event.reason } }
    case 'replaced':
      return {
        ...without(check),
        phase: 'superseded',
        drawnUp: null,
        signed: null,
        superseded: check.report ? [...check.superseded, check.report.number] : check.superseded,
      }
    case 'accepted':
      return { ...without(check), phase: 'accepted', counter: { state: 'accepted', by: event.by.name, reason: null, at } }
    case 'returned':
      return { ...without(check), phase: 'returned', counter: { state: 'returned', by: event.by.name, reason: event.reason, at } }
    case 'provisional': {
      const { missing, note, until, by } = event
      return { ...check, phase: 'provisional', provision: { missing, note, until, by: by.name, at } }
    }
    case 'provision-lapsed':
      return { ...check, phase: 'lapsed' }
    case 'resent':
      return { ...check, phase: 'reported', counter: null, delivery: { state: 'waiting', receipt: null, reason: null } }
    case 'withdrawn': {
      const { by, as, reason } = event
      return { ...without(check), phase: 'withdrawn', drawnUp: null, signed: null, withdrawal: { by, as, reason, at, told: null } }
    }
    case 'withdrawal-delivered':
      return toldOfWithdrawal(check, { receipt: event.receipt, reason: null })
    case 'withdrawal-refused':
      return toldOfWithdrawal(check, { receipt: null, reason: event.reason })
    case 'hurried':
    // Which paper holds what was added is a matter of its row: the sealed one stays what was handed over.
    case 'renewed':
    case 'call-broken':
      return check
    case 'abandoned':
      return {
        ...withNobodyAsked(voidRunning(unkept(check)), at),
        phase: 'abandoned',
        lease: null,
        drawnUp: null,
        signed: null,
        parked: null,
      }
    case 'parked':
      return {
        ...withNobodyAsked(voidRunning(unkept(check)), at),
        phase: 'parked',
        lease: null,
        drawnUp: null,
        parked: { why: event.why, at },
      }
    case 'resumed':
      return { ...check, phase: 'underway', booth: event.booth, parked: null, resumedAt: at }
  }
}

/** How many command ids a check remembers: a repeat comes within seconds, not after so many others. */
const REMEMBERED = 200

/** One event makes the next state. Throws when events don't follow each other: that would be a bug in the store. */
export const apply = (check: Check | null, recorded: Recorded): Check => {
  const { event, at, sequence, command } = recorded
  if (sequence !== (check?.version ?? 0) + 1) throw new Error(`event ${sequence} cannot follow ${check?.version ?? 0}`)
  const base = event.kind === 'opened' ? opened(event, recorded.check, at) : check
  if (!base) throw new Error('the first event of a check must be its opening')
  const { stands: _, ...state } = event.kind === 'opened' ? base : next(base, event, at)
  return {
    ...state,
    ...(event.kind === 'call-broken' && { stands: base.stands ?? base.version }),
    version: sequence,
    commands: command === null || state.commands.includes(command) ? state.commands : [...state.commands, command].slice(-REMEMBERED),
  }
}

/** Events in their places behind a check, with the state that they make. */
export const recordedAfter = (
  check: Check | null,
  events: readonly Event[],
  { id, at, actor, command }: { id: string; at: string; actor: Actor; command: string | null },
): { recorded: Recorded[]; state: Check | null } => {
  const before = check?.version ?? 0
  const all = events.map(
    (event, index): Recorded => ({ format: FORMAT, check: id, sequence: before + index + 1, at, actor: actedBy(actor), command, event }),
  )
  return { recorded: all, state: all.reduce<Check | null>(apply, check) }
}
