import { canonical } from '#protocol/canonical.ts'
import { refuse } from '#protocol/refusal.ts'
import type { Actor, Booth } from '../actors.ts'
import type { Check } from '../check.ts'
import type { Commands } from '../commands.ts'
import { EVENTS_MOST } from '../events.ts'
import { type Answer, isFull, type Now } from './row.ts'

// A driver comes, says who they are, and goes.

const placeOf = ({ id, name, site }: Booth) => ({ id, name, site })

export const open = (facts: Commands['open'], booth: Booth): Answer => [{ ...facts, kind: 'opened', booth: placeOf(booth) }]

/** The same said again changes nothing; something else stands beside what was said before. */
export const declare = (check: Check, { has, diseases, signature, consent }: Commands['declare'], _: Booth, { now }: Now): Answer => {
  if (!consent || has !== diseases.length > 0) return refuse('declaration-incomplete')
  if (check.declaration && canonical(check.declaration.diseases) === canonical(diseases)) return []
  return [{ kind: 'declared', declaration: { has, diseases, signature, at: now.toISOString() } }]
}

/** The first photo puts the check in the queue, and says whether its turn comes sooner. */
export const photo = ({ queuedAt }: Check, { file, precedence = [] }: Commands['photo']): Answer => [
  { kind: 'photographed', file, ...(queuedAt === null && precedence.length > 0 && { precedence }) },
]

/** What was said last counts; the same said again changes nothing. A no counts even where a check is full. */
export const answerRecording = (check: Check, { agreed, words }: Commands['answer-recording']): Answer => {
  if (check.recording?.agreed === agreed) return []
  return agreed && isFull(check) ? refuse('check-full', { most: EVENTS_MOST }) : [{ kind: 'recording-answered', agreed, words }]
}

export const park = (_: Check, { why }: Commands['park'], actor: Actor): Answer => [
  { kind: 'parked', why, doctor: actor.kind === 'doctor' ? actor.id : null },
]

export const resume = (_: Check, __: Commands['resume'], booth: Booth): Answer => [{ kind: 'resumed', booth: placeOf(booth) }]

export const abandon = (_: Check, { why }: Commands['abandon']): Answer => [{ kind: 'abandoned', why }]
