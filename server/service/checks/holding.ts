import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { loadCheck } from '../../store/checks.ts'
import { addHold, liftHold as lift } from '../../store/recording-holds.ts'
import { accessRow, mayHold, type Reader } from '../people/access.ts'

/**
 * Keeps a check's recording from being erased, as where a court or an appeal asks for it. Not where its driver took the consent back: then it is about
 * to be erased.
 */
export const holdRecording = async (
  deps: Deps,
  reader: Reader,
  { check: id, reason }: { check: string; reason: string },
): Promise<{ done: true } | Refusal> => {
  const check = await loadCheck(deps.db, id)
  if (!check) return refuse('check-unknown')
  const refused = await mayHold(deps, reader, check)
  if (refused) return refused
  if (!check.recording?.agreed) return refuse('not-found')
  const access = accessRow(deps, reader, id, 'hold', reason)
  if (!(await addHold(deps.db, deps.key, { id: deps.ids(), access }))) return refuse('not-found')
  deps.log.info({ person: reader.id, check: id }, 'a recording was put on hold')
  deps.announce({ kind: 'check', check: id, moved: [] })
  return { done: true }
}

/** Ends a hold. A recording that nothing holds any more is erased when its days are over, and at once where its driver took the consent back. */
export const liftHold = async (
  deps: Deps,
  reader: Reader,
  { check: id, hold, reason }: { check: string; hold: string; reason: string },
): Promise<{ done: true } | Refusal> => {
  const check = await loadCheck(deps.db, id)
  if (!check) return refuse('check-unknown')
  const refused = await mayHold(deps, reader, check)
  if (refused) return refused
  const access = accessRow(deps, reader, id, 'hold-lifted', reason)
  if (!(await lift(deps.db, deps.key, { id: hold, access }))) return refuse('not-found')
  deps.log.info({ person: reader.id, check: id }, 'a hold on a recording was lifted')
  deps.announce({ kind: 'check', check: id, moved: [] })
  return { done: true }
}
