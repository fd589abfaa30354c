import { chinaDay } from '#protocol/days.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { overdueProvisions } from '../../store/provisions.ts'
import { run } from '../run.ts'

/** At most so many lapse in one turn: nobody waits while thousands do. */
const TURN = 50

/**
 * What was accepted without a paper lapses when the last day for it has passed in China. By the wall's clock, as the day is: one that was set
 * wrong is no harm for long, since the counter can still accept what has lapsed.
 */
export const lapseProvisions = async (deps: Deps): Promise<void> => {
  for (const check of await overdueProvisions(deps.db, chinaDay(deps.clock()), TURN)) {
    const lapsed = await run(deps, check, { kind: 'lapse-provision' }, { kind: 'system', id: 'deadlines' })
    if (!isRefusal(lapsed)) deps.log.info({ check }, 'a report lapsed that was accepted without a paper')
  }
}
