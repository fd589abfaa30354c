import type { Deps } from '../../deps.ts'
import { renewLeases } from '../../store/leases.ts'
import { wakeNotices } from '../../store/notices.ts'
import { wakeRows } from '../../store/outbox.ts'
import { capSessions } from '../../store/sessions.ts'
import { SESSION_MS } from '../people/sessions.ts'
import { resumeClaims } from './claims.ts'
import { wakePapers } from './reporting.ts'
import { sendOn } from './sending-on.ts'

/**
 * A server that starts can't know what its clock was set to meanwhile: nothing that was granted before holds longer from now than it
 * would if it were granted now, and what waits to be drawn or delivered is tried at once.
 */
export const resumeDurations = async (deps: Deps): Promise<void> => {
  const now = deps.steady()
  await renewLeases(deps.db, now.toISOString())
  await capSessions(deps.db, { until: new Date(now.getTime() + SESSION_MS).toISOString(), seenAt: now.toISOString() })
  await resumeClaims(deps)
  for (const kind of ['deliver', 'withdraw', 'standing'] as const) await wakeRows(deps.db, kind, now.toISOString())
  await wakePapers(deps)
  await wakeNotices(deps.db, now.toISOString())
  await sendOn(deps)
}
