import { isRefusal } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import { openBefore } from '../store/checks.ts'
import { clearShowing } from '../store/machines.ts'
import { clearSessions } from '../store/sessions.ts'
import { LEFT } from './booths.ts'
import { dayStart } from './days.ts'
import { run } from './run.ts'

/**
 * The day in China is over: checks of earlier days are abandoned, and no booth shows one any more; whoever sits with a doctor is spared
 * until that ends. A check is of an earlier day when more time has gone by since it was opened than since midnight: the time that
 * has gone by is the steady clock's, so that a clock that is set, right or wrong, abandons nobody.
 */
export const endOfDay = async (deps: Deps): Promise<void> => {
  const now = deps.clock()
  const sinceMidnight = now.getTime() - dayStart(now).getTime()
  const today = new Date(deps.steady().getTime() - sinceMidnight).toISOString()
  for (const id of await openBefore(deps.db, today)) {
    const abandoned = await run(deps, id, { kind: 'abandon', why: 'deadline' }, { kind: 'system' })
    if (!isRefusal(abandoned)) deps.log.info({ check: id }, 'a check of an earlier day was abandoned')
  }
  for (const check of await clearShowing(deps.db, today)) deps.announce({ kind: 'check', check, moved: LEFT })
  await clearSessions(deps.db, deps.steady().toISOString())
}
