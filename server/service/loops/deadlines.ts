import { isRefusal } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { openBefore } from '../../store/checks.ts'
import { clearShowing } from '../../store/machines.ts'
import { LEFT } from '../checks/booths.ts'
import { run } from '../run.ts'
import { dayStart } from '../stored/days.ts'

/** Somebody to whose check something happened so lately, ms, is in the middle of it: at a station, or a doctor's line has just been lost. */
const QUIET_MS = 10 * 60_000

/**
 * The day in China is over: checks of earlier days are abandoned, and no booth shows one any more; whoever sits with a doctor is spared
 * until that ends, and whoever is in the middle of it goes on. A check is of an earlier day when more time has gone by since it was opened than since midnight: the time that
 * has gone by is the steady clock's, so that a clock that is set, right or wrong, abandons nobody.
 */
export const endOfDay = async (deps: Deps): Promise<void> => {
  const now = deps.clock()
  const sinceMidnight = now.getTime() - dayStart(now).getTime()
  const today = new Date(deps.steady().getTime() - sinceMidnight).toISOString()
  const quiet = new Date(deps.steady().getTime() - QUIET_MS).toISOString()
  for (const id of await openBefore(deps.db, today, quiet)) {
    const abandoned = await run(deps, id, { kind: 'abandon', why: 'deadline' }, { kind: 'system', id: 'deadlines' })
    if (!isRefusal(abandoned)) deps.log.info({ check: id }, 'a check of an earlier day was abandoned')
  }
  for (const check of await clearShowing(deps.db, today)) deps.announce({ kind: 'check', check, moved: LEFT })
}
