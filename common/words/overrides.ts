import type { Language } from '#protocol/basic.ts'
import type { Override } from '#protocol/check.ts'
import { fill, listed, text } from './index.ts'

/** "By the doctor's decision, not measured: reason", a line for each reason, which names every station that it was given for. */
export const overrideLines = (language: Language, overrides: readonly Override[]): string[] => {
  const { report, terms } = text[language]
  const groups = Map.groupBy(overrides, ({ basis, reason }) => `${basis} ${reason ?? ''}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const stations = listed(
      language,
      group.map(({ station }) => terms.stations[station]),
    )
    return [fill(report.overrides[first.basis], { stations, reason: first.reason ?? report.noReason })]
  })
}
