import type { Language } from '#protocol/basic.ts'
import { type AnyStation, isOfForm } from '#protocol/stations.ts'
import { clinician } from './clinician.ts'
import { fill } from './fill.ts'
import { acuity } from './finding.ts'

/** What a station asks at least, in its own unit; empty where no number is asked. */
export const askedWords = (station: AnyStation, asked: number | undefined, language: Language): string => {
  const words = clinician[language]
  if (!isOfForm(station)) return words.exam.informationOnly
  if (asked === undefined) return station === 'height' ? words.exam.askedNone : ''
  const limit = station === 'height' ? fill(words.value.cm, { cm: asked }) : acuity(asked)
  return fill(words.exam.asked, { asked: `≥ ${limit}` })
}
