import type { Language } from '#protocol/basic.ts'
import type { CounterEntry } from '#protocol/check.ts'
import { dateTimeOf } from '../clock.ts'
import { text } from './text.ts'

/** The list of a day as rows of texts: the heads, then a report each, the oldest first. Documents stay masked as on the page. */
export const rowsOf = (entries: readonly CounterEntry[], language: Language): string[][] => {
  const { counter: words, terms } = text[language]
  const heads = [
    words.number,
    words.name,
    words.document,
    words.classes,
    words.outcome,
    words.phase,
    words.doctor,
    words.time,
    words.answer,
  ]
  const lines = entries
    .toSorted((a, b) => (a.concludedAt < b.concludedAt ? -1 : 1))
    .map((entry) => [
      entry.number,
      entry.name,
      entry.document,
      entry.classes.join(' '),
      terms.outcomes[entry.outcome.kind],
      terms.phases[entry.phase],
      entry.doctor,
      dateTimeOf(entry.concludedAt),
      entry.reason ?? entry.receipt ?? '',
    ])
  return [heads, ...lines]
}

/** As a workbook with one sheet, each cell a text: nothing in it is a formula. */
export const xlsxOf = async (rows: readonly (readonly string[])[], sheet: string): Promise<Blob> => {
  const { default: write } = await import('write-excel-file/universal')
  const cells = rows.map((row, at) => row.map((value) => ({ value, type: String, ...(at === 0 && { fontWeight: 'bold' as const }) })))
  const columns = [20, 14, 22, 10, 34, 24, 14, 18, 40].map((width) => ({ width }))
  return write(cells, { sheet, columns, stickyRowsCount: 1 }).toBlob()
}
