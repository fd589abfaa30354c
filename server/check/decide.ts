import { needsOf } from '#protocol/stations.ts'
import { canonical } from '#protocol/canonical.ts'
import { isRefusal, refuse, type Refusal } from '#protocol/refusal.ts'
import type { Outcome } from '#protocol/report.ts'
import type { DeviceKind } from '#protocol/device.ts'
import { decides } from '#protocol/measurement.ts'
import { EVERY_STATION, type AnyStation } from '#protocol/stations.ts'
import { STATIONS, type Finding, type Station } from '#protocol/station.ts'
import { runningAttempts, withDecisions } from './apply.ts'
import { toCountersign } from './basis.ts'
import { untestedBetterEye } from './better-eye.ts'
import { triesCorrection } from './correction.ts'
import type { Actor, Check, Command, Decision, Event, Replaced } from './events.ts'
import { findingOf, MEASURED } from '#measure/index.ts'
import { TABLE } from './table.ts'

type Is<K extends Command['kind']> = Extract<Command, { kind: K }>

/** The finding that stands for a station: the doctor's, else the newest measurement's; null when there is none yet. */
export const standingFinding = (check: Check, station: Station): Finding | null =>
  check.stations[station].decision?.finding ?? check.stations[station].measured?.finding ?? null

/** Stations of the form that still have no finding, or one that doesn't say enough: of an eye that must be tested at 5.0 now. */
export const missingStations = (check: Check): Station[] => {
  const untested = untestedBetterEye(check)
  return STATIONS.filter((station) => standingFinding(check, station) === null || station === untested)
}

/** Does this station stop when that device fails? Answers can be given by touch, so a lost keypad stops nothing. */
export const needsDevice = (station: AnyStation, device: DeviceKind): boolean => device === 'computer' || needsOf(station).includes(device)

const claim = (check: Check, actor: Actor, now: Date): Event[] | Refusal => {
  if (actor.kind !== 'doctor') return refuse('not-allowed')
  if (!check.queuedAt) return refuse('photo-missing')
  const { lease } = check
  if (lease?.doctor.id === actor.id) return []
  if (lease && Date.parse(lease.until) > now.getTime()) return refuse('claimed-by-other', { doctor: lease.doctor.name })
  const lapsed: Event[] = lease ? [{ kind: 'lease-lapsed', doctor: lease.doctor.id }] : []
  return [...lapsed, { kind: 'claimed', doctor: { id: actor.id, name: actor.name } }]
}

/** How often a station may be begun on a day without a doctor, whatever came of it: voids and faults count, too. */
const ALONE_TRIES = 2

const start = (check: Check, { attempt, tried = 0, begun }: Is<'start'>, actor: Actor): Event[] | Refusal => {
  if (!check.queuedAt) return refuse('photo-missing')
  const [running] = runningAttempts(check)
  // A driver waits for the running station; a doctor may break it off.
  if (running && actor.kind === 'booth') return refuse('station-running', { station: running.attempt.station })
  const { attempts } = check.stations[attempt.station]
  if (actor.kind === 'booth' && Math.max(tried, attempts.length) >= ALONE_TRIES)
    return refuse('doctor-needed', { station: attempt.station })
  // One more try gives one more chance to pass by luck: it is a doctor's to give. What asks something else is no such try.
  const asksMore = untestedBetterEye(check) === attempt.station || triesCorrection(check, attempt.station, attempt.setup)
  if (actor.kind === 'booth' && !asksMore && attempts.some(({ state }) => state === 'read'))
    return refuse('doctor-needed', { station: attempt.station })
  const number = attempts.length + 1
  const by = actor.kind === 'doctor' ? 'doctor' : 'booth'
  return [{ kind: 'started', attempt: { ...attempt, check: check.id, number }, by, ...(begun && { begun }) }]
}

