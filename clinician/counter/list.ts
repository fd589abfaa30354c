import type { CounterEntry, CounterView } from '#protocol/check.ts'

export type Move = 'accept' | 'return' | 'resend' | 'try'

/** What the counter may do with a report as it stands. */
export const movesOf = ({ phase, errand }: Pick<CounterEntry, 'phase' | 'errand'>): readonly Move[] => {
  // What goes its way for the first time needs nobody.
  if (errand?.fault || errand?.person) return ['try']
  return phase === 'handed-over' ? ['accept', 'return'] : phase === 'refused' || phase === 'returned' ? ['resend'] : []
}

/** Accepted reports need nothing more, nor do those that another has replaced. */
export const isOpen = ({ phase }: Pick<CounterEntry, 'phase'>): boolean => phase !== 'accepted' && phase !== 'superseded'

/** Number of a report that wasn't in the list before; null: none, or the list has just been opened. */
export const newcomer = (before: CounterView | null, now: CounterView): string | null => {
  if (before === null) return null
  const known = new Set(before.entries.map(({ check }) => check))
  return now.entries.find(({ check }) => !known.has(check))?.number ?? null
}
