import type { Language } from '#protocol/basic.ts'
import { fill, text } from '../index.ts'

/** How loud the booth was, dB(A). */
export const ambientWords = (db: number | null, language: Language): string => {
  const words = text[language].procedures.hearing.score
  return db === null ? words.ambientUnknown : fill(words.ambient, { db: db.toFixed(0) })
}
