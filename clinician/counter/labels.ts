import { NUMBERS_MOST } from '#protocol/report.ts'
import { pathOf } from '#protocol/route.ts'
import { labels } from '#protocol/routes/papers.ts'

/** Where the mailing labels of some reports are, and how many. */
export type LabelFile = { address: string; count: number }

/** The files that hold the mailing labels of these reports, in their order: each has as many as are made at once. */
export const labelFiles = (reports: readonly { number: string }[]): LabelFile[] =>
  Array.from({ length: Math.ceil(reports.length / NUMBERS_MOST) }, (_, file) => {
    const some = reports.slice(file * NUMBERS_MOST, (file + 1) * NUMBERS_MOST)
    return { address: pathOf(labels, { query: { numbers: some.map(({ number }) => number).join(',') } }), count: some.length }
  })