const read = (check: Check, { attempt, reading, digest, score }: Is<'read'>): Event[] | Refusal => {
  const known = EVERY_STATION.flatMap((station) => check.stations[station].attempts).find((one) => one.attempt.id === attempt)
  if (!known) return refuse('attempt-unknown')
  if (known.state !== 'running') return refuse('attempt-closed')
  const finding = decides(known.attempt.setup) ? findingOf(known.attempt.station, score) : null
  return [{ kind: 'read', attempt, reading, digest, score, finding }]
}

const deviceFault = (check: Check, { device }: Is<'device-fault'>): Event[] => {
  const [running] = runningAttempts(check)
  const stops = running && needsDevice(running.attempt.station, device)
  return [{ kind: 'device-failed', device, attempt: stops ? running.attempt.id : null }]
}

const decisionOf = (check: Check, { finding, reason }: { finding: Finding; reason: string | null }, actor: Actor): Decision | Refusal => {
  if (actor.kind !== 'doctor') return refuse('not-allowed')
  const measured = check.stations[finding.station].measured?.finding ?? null
  const overrides = MEASURED.includes(finding.station) && (measured === null || canonical(measured) !== canonical(finding))
  if (overrides && !('refer' in finding) && reason === null) return refuse('reason-missing', { station: finding.station })
  return { doctor: { id: actor.id, name: actor.name }, finding, reason, measured }
}

const decideStation = (check: Check, wanted: Is<'decide'>, actor: Actor): Event[] | Refusal => {
  const decision = decisionOf(check, wanted, actor)
  return isRefusal(decision) ? decision : [{ kind: 'decided', ...decision }]
}

/** Do two reports tell the driver and the counter the same? */
const sameConclusion = (one: Outcome, other: Outcome): boolean => {
  const told = ({ kind, classes, conditions }: Outcome) => canonical([kind, classes.toSorted(), conditions.toSorted()])
  return told(one) === told(other)
}

/** Nobody turns their own report into another conclusion: that takes another doctor. */
const refusesReplacing = (before: Replaced | null, outcome: Outcome, { id }: { id: string }): Refusal | null =>
  before?.doctor === id && !sameConclusion(before.outcome, outcome) ? refuse('same-doctor') : null

const drawUp = (check: Check, { number, code, digest, before, outcome }: Is<'draw-up'>, actor: Actor): Event[] | Refusal => {
  const missing = missingStations(check)
  if (missing.length > 0) return refuse('missing', { stations: missing })
  if (actor.kind !== 'doctor') return refuse('not-allowed')
  return refusesReplacing(before, outcome, actor) ?? [{ kind: 'drawn-up', number, code, digest, doctor: actor.id }]
}

/** What a doctor decides for a report that is to replace this check's, or why that can't be decided so. */
export const decisionsFor = (check: Check, wanted: Is<'supersede'>['decisions'], actor: Actor): Decision[] | Refusal => {
  const decisions: Decision[] = []
  for (const one of wanted) {
    const decision = decisionOf(check, one, actor)
    if (isRefusal(decision)) return decision
    decisions.push(decision)
  }
  return decisions
}

const supersede = (check: Check, command: Is<'supersede'>, actor: Actor): Event[] | Refusal => {
  if (actor.kind !== 'doctor') return refuse('not-allowed')
  const { report } = check
  if (!report || (check.phase === 'concluded' && !report.held)) return refuse('wrong-state', { phase: check.phase })
  const decisions = decisionsFor(check, command.decisions, actor)
  if (isRefusal(decisions)) return decisions
  const { number, code, digest, outcome } = command
  const own = { number: report.number, doctor: report.doctor.id, outcome: report.outcome }
  return refusesReplacing(own, outcome, actor) ?? [{ kind: 'drawn-up', number, code, digest, doctor: actor.id, decisions }]
}

