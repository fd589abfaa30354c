import type { Language } from '#protocol/basic.ts'
import { fill } from '../fill.ts'
import { procedures } from '../procedures.ts'

/** How loud the booth was, dB(A). */
export const ambientWords = (db: number | null, language: Language): string => {
  const words = procedures[language].hearing.score
  return db === null ? words.ambientUnknown : fill(words.ambient, { db: db.toFixed(0) })
}
