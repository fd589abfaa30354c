import type { Check } from '#check/check.ts'
import type { Recorded } from '#check/events.ts'
import type { NewNotice } from '../../store/notices.ts'

const NOTHING = { missing: [], until: null, reason: null }

/** What a driver, and the traffic police, are to be told because of events. `before`: the check as it was, null: it wasn't. */
export const noticesOwed = (before: Check | null, after: Pick<Check, 'report'>, recorded: readonly Recorded[]): NewNotice[] => {
  const { report } = after
  if (!report) return []
  return recorded.flatMap(({ check, sequence, event }): NewNotice[] => {
    const row = { check, sequence, number: report.number }
    const driver = (what: Extract<NewNotice, { whom: 'driver' }>['what'], by: string | null, told: NewNotice['told']): NewNotice => ({
      ...row,
      id: `${check}:${sequence}:driver`,
      whom: 'driver',
      what,
      by,
      told,
    })
    const police = (what: Extract<NewNotice, { whom: 'case' }>['what'], by: string | null, told: NewNotice['told']): NewNotice => ({
      ...row,
      id: `${check}:${sequence}:case`,
      whom: 'case',
      what,
      by,
      told,
    })
    // They hear of the counter what concerns a report that they have as provisional, alone.
    const known = before?.provision !== undefined
    const { missing = [], until = null } = before?.provision ?? {}
    const was = { missing: [...missing], until, reason: null }
    switch (event.kind) {
      case 'accepted':
        return [driver('taken-effect', event.by.name, NOTHING), ...(known ? [police('final', event.by.name, was)] : [])]
      case 'returned': {
        const told = { ...NOTHING, reason: event.reason }
        return [driver('returned', event.by.name, told), ...(known ? [police('returned', event.by.name, told)] : [])]
      }
      case 'provisional': {
        const told = { missing: [...event.missing], until: event.until, reason: null }
        return [driver('paper-missing', event.by.name, told), police('provisional', event.by.name, told)]
      }
      case 'provision-lapsed':
        return [driver('lapsed', null, was), police('lapsed', null, was)]
      default:
        return []
    }
  })
}
