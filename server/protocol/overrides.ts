import type { Language } from './basic.ts'
import type { Override } from './check.ts'
import type { Report } from './report.ts'
import { fill, text } from './text/index.ts'

/** What a report says of where its findings come from, as the list that counter and console get. Older reports don't say it: none. */
export const overridesIn = ({ evidence }: Pick<Report, 'evidence'>): Override[] =>
  evidence.flatMap(({ station, basis, reason }) => (basis === 'not-measured' || basis === 'against' ? [{ station, basis, reason }] : []))

/** "By the doctor's decision, not measured: reason", a line for each reason, which names every station that it was given for. */
export const overrideLines = (language: Language, overrides: readonly Override[]): string[] => {
  const { report, terms } = text[language]
  const groups = Map.groupBy(overrides, ({ basis, reason }) => `${basis} ${reason ?? ''}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const stations = group.map(({ station }) => terms.stations[station]).join(language === 'zh' ? '、' : ', ')
    return [fill(report.overrides[first.basis], { stations, reason: first.reason ?? report.noReason })]
  })
}
