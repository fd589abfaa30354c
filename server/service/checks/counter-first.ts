import type { Check } from '#check/check.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { loadCheck } from '../../store/checks.ts'

/**
 * What became of a command of the counter; of two clerks with one report the one write decides, and the second is told who was first, with
 * what and when.
 */
export const orWhoWasFirst = async (deps: Pick<Deps, 'db'>, id: string, answer: Promise<Check | Refusal>): Promise<Check | Refusal> => {
  const came = await answer
  if (!isRefusal(came) || (came.refused !== 'stale' && came.refused !== 'wrong-state')) return came
  const check = await loadCheck(deps.db, id)
  if (!check?.counter || check.phase !== check.counter.state) return came
  const { state, by, at } = check.counter
  return refuse(state === 'accepted' ? 'accepted-before' : 'returned-before', { by, at })
}
