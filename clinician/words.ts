import type { Language } from '#protocol/basic.ts'
import type { AnyStation } from '#protocol/stations.ts'
import { fill } from '#words/fill.ts'
import { text } from './text.ts'

/** A sensor's value in the unit of its station; nothing where nothing is to be measured. */
export const liveWords = (station: AnyStation, value: number | null, language: Language): string => {
  const words = text[language].clinician.exam
  if (value === null) return ''
  return station === 'height' ? fill(words.liveMm, { value: Math.round(value) }) : fill(words.liveN, { value: (value / 1000).toFixed(0) })
}
