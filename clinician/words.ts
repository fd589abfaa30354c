import type { Language } from '#protocol/basic.ts'
import { type AnyStation, isOfForm } from '#protocol/stations.ts'
import { fill } from '#words/fill.ts'
import { acuity } from '#words/finding.ts'
import { text } from './text.ts'

/** A sensor's value in the unit of its station; nothing where nothing is to be measured. */
export const liveWords = (station: AnyStation, value: number | null, language: Language): string => {
  const words = text[language].clinician.exam
  if (value === null) return ''
  return station === 'height' ? fill(words.liveMm, { value: Math.round(value) }) : fill(words.liveN, { value: (value / 1000).toFixed(0) })
}

/** What a station asks at least, in its own unit; empty where no number is asked. */
export const askedWords = (station: AnyStation, asked: number | undefined, language: Language): string => {
  const words = text[language].clinician
  if (!isOfForm(station)) return words.exam.informationOnly
  if (asked === undefined) return station === 'height' ? words.exam.askedNone : ''
  const limit = station === 'height' ? fill(words.value.cm, { cm: asked }) : acuity(asked)
  return fill(words.exam.asked, { asked: `≥ ${limit}` })
}
