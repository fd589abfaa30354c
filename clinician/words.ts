import type { Language } from '#protocol/basic.ts'
import { isOfForm, type AnyStation } from '#protocol/stations.ts'
import { acuity } from '#words/finding.ts'
import { fill, text } from '#words/index.ts'

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

const CHINA = 'Asia/Shanghai'
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: CHINA, hour: '2-digit', minute: '2-digit' })
const dayAndClock = new Intl.DateTimeFormat('sv-SE', { timeZone: CHINA, dateStyle: 'short', timeStyle: 'short' })
/** Time of day in China, `14:05`. */
export const timeOf = (instant: string): string => clock.format(new Date(instant))
/** Day and time in China, `2026-11-25 14:05`. */
export const dateTimeOf = (instant: string): string => dayAndClock.format(new Date(instant))