const conclude = (check: Check, { digest, signedBy, publicKey, outcome }: Is<'conclude'>, actor: Actor): Event[] | Refusal => {
  if (actor.kind !== 'doctor') return refuse('not-allowed')
  const { drawnUp } = check
  if (check.phase === 'underway' && check.lease?.doctor.id !== actor.id) return refuse('not-your-check')
  if (!drawnUp) return refuse('not-drawn-up')
  if (drawnUp.doctor !== actor.id) return refuse('not-your-check')
  if (drawnUp.digest !== digest) return refuse('digest-differs')
  const doctor = { id: actor.id, name: actor.name }
  const by = { doctor, signedBy, ...(publicKey === undefined ? {} : { publicKey }) }
  const signed = { number: drawnUp.number, code: drawnUp.code, digest, ...by, outcome }
  const because = toCountersign(withDecisions(check, drawnUp.decisions ?? [], drawnUp.at), outcome)
  return because.length > 0 ? [{ kind: 'signed', ...signed, because }] : [{ kind: 'concluded', ...signed }]
}

const countersign = ({ signed }: Check, { digest, signedBy, publicKey: own }: Is<'countersign'>, actor: Actor): Event[] | Refusal => {
  if (actor.kind !== 'doctor') return refuse('not-allowed')
  if (!signed) return refuse('not-drawn-up')
  if (signed.doctor.id === actor.id) return refuse('second-doctor-needed')
  if (signed.digest !== digest) return refuse('digest-differs')
  const { number, code, doctor, outcome, publicKey } = signed
  return [
    {
      kind: 'countersigned',
      digest,
      doctor: { id: actor.id, name: actor.name },
      signedBy,
      ...(own === undefined ? {} : { publicKey: own }),
    },
    {
      kind: 'concluded',
      number,
      code,
      digest,
      doctor,
      signedBy: signed.signedBy,
      ...(publicKey === undefined ? {} : { publicKey }),
      outcome,
    },
  ]
}

/** Measured again it can be only while the driver sits there: else the check waits under its card. */
const decline = ({ signed }: Check, { reason, seated }: Is<'decline'>, actor: Actor): Event[] | Refusal => {
  if (actor.kind !== 'doctor') return refuse('not-allowed')
  const declined: Event = { kind: 'declined', doctor: { id: actor.id, name: actor.name }, reason }
  return signed?.from === 'underway' && !seated ? [declined, { kind: 'parked', why: 'left', doctor: actor.id }] : [declined]
}

const lapse = (check: Check, now: Date): Event[] =>
  check.lease && Date.parse(check.lease.until) <= now.getTime() ? [{ kind: 'lease-lapsed', doctor: check.lease.doctor.id }] : []

/** The same said again changes nothing; something else stands beside what was said before. */
const declare = (check: Check, { has, diseases, signature, consent }: Is<'declare'>, now: Date): Event[] | Refusal => {
  if (!consent || has !== diseases.length > 0) return refuse('declaration-incomplete')
  if (check.declaration && canonical(check.declaration.diseases) === canonical(diseases)) return []
  return [{ kind: 'declared', declaration: { has, diseases, signature, at: now.toISOString() } }]
}

const release = (actor: Actor, absent: boolean): Event[] | Refusal => {
  if (actor.kind !== 'doctor') return refuse('not-allowed')
  return [absent ? { kind: 'parked', why: 'not-there', doctor: actor.id } : { kind: 'released', doctor: actor.id }]
}

const resume = (actor: Actor): Event[] | Refusal =>
  actor.kind === 'booth' ? [{ kind: 'resumed', booth: { id: actor.id, name: actor.name, hall: actor.hall } }] : refuse('not-allowed')

const abandon = (check: Check, { why }: Is<'abandon'>, actor: Actor): Event[] | Refusal =>
  actor.kind === 'booth' && check.phase !== 'opened' ? refuse('wrong-state', { phase: check.phase }) : [{ kind: 'abandoned', why }]

