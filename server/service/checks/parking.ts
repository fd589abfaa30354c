import type { Actor } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import type { ParkedBecause } from '#check/events.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { forgetCheck } from '../../store/append.ts'
import { stopShowing } from '../../store/machines.ts'
import { run } from '../run.ts'

/**
 * A driver has gone, and whoever comes next must find a free booth. What was declared and measured is parked for the day under the
 * card. Of a check in which nothing was consented to nothing is kept.
 */
export const park = async (
  deps: Deps,
  who: Actor,
  check: Check,
  { why, command, version = null }: { why: ParkedBecause; command: string | null; version?: number | null },
): Promise<Check | Refusal> => {
  if (check.phase === 'opened') return forget(deps, who, check, command)
  return run(deps, check.id, { kind: 'park', why, version }, who, {
    id: command,
    found: check,
    also: async (tx) => {
      await stopShowing(tx, check.id)
      return true
    },
  })
}

/** Ends a check before anybody has consented: it leaves no trace, no number, no name, no picture of the card. */
const forget = async (deps: Deps, who: Actor, check: Check, command: string | null): Promise<Check | Refusal> => {
  let pictures: string[] = []
  const after = await run(deps, check.id, { kind: 'abandon', why: 'driver' }, who, {
    id: command,
    found: check,
    also: async (tx, ended) => {
      // Consent came in the same moment: then it is another matter.
      if (ended.declaration !== null) return false
      await stopShowing(tx, check.id)
      pictures = await forgetCheck(tx, deps.key, ended)
      return true
    },
  })
  if (isRefusal(after)) return after
  for (const picture of pictures) await deps.files.drop(picture)
  return after
}
