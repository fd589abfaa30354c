import type { Consultation, Escalation } from '#protocol/escalation.ts'
import type { Check } from './check.ts'
import type { Event } from './events.ts'

// A hard case is passed to a senior doctor, and another department is asked.

type Of<K extends Event['kind']> = Extract<Event, { kind: K }>

/** The case that waits for a senior doctor, or is with one; null: none does. */
export const openEscalation = ({ escalations = [] }: Pick<Check, 'escalations'>): Escalation | null => {
  const last = escalations.at(-1)
  return last && !last.ended ? last : null
}

/** A question to another department that nobody has answered; null: there is none. */
export const openConsultation = ({ consultations = [] }: Pick<Check, 'consultations'>, id: string): Consultation | null =>
  consultations.find((one) => one.id === id && !one.ended) ?? null

const withOpen = (check: Check, change: (open: Escalation) => Escalation): Check => {
  const open = openEscalation(check)
  return open ? { ...check, escalations: [...(check.escalations ?? []).slice(0, -1), change(open)] } : check
}

export const escalated = (check: Check, { id, doctor, reason, until }: Of<'escalated'>, at: string): Check => ({
  ...check,
  escalations: [...(check.escalations ?? []), { id, doctor, reason, at, until, contact: null, ended: null }],
})

/** Whoever comes first is the first contact, and the case is theirs. */
export const joined = (check: Check, { doctor }: Of<'joined'>, at: string): Check =>
  withOpen(check, (open) => ({ ...open, contact: open.contact ?? { doctor, at } }))

export const takenOver = (check: Check, { doctor }: Of<'taken-over'>, at: string): Check => ({
  ...withOpen(check, (open) => ({
    ...open,
    contact: open.contact ?? { doctor, at },
    ended: { outcome: 'taken-over', doctor, words: null, at },
  })),
  lease: { doctor, until: at },
  // What one doctor drew up another doesn't sign.
  drawnUp: null,
})

export const escalationEnded = (check: Check, { outcome, doctor, words }: Of<'escalation-ended'>, at: string): Check =>
  withOpen(check, (open) => ({ ...open, ended: { outcome, doctor, words, at } }))

export const consulted = (check: Check, { id, doctor, department, question, until }: Of<'consulted'>, at: string): Check => ({
  ...check,
  consultations: [...(check.consultations ?? []), { id, doctor, department, question, at, until, ended: null }],
})

export const consultationAnswered = (check: Check, { id, doctor, answer }: Of<'consultation-answered'>, at: string): Check => ({
  ...check,
  consultations: (check.consultations ?? []).map((one) => (one.id === id ? { ...one, ended: { answer, doctor, at } } : one)),
})

/** Nobody waits any more for an answer about a check that is over. */
export const withNobodyAsked = (check: Check, at: string): Check => {
  const open = withOpen(check, (one) => ({ ...one, ended: { outcome: 'check-ended', doctor: null, words: null, at } }))
  if (!open.consultations?.some(({ ended }) => !ended)) return open
  return {
    ...open,
    consultations: open.consultations.map((one) => (one.ended ? one : { ...one, ended: { answer: null, doctor: null, at } })),
  }
}
