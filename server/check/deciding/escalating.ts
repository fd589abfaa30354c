import { ASKED_MOST } from '#protocol/escalation.ts'
import { refuse } from '#protocol/refusal.ts'
import type { Doctor } from '../actors.ts'
import type { Check } from '../check.ts'
import type { Commands } from '../commands.ts'
import { openConsultation, openEscalation } from '../escalation.ts'
import { named } from './lease.ts'
import type { Answer } from './row.ts'

// A doctor passes a hard case to a senior one, who joins them or takes over, or asks another department. That somebody is a senior doctor the
// service has seen to.

export const escalate = (check: Check, { id, reason, until }: Commands['escalate'], doctor: Doctor): Answer => {
  if (openEscalation(check)) return refuse('escalated-already')
  if ((check.escalations ?? []).length >= ASKED_MOST) return refuse('asked-often', { most: ASKED_MOST })
  return [{ kind: 'escalated', id, doctor: named(doctor), reason, until }]
}

export const join = (check: Check, _: Commands['join'], doctor: Doctor): Answer => {
  if (!openEscalation(check)) return refuse('not-escalated')
  if (!check.lease) return refuse('not-your-check')
  // Whoever has the driver is the first doctor there, and no second.
  return check.lease.doctor.id === doctor.id ? refuse('same-doctor') : [{ kind: 'joined', doctor: named(doctor) }]
}

export const takeOver = (check: Check, _: Commands['take-over'], doctor: Doctor): Answer => {
  if (!openEscalation(check)) return refuse('not-escalated')
  if (check.lease?.doctor.id === doctor.id) return []
  return [{ kind: 'taken-over', doctor: named(doctor), from: check.lease?.doctor.id ?? null }]
}

export const endEscalation = (check: Check, { outcome, words }: Commands['end-escalation'], doctor: Doctor): Answer => {
  const open = openEscalation(check)
  if (!open) return refuse('not-escalated')
  const isHolder = check.lease?.doctor.id === doctor.id
  // Whoever asked takes it back; whoever came says what to do.
  if (outcome === 'withdrawn' ? !isHolder : isHolder) return refuse('not-your-check')
  if (outcome === 'advised' && words === null) return refuse('reason-missing')
  return [{ kind: 'escalation-ended', outcome, doctor: named(doctor), words }]
}

export const consult = (check: Check, { id, department, question, until }: Commands['consult'], doctor: Doctor): Answer => {
  if ((check.consultations ?? []).length >= ASKED_MOST) return refuse('asked-often', { most: ASKED_MOST })
  return [{ kind: 'consulted', id, doctor: named(doctor), department, question, until }]
}

export const answerConsultation = (check: Check, { consultation, answer }: Commands['answer-consultation'], doctor: Doctor): Answer =>
  openConsultation(check, consultation)
    ? [{ kind: 'consultation-answered', id: consultation, doctor: named(doctor), answer }]
    : refuse('not-found')
