import type { Check } from '#check/check.ts'
import type { Recorded } from '#check/events.ts'
import type { ReportStanding } from '#protocol/case.ts'

/**
 * How a report stands at the counter after this event, as the traffic police are told it; null: they aren't. They hear of the counter what concerns a
 * report that they have as provisional, alone. `before`: the check before the event.
 */
export const counterStanding = (before: Check | null, { event, sequence, at }: Recorded): ReportStanding | null => {
  const number = before?.report?.number
  if (number === undefined) return null
  const told = { number, sequence, at }
  if (event.kind === 'provisional')
    return { ...told, state: 'provisional', by: event.by.name, missing: [...event.missing], until: event.until }
  const owed = before?.provision
  if (!owed) return null
  const was = { missing: [...owed.missing], until: owed.until }
  if (event.kind === 'accepted') return { ...told, ...was, state: 'final', by: event.by.name }
  if (event.kind === 'returned') return { ...told, ...was, state: 'returned', by: event.by.name }
  if (event.kind === 'provision-lapsed') return { ...told, ...was, state: 'lapsed', by: null }
  return null
}
