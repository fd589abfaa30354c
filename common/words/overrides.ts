import type { Language } from '#protocol/basic.ts'
import type { Override } from '#protocol/check.ts'
import { conclusion } from './conclusion.ts'
import { fill, listed } from './fill.ts'
import { terms } from './terms.ts'

/** "By the doctor's decision, not measured: reason", a line for each reason, which names every station that it was given for. */
export const overrideLines = (language: Language, overrides: readonly Override[]): string[] => {
  const { overrides: sentences, noReason } = conclusion[language]
  const { stations: names } = terms[language]
  const groups = Map.groupBy(overrides, ({ basis, reason }) => `${basis} ${reason ?? ''}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (!first) return []
    const stations = listed(
      language,
      group.map(({ station }) => names[station]),
    )
    return [fill(sentences[first.basis], { stations, reason: first.reason ?? noReason })]
  })
}
