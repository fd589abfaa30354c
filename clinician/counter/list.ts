import type { ClosedEntry, CounterEntry, CounterView, FoundPage, Searched } from '#protocol/check.ts'

export type Move = 'accept' | 'return' | 'resend' | 'try'

/** What the counter may do with a report as it stands: with another site's nothing. */
export const movesOf = ({ phase, elsewhere, errand }: Pick<CounterEntry, 'phase' | 'elsewhere' | 'errand'>): readonly Move[] => {
  if (elsewhere !== undefined) return []
  // What goes its way for the first time needs nobody.
  if (errand?.fault || errand?.person) return ['try']
  return phase === 'handed-over' ? ['accept', 'return'] : phase === 'refused' || phase === 'returned' ? ['resend'] : []
}

/** Accepted reports need nothing more, nor do those that another has replaced or that were withdrawn. */
export const isOpen = ({ phase }: Pick<CounterEntry, 'phase'>): boolean => !OVER.includes(phase)
const OVER: readonly CounterEntry['phase'][] = ['accepted', 'superseded', 'withdrawn']

/** Number of a report that wasn't in the list before; null: none, or the list has just been opened. */
export const newcomer = (before: CounterView | null, now: CounterView): string | null => {
  if (before === null) return null
  const known = new Set(before.entries.map(({ check }) => check))
  return now.entries.find(({ check }) => !known.has(check))?.number ?? null
}

/** What somebody means who types this, or reads a card: a report by its number, a person by the whole number of a document, else a case. */
export const searchedBy = (typed: string): Searched => {
  // As input methods write digits, and as numbers are typed in groups.
  const plain = typed.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()
  if (/^RF\d{8}-?\d{6}$/.test(plain)) return { number: plain.replace(/^(RF\d{8})-?/, '$1-') }
  if (/^(\d{17}[\dX]|[A-Z]{3}\d{12})$/.test(plain)) return { document: plain }
  return { case: typed.normalize('NFKC').trim() }
}

/** Found lines as they stand now: what has moved since comes with the list that is pushed. */
export const asNow = (found: FoundPage['entries'], view: CounterView): (CounterEntry | ClosedEntry)[] => {
  const moved = new Map(view.entries.map((entry) => [entry.check, entry]))
  return found.map((one) => {
    const now = moved.get(one.check)
    return 'closed' in one || !now || now.version < one.version ? one : now
  })
}
