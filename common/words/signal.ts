import { FASTEST_MS, type Signal } from '#measure/effort/effort.ts'
import type { Language } from '#protocol/basic.ts'
import { effort } from './effort.ts'
import { fill, listed } from './fill.ts'

/** Odds above this aren't told apart: the models behind them aren't that good. */
const MOST_ODDS = 1000

/** Odds as a doctor reads them: two digits at most. */
const oddsWords = (odds: number, language: Language): string => {
  const words = effort[language]
  if (odds > MOST_ODDS) return fill(words.overTimes, { odds: MOST_ODDS })
  return fill(words.times, { odds: odds < 10 ? Math.round(odds) : Number(odds.toPrecision(2)) })
}

/** So many places are named. */
const MOST_PLACES = 6

/** When voices were heard: by which answers, and how long after the test began. */
const heardWords = (heard: NonNullable<Signal['heard']>, language: Language): string => {
  const words = effort[language]
  const places = heard.slice(0, MOST_PLACES).map(({ answer, afterMs }) => {
    const seconds = Math.floor(afterMs / 1000)
    return fill(words.place, { answer, time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` })
  })
  return listed(language, [...places, ...(heard.length > MOST_PLACES ? [words.more] : [])])
}

/** A signal as a sentence: what was counted, of how many, and the odds where there are some. */
export const signalWords = ({ kind, count, of, odds, answer, heard = [] }: Signal, language: Language): string => {
  const words = effort[language]
  const answers: Readonly<Record<string, string>> = words.answers
  return fill(words.kinds[kind], {
    count,
    of,
    seconds: FASTEST_MS / 1000,
    answer: answers[answer ?? ''] ?? answer ?? '',
    odds: odds === null ? '' : oddsWords(odds, language),
    heard: heardWords(heard, language),
  })
}
