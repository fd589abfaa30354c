import type { Language } from '#protocol/basic.ts'
import type { Refusal } from '#protocol/refusal.ts'
import { refusalSentence } from '#words/refusal-sentence.ts'
import { refusalsInBooths } from '#words/refusals-in-booths.ts'
import { refusalsOfScreens } from '#words/refusals-of-screens.ts'
import { toDriver } from '#words/to-driver.ts'

/** A refusal as the driver reads it. This page carries no sentence that only others can get. */
export const driverRefusalWords = (language: Language, refusal: Refusal): string => {
  const sentences: Readonly<Partial<Record<string, string>>> = {
    ...refusalsOfScreens[language],
    ...refusalsInBooths[language],
    ...toDriver[language],
  }
  return refusalSentence(language, refusal, { sentence: sentences[refusal.refused], reader: 'driver' })
}
