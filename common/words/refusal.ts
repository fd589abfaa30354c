import type { Language } from '#protocol/basic.ts'
import type { PaperFault } from '#protocol/check.ts'
import type { Refusal } from '#protocol/refusal.ts'
import { places } from './places.ts'
import { type Reader, saidTo } from './reader.ts'
import { refusalSentence, type Words } from './refusal-sentence.ts'
import { refusals } from './refusals.ts'
import { toDriver } from './to-driver.ts'

/** What this reader is told: some sentences a driver gets are the driver's alone. */
const sentenceOf = (language: Language, code: string, reader: Reader): string | undefined => {
  const ofDriver: Words = refusals[language]
  const own: Words = toDriver[language]
  return own[code] === undefined ? ofDriver[code] : saidTo(reader, { toDriver: own[code], ofDriver: ofDriver[code] ?? own[code] })
}

/** A refusal as the sentence that says this reader what happened, why, and what to do. A code that this screen doesn't know stands for itself. */
export const refusalWords = (language: Language, refusal: Refusal, reader: Reader): string =>
  refusalSentence(language, refusal, {
    sentence: sentenceOf(language, refusal.refused, reader),
    reader,
    where: places[language],
  })

/** Why a signed report has no paper, as a sentence. What an older server wrote down names the character alone. */
export const heldWords = (language: Language, { code, detail, fields }: PaperFault, reader: Reader): string =>
  refusalWords(language, { refused: code, fields: fields ?? { where: 'paper', character: detail } }, reader)
