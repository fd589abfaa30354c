import type { Check } from '#check/check.ts'
import type { Tables } from './tables.ts'

/** The lines of the ledger that a check has, as its events tell them: by the order in which they were asked for. */
export const escalationRows = ({
  id: check_id,
  booth,
  escalations = [],
  consultations = [],
}: Pick<Check, 'id' | 'booth' | 'escalations' | 'consultations'>): Tables['escalations'][] => [
  ...escalations.map(({ id, doctor, reason, at, until, contact, ended }) => ({
    id,
    check_id,
    kind: 'senior',
    site: booth.site.id,
    asked_by: doctor.name,
    asked_at: at,
    reason,
    due_at: until,
    owner: contact?.doctor.name ?? null,
    contact_at: contact?.at ?? null,
    outcome: ended?.outcome ?? null,
    words: ended?.words ?? null,
    ended_at: ended?.at ?? null,
  })),
  ...consultations.map(({ id, doctor, department, question, at, until, ended }) => ({
    id,
    check_id,
    kind: 'consultation',
    site: booth.site.id,
    asked_by: doctor.name,
    asked_at: at,
    reason: question,
    due_at: until,
    owner: department,
    contact_at: null,
    outcome: ended ? (ended.answer === null ? 'check-ended' : 'answered') : null,
    words: ended?.answer ?? null,
    ended_at: ended?.at ?? null,
  })),
]
