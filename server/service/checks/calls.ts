import type { Ticket } from '#protocol/media.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { loadCheck } from '../../store/checks.ts'
import type { Seated } from '../../tickets.ts'
import { ownCheck } from './booths.ts'
import { isJoined } from './escalating.ts'
import { isWatchedBy } from './watching.ts'

/** May this doctor see and hear the booth of a check, or see it alone? Whoever holds it may, the second doctor, and whoever watches it. A booth may show itself as soon as its check is in the queue. */
export const mayJoin = async (deps: Deps, { side, id, check }: Seated): Promise<Refusal | null> => {
  if (side === 'booth') {
    const own = await ownCheck(deps, { id }, check)
    if (isRefusal(own)) return own
    return own.phase === 'underway' && own.queuedAt ? null : refuse('wrong-state', { phase: own.phase })
  }
  const held = await loadCheck(deps.db, check)
  if (!held) return refuse('check-unknown')
  if (side === 'watcher') return (await isWatchedBy(deps, id, held)) ? null : refuse('not-your-check')
  if (side === 'senior') return (await isJoined(deps, id, held)) ? null : refuse('not-your-check')
  return held.lease?.doctor.id === id ? null : refuse('not-your-check')
}

/** May whoever sits in a check's room stay? After the report is signed both do, until the driver leaves. */
export const mayStay = async (deps: Deps, { side, id, check }: Seated): Promise<boolean> => {
  const now = await loadCheck(deps.db, check)
  if (!now) return false
  if (side === 'booth') return now.booth.id === id
  if (side === 'watcher') return isWatchedBy(deps, id, now)
  if (side === 'senior') return isJoined(deps, id, now)
  return now.phase !== 'underway' || now.lease?.doctor.id === id
}

/** A ticket for whoever may join, who asked on this line. */
export const ticketFor = async (deps: Deps, line: string, seated: Seated): Promise<Ticket | Refusal> =>
  (await mayJoin(deps, seated)) ?? { ticket: await deps.presence.tickets.issue(line, seated) }
