import type { Language } from '#protocol/basic.ts'
import { procedures } from '../procedures.ts'

type Procedures = (typeof procedures)[Language]

/** How a doctor reads a score. */
type Reading<Score, Words> = {
  /** What it came to, line by line. */
  lines: (score: Score, words: Words, language: Language) => string[]
  /** What should be seen without opening it, a few words each. */
  flags?: (score: Score, words: Words) => string[]
  /** Of what is for information: the figure itself, where there is one. */
  figure?: (score: Score, words: Words) => string | null
}

/** The same for any score: one of another procedure says nothing. */
export type Read = {
  lines(score: object, language: Language): string[]
  flags(score: object, language: Language): string[]
  figure(score: object, language: Language): string | null
}

/** How the scores of a procedure are read. `wordsOf`: where its sentences stand. */
export const reads = <Score, Words>(
  { isScore }: { isScore: (of: object) => of is Score & object },
  wordsOf: (texts: Procedures) => Words,
  { lines, flags, figure }: Reading<NoInfer<Score>, NoInfer<Words>>,
): Read => {
  const words = (language: Language) => wordsOf(procedures[language])
  return {
    lines: (score, language) => (isScore(score) ? lines(score, words(language), language) : []),
    flags: (score, language) => (flags && isScore(score) ? flags(score, words(language)) : []),
    figure: (score, language) => (figure && isScore(score) ? figure(score, words(language)) : null),
  }
}
