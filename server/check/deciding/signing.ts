import { canonical } from '#protocol/canonical.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Outcome } from '#protocol/report.ts'
import type { Doctor } from '../actors.ts'
import { withDecisions } from '../apply.ts'
import { toCountersign } from '../basis.ts'
import type { Check } from '../check.ts'
import type { Commands, Replaced } from '../commands.ts'
import type { Event } from '../events.ts'
import { decisionsFor, missingStations } from './findings.ts'
import { named } from './lease.ts'
import type { Answer } from './row.ts'

// A report is drawn up, signed by one doctor or two, or not signed after all.

/** Do two reports tell the driver and the counter the same? */
const sameConclusion = (one: Outcome, other: Outcome): boolean => {
  const told = ({ kind, classes, conditions }: Outcome) => canonical([kind, classes.toSorted(), conditions.toSorted()])
  return told(one) === told(other)
}

/** Nobody turns their own report into another conclusion: that takes another doctor. */
const refusesReplacing = (before: Replaced | null, outcome: Outcome, { id }: Doctor): Refusal | null =>
  before?.doctor === id && !sameConclusion(before.outcome, outcome) ? refuse('same-doctor') : null

export const drawUp = (check: Check, { number, code, digest, before, outcome }: Commands['draw-up'], doctor: Doctor): Answer => {
  const missing = missingStations(check)
  if (missing.length > 0) return refuse('missing', { stations: missing })
  return refusesReplacing(before, outcome, doctor) ?? [{ kind: 'drawn-up', number, code, digest, doctor: doctor.id }]
}

export const supersede = (check: Check, asked: Commands['supersede'], doctor: Doctor): Answer => {
  const { report } = check
  if (!report || (check.phase === 'concluded' && !report.held)) return refuse('wrong-state', { phase: check.phase })
  const decisions = decisionsFor(check, asked.decisions, doctor)
  if (isRefusal(decisions)) return decisions
  const { number, code, digest, outcome } = asked
  const own = { number: report.number, doctor: report.doctor.id, outcome: report.outcome }
  return refusesReplacing(own, outcome, doctor) ?? [{ kind: 'drawn-up', number, code, digest, doctor: doctor.id, decisions }]
}

/** Whoever put it right signs first, another doctor second: so it may be the one who signed before. */
export const correct = (check: Check, { number, code, digest, fields }: Commands['correct'], doctor: Doctor): Answer => {
  if (check.phase === 'concluded' && !check.report?.held) return refuse('wrong-state', { phase: check.phase })
  if (fields.length === 0) return refuse('nothing-corrected')
  return [{ kind: 'drawn-up', number, code, digest, doctor: doctor.id, corrects: fields }]
}

const keyOf = (publicKey: string | undefined) => (publicKey === undefined ? {} : { publicKey })

export const conclude = (check: Check, { digest, signedBy, publicKey, outcome }: Commands['conclude'], doctor: Doctor): Answer => {
  const { drawnUp } = check
  if (check.phase === 'underway' && check.lease?.doctor.id !== doctor.id) return refuse('not-your-check')
  if (!drawnUp) return refuse('not-drawn-up')
  if (drawnUp.doctor !== doctor.id) return refuse('not-your-check')
  if (drawnUp.digest !== digest) return refuse('digest-differs')
  const { number, code } = drawnUp
  const signed = { number, code, digest, doctor: named(doctor), signedBy, ...keyOf(publicKey), outcome }
  const { corrects } = drawnUp
  if (corrects) return [{ kind: 'signed', ...signed, because: [], corrects }]
  const because = toCountersign(withDecisions(check, drawnUp.decisions ?? [], drawnUp.at), outcome)
  return because.length > 0 ? [{ kind: 'signed', ...signed, because }] : [{ kind: 'concluded', ...signed }]
}

export const countersign = (
  { signed }: Check,
  { digest, signedBy, publicKey, registered }: Commands['countersign'],
  doctor: Doctor,
): Answer => {
  if (!signed) return refuse('not-drawn-up')
  if (signed.doctor.id === doctor.id) return refuse('second-doctor-needed')
  if (signed.digest !== digest) return refuse('digest-differs')
  const { number, code, outcome } = signed
  const first = { doctor: signed.doctor, signedBy: signed.signedBy, ...keyOf(signed.publicKey) }
  return [
    { kind: 'countersigned', digest, doctor: named(doctor), signedBy, ...keyOf(publicKey), registered },
    { kind: 'concluded', number, code, digest, ...first, outcome },
  ]
}

/** Measured again it can be only while the driver sits there: else the check waits under its card. */
export const decline = ({ signed }: Check, { reason, seated }: Commands['decline'], doctor: Doctor): Answer => {
  const declined: Event = { kind: 'declined', doctor: named(doctor), reason }
  return signed?.from === 'underway' && !seated ? [declined, { kind: 'parked', why: 'left', doctor: doctor.id }] : [declined]
}
