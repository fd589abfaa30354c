import type { Override } from './check.ts'
import type { Report } from './report.ts'

/** What a report says of where its findings come from, as the list that counter and console get. Older reports don't say it: none. */
export const overridesIn = ({ evidence }: Pick<Report, 'evidence'>): Override[] =>
  evidence.flatMap(({ station, basis, reason }) => (basis === 'not-measured' || basis === 'against' ? [{ station, basis, reason }] : []))
