import type { Check } from '#check/check.ts'
import type { Recorded } from '#check/events.ts'
import type { NewNotice } from '../../store/notices.ts'

const NOTHING = { missing: [], until: null, reason: null }

/** What a driver is to be told because of events. `before`: the check as it was, null: it wasn't. */
export const noticesOwed = (before: Check | null, after: Pick<Check, 'report'>, recorded: readonly Recorded[]): NewNotice[] => {
  const { report } = after
  if (!report) return []
  return recorded.flatMap(({ check, sequence, event }): NewNotice[] => {
    const row = { check, sequence, number: report.number }
    const driver = (what: NewNotice['what'], by: string | null, told: NewNotice['told']): NewNotice => ({
      ...row,
      id: `${check}:${sequence}:driver`,
      what,
      by,
      told,
    })
    const { missing = [], until = null } = before?.provision ?? {}
    switch (event.kind) {
      case 'accepted':
        return [driver('taken-effect', event.by.name, NOTHING)]
      case 'returned':
        return [driver('returned', event.by.name, { ...NOTHING, reason: event.reason })]
      case 'provisional':
        return [driver('paper-missing', event.by.name, { missing: [...event.missing], until: event.until, reason: null })]
      case 'provision-lapsed':
        return [driver('lapsed', null, { missing: [...missing], until, reason: null })]
      default:
        return []
    }
  })
}
