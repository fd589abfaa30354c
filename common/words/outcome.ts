import type { Language } from '#protocol/basic.ts'
import type { Outcome } from '#protocol/report.ts'
import { conclusion } from './conclusion.ts'
import { fill, listed } from './fill.ts'
import { type Reader, saidTo } from './reader.ts'
import { terms } from './terms.ts'

type Reason = Outcome['reasons'][number]

/** What was found, as a word of the sentence. */
const foundWords = (language: Language, { code, station, found }: Reason, reader: Reader): string => {
  const { belowAll, ears, elsewhere } = conclusion[language]
  const earWords: Readonly<Record<string, string>> = ears
  if (code === 'referred') return found === null || found === '' ? saidTo(reader, elsewhere) : String(found)
  if (code === 'hearing-not-heard') return earWords[String(found)] ?? ears.both
  if (found === null) return station?.startsWith('acuity') ? belowAll : ''
  return valueWords(station, found)
}

/** Acuity has one place behind the point, always: 5.0, never 5. */
const valueWords = (station: Reason['station'], value: number | string): string =>
  typeof value === 'number' && station?.startsWith('acuity') ? value.toFixed(1) : String(value)

/** A reason as the sentence that this reader reads: the driver is spoken to, everybody else is told of the driver. */
export const reasonWords = (language: Language, reason: Reason, reader: Reader): string => {
  const { reasons, wholeCheck, allClasses } = conclusion[language]
  const { code, station, classes, asked } = reason
  return fill(saidTo(reader, reasons[code]), {
    station: station ? terms[language].stations[station] : wholeCheck,
    classes: classes.length > 0 ? listed(language, classes) : allClasses,
    found: foundWords(language, reason, reader),
    // Beside one eye's acuity the other's field is asked, in degrees.
    asked: asked === null ? '' : code === 'acuity-below' ? valueWords(station, asked) : String(asked),
  }).trimEnd()
}

/** An outcome in words: never a bare no, the reasons always stand with it. */
export const outcomeWords = (
  language: Language,
  outcome: Outcome,
  reader: Reader,
): { title: string; conditions: string[]; reasons: string[] } => ({
  title: terms[language].outcomes[outcome.kind],
  conditions: outcome.conditions.map((condition) => terms[language].conditions[condition]),
  reasons: outcome.reasons.map((reason) => reasonWords(language, reason, reader)),
})
