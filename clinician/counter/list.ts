import type { ClosedEntry, CounterEntry, CounterView, FoundPage, Searched } from '#protocol/check.ts'

export type Move = 'accept' | 'provisional' | 'return' | 'resend' | 'try' | 'withdraw'

/** Where the counter may still say what becomes of a report. */
const AT_COUNTER: readonly CounterEntry['phase'][] = ['handed-over', 'provisional', 'lapsed']

/** What the counter may do with a report as it stands: with another site's nothing. */
export const movesOf = ({
  phase,
  elsewhere,
  errand,
  notRecognised,
}: Pick<CounterEntry, 'phase' | 'elsewhere' | 'errand' | 'notRecognised'>): readonly Move[] => {
  if (elsewhere !== undefined) return []
  // Nothing of an institution that isn't recognised any more is accepted.
  if (notRecognised !== undefined) return phase === 'superseded' || phase === 'withdrawn' ? [] : ['withdraw']
  // What goes its way for the first time needs nobody.
  if (errand?.fault || errand?.person) return ['try']
  if (AT_COUNTER.includes(phase)) return ['accept', 'provisional', 'return']
  return phase === 'refused' || phase === 'returned' ? ['resend'] : []
}

/** Has nobody at the counter said anything of it yet? One that waits for a paper is accepted by itself, never with others. */
export const waitsForWord = (entry: CounterEntry): boolean => entry.phase === 'handed-over' && movesOf(entry).includes('accept')

/** Accepted reports need nothing more, nor do those that another has replaced or that were withdrawn. */
export const isOpen = ({ phase }: Pick<CounterEntry, 'phase'>): boolean => !OVER.includes(phase)
const OVER: readonly CounterEntry['phase'][] = ['accepted', 'superseded', 'withdrawn']

/** Number of a report that wasn't in the list before; null: none, or the list has just been opened. */
export const newcomer = (before: CounterView | null, now: CounterView): string | null => {
  if (before === null) return null
  const known = new Set(before.entries.map(({ check }) => check))
  return now.entries.find(({ check }) => !known.has(check))?.number ?? null
}

/**
 * What somebody means who types this, or reads a card or a code: a report by its number or by what its QR code holds, a person by the whole
 * number of a document or by name, else a case.
 */
export const searchedBy = (typed: string): Searched => {
  // As input methods write digits, and as numbers are typed in groups.
  const plain = typed.normalize('NFKC').replaceAll(/\s/g, '').toUpperCase()
  const code = /^(?:HTTPS?:\/\/[^/]+\/VERIFY\/|(?=.*\d))([2-9A-HJ-NP-Z]{16})(?:[?#].*)?$/.exec(plain)?.[1]
  if (code !== undefined) return { code }
  if (/^RF\d{8}-?\d{6}$/.test(plain)) return { number: plain.replace(/^(RF\d{8})-?/, '$1-') }
  if (/^(\d{17}[\dX]|[A-Z]{3}\d{12})$/.test(plain)) return { document: plain }
  const line = typed.normalize('NFKC').trim()
  return /\d/.test(line) || !/\p{L}/u.test(line) ? { case: line } : { name: line }
}

/** Found lines as they stand now: what has moved since comes with the list that is pushed. */
export const asNow = (found: FoundPage['entries'], view: CounterView): (CounterEntry | ClosedEntry)[] => {
  const moved = new Map(view.entries.map((entry) => [entry.check, entry]))
  return found.map((one) => {
    const now = moved.get(one.check)
    return 'closed' in one || !now || now.version < one.version ? one : now
  })
}

/** Who has to look first: a person is needed; it waits for the counter's word; it came back; it goes its way; it is done with. */
const urgencyOf = ({ phase, held, errand }: CounterEntry): number => {
  if (held !== null || errand?.person) return 0
  if (phase === 'handed-over') return 1
  if (phase === 'refused' || phase === 'returned' || phase === 'lapsed') return 2
  return phase === 'concluded' || phase === 'reported' || phase === 'provisional' ? 3 : 4
}

/** By what the list is put in order: what needs somebody first, or a column. */
export const ORDERS = ['urgency', 'number', 'name', 'outcome', 'phase', 'concludedAt'] as const
export type Order = { by: (typeof ORDERS)[number]; down: boolean }
/** As the page opens: what needs a decision on top, the newest of it first. */
export const USUAL: Order = { by: 'urgency', down: false }

const names = new Intl.Collator('zh-CN-u-co-pinyin')

/** Lines in an order; of those that are alike in it the newest comes first. Names are in the order of their pinyin. */
export const inOrder = (entries: readonly CounterEntry[], { by, down }: Order): CounterEntry[] => {
  const compare = (a: CounterEntry, b: CounterEntry): number => {
    if (by === 'urgency') return urgencyOf(a) - urgencyOf(b)
    if (by === 'outcome') return names.compare(a.outcome.kind, b.outcome.kind)
    return names.compare(a[by], b[by])
  }
  return entries.toSorted((a, b) => (down ? -1 : 1) * compare(a, b) || (a.concludedAt < b.concludedAt ? 1 : -1))
}

/** A column's head was pressed: upwards, then downwards, then as usual. */
export const pressed = (now: Order, by: Order['by']): Order => (now.by !== by ? { by, down: false } : now.down ? USUAL : { by, down: true })

/** So many lines are on a page of the list. */
export const LINES = 50

/** The line so many steps from the chosen one; none chosen: the first. */
export const stepped = <E extends { check: string }>(entries: readonly E[], chosen: string | null, steps: number): E | undefined => {
  const at = entries.findIndex(({ check }) => check === chosen)
  return entries[at < 0 ? 0 : Math.min(entries.length - 1, Math.max(0, at + steps))]
}

/** The next line that waits for the counter's word, behind the chosen one and then from the top. */
export const nextToDecide = (entries: readonly CounterEntry[], chosen: string | null): CounterEntry | undefined => {
  const at = entries.findIndex(({ check }) => check === chosen)
  return [...entries.slice(at + 1), ...entries.slice(0, Math.max(0, at))].find(waitsForWord)
}
