import type { Language } from '#protocol/basic.ts'
import { PHRASES, type Written } from '#protocol/saying.ts'
import { phrases } from '#words/phrases.ts'

/** What a line means: a phrase by its words, which the driver reads and hears in the own language, or words of the doctor's. */
export const writtenBy = (line: string, language: Language): Written => {
  const phrase = PHRASES.find((one) => phrases[language][one] === line)
  return phrase ? { phrase } : { words: line }
}
