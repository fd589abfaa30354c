import { isRefusal } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import { openBefore } from '../store/checks.ts'
import { clearShowing } from '../store/machines.ts'
import { LEFT } from './booths.ts'
import { dayStart } from './days.ts'
import { run } from './run.ts'

/** The day in China is over: checks of earlier days are abandoned, and no booth shows one any more. */
export const endOfDay = async (deps: Deps): Promise<void> => {
  const now = deps.clock()
  const today = dayStart(now).toISOString()
  for (const id of await openBefore(deps.db, today)) {
    const abandoned = await run(deps, id, { kind: 'abandon', why: 'deadline' }, { kind: 'system' })
    if (!isRefusal(abandoned)) deps.log.info({ check: id }, 'a check of an earlier day was abandoned')
  }
  for (const check of await clearShowing(deps.db, today)) deps.announce({ kind: 'check', check, moved: LEFT })
}
