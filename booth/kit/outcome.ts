import type { Language } from '#protocol/basic.ts'
import type { Outcome } from '#protocol/report.ts'
import { fill, text } from '#protocol/text/index.ts'

type Reason = Outcome['reasons'][number]

/** A reason as the sentence that the driver and the doctor read. */
export const reasonWords = (language: Language, { code, station, classes, found, asked }: Reason): string => {
  const { report, terms } = text[language]
  const level = (value: number) => (station?.startsWith('acuity') ? value.toFixed(1) : String(value))
  const referrals: Readonly<Record<string, string>> = report.referrals
  const value = typeof found === 'number' ? level(found) : found === null ? '' : (referrals[found] ?? found)
  return fill(report.reasons[code], {
    station: station ? terms.stations[station] : report.wholeCheck,
    classes: classes.length > 0 ? classes.join(language === 'zh' ? '、' : ', ') : report.allClasses,
    found: value === '' && code === 'acuity-below' ? report.belowAll : value,
    asked: asked === null ? '' : level(asked),
  })
}

/** An outcome in words: never a bare no, the reasons always stand with it. */
export const outcomeWords = (language: Language, outcome: Outcome): { title: string; conditions: string[]; reasons: string[] } => ({
  title: text[language].terms.outcomes[outcome.kind],
  conditions: outcome.conditions.map((condition) => text[language].terms.conditions[condition]),
  reasons: outcome.reasons.map((reason) => reasonWords(language, reason)),
})
