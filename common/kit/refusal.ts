import type { Language } from '#protocol/basic.ts'
import type { Held } from '#protocol/check.ts'
import type { Refusal } from '#protocol/refusal.ts'
import { dated } from '#words/dated.ts'
import { fill, listed, text } from '#words/index.ts'
import { saidTo, type Reader } from '#words/reader.ts'

type Words = Readonly<Partial<Record<string, string>>>

/** The words for the codes that a field of a refusal may carry. Height is a station and a device: only the field's name tells which. */
const wordsOf = (field: string, language: Language, reader: Reader): Words => {
  const { stations, devices, photoFaults } = text[language].terms
  if (field === 'station' || field === 'stations') return stations
  if (field === 'device') return devices
  if (field === 'cell') return text[language].service.cells
  if (field === 'where') return text[language].report.places
  if (field !== 'why') return {}
  return Object.fromEntries(Object.entries(photoFaults).map(([fault, sentence]) => [fault, saidTo(reader, sentence)]))
}

/** What this reader is told: some sentences a driver gets are the driver's alone. */
const sentenceOf = (language: Language, code: string, reader: Reader): string | undefined => {
  const { refusals, toDriver } = text[language]
  const ofDriver: Words = refusals
  const own: Words = toDriver
  return own[code] === undefined ? ofDriver[code] : saidTo(reader, { toDriver: own[code], ofDriver: ofDriver[code] ?? own[code] })
}

/** A refusal as the sentence that says this reader what happened, why, and what to do. A code that this screen doesn't know stands for itself. */
export const refusalWords = (language: Language, { refused, fields }: Refusal, reader: Reader): string => {
  const shown = Object.entries(fields).map(([field, value]) => {
    const words = wordsOf(field, language, reader)
    const codes = Array.isArray(value) ? value : [String(value)]
    return [
      field,
      listed(
        language,
        codes.map((code) => words[code] ?? dated(code)),
      ),
    ]
  })
  const unknown = () => fill(text[language].booth.refusal.other, { code: refused })
  return fill(sentenceOf(language, refused, reader) ?? unknown(), Object.fromEntries(shown))
}

/** Why a signed report has no paper, as a sentence. What an older server wrote down names the character alone. */
export const heldWords = (language: Language, { code, detail, fields }: Held, reader: Reader): string =>
  refusalWords(language, { refused: code, fields: fields ?? { where: 'paper', character: detail } }, reader)