/** A phase, an actor or a version that doesn't fit is refused before anything else is looked at. */
const guard = (check: Check | null, command: Command, actor: Actor): Refusal | null => {
  const move = TABLE[command.kind]
  if (!move.by.includes(actor.kind)) return refuse('not-allowed')
  // Whose it isn't doesn't even hear how it stands.
  if (check && actor.kind === 'booth' && actor.id !== check.booth.id && command.kind !== 'resume') return refuse('check-unknown')
  const phase = check?.phase ?? 'none'
  if (!move.from.includes(phase)) return check ? refuse('wrong-state', { phase }) : refuse('check-unknown')
  if (!check) return null
  if (move.holder && actor.kind === 'doctor' && check.lease?.doctor.id !== actor.id)
    return check.lease ? refuse('claimed-by-other', { doctor: check.lease.doctor.name }) : refuse('not-your-check')
  // A claim stands whatever the driver did in the meantime: whoever is late hears who has the check.
  const stands = command.kind === 'claim'
  if (!stands && 'version' in command && command.version !== null && command.version !== check.version)
    return refuse('stale', { version: check.version })
  return null
}

const decided = (
  check: Check,
  command: Exclude<Command, { kind: 'open' }>,
  actor: Actor,
  { now, steady }: { now: Date; steady: Date },
): Event[] | Refusal => {
  const by = actor.kind === 'counter' ? { id: actor.id, name: actor.name } : { id: '', name: '' }
  switch (command.kind) {
    case 'declare':
      return declare(check, command, now)
    case 'photo':
      return [{ kind: 'photographed', file: command.file }]
    case 'claim':
      return claim(check, actor, steady)
    case 'renew':
      return []
    case 'release':
      return release(actor, command.absent ?? false)
    case 'lapse':
      return lapse(check, steady)
    case 'start':
      return start(check, command, actor)
    case 'read':
      return read(check, command)
    case 'device-fault':
      return deviceFault(check, command)
    case 'decide':
      return decideStation(check, command, actor)
    case 'note':
      return actor.kind === 'doctor'
        ? [{ kind: 'noted', doctor: { id: actor.id, name: actor.name }, text: command.text }]
        : refuse('not-allowed')
    case 'draw-up':
      return drawUp(check, command, actor)
    case 'conclude':
      return conclude(check, command, actor)
    case 'countersign':
      return countersign(check, command, actor)
    case 'decline':
      return decline(check, command, actor)
    case 'hold-paper':
      return [{ ...command, kind: 'paper-held' }]
    case 'sealed':
      return [{ kind: 'sealed', pdf: command.pdf, fonts: command.fonts }]
    case 'receipt':
      return [{ kind: 'delivered', receipt: command.receipt }]
    case 'case-refused':
      return [{ kind: 'delivery-refused', reason: command.reason }]
    case 'accept':
      return [{ kind: 'accepted', by }]
    case 'return':
      return [{ kind: 'returned', by, reason: command.reason }]
    case 'resend':
      return [{ kind: 'resent', by }]
    case 'hurry':
      if (check.phase === 'concluded' && check.report?.held) return refuse('paper-held')
      return command.underWay ? [] : [{ kind: 'hurried', by }]
    case 'supersede':
      return supersede(check, command, actor)
    case 'replace':
      return [{ kind: 'replaced', number: command.number }]
    case 'abandon':
      return abandon(check, command, actor)
    case 'park':
      return [{ kind: 'parked', why: command.why, doctor: actor.kind === 'doctor' ? actor.id : null }]
    case 'resume':
      return resume(actor)
  }
}

/**
 * The events that a command causes, or why it is refused. Pure: the same question has the same answer. An empty list: allowed,
 * and nothing changes (a renewal of the lease, a claim by its holder). `steady`: now by the clock that nobody sets, by which leases run.
 */
export const decide = (check: Check | null, command: Command, actor: Actor, now: Date, steady = now): Event[] | Refusal => {
  const refused = guard(check, command, actor)
  if (isRefusal(refused)) return refused
  if (command.kind === 'open') {
    if (actor.kind !== 'booth') return refuse('not-allowed')
    const { kind: _, ...facts } = command
    return [{ kind: 'opened', booth: { id: actor.id, name: actor.name, hall: actor.hall }, ...facts }]
  }
  return check ? decided(check, command, actor, { now, steady }) : refuse('check-unknown')
}
