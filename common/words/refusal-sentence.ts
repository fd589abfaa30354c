import type { Language } from '#protocol/basic.ts'
import type { Refusal } from '#protocol/refusal.ts'
import { dated } from './dated.ts'
import { fill, listed } from './fill.ts'
import { type Reader, saidTo } from './reader.ts'
import { otherRefusal } from './refusals-of-screens.ts'
import { terms } from './terms.ts'

export type Words = Readonly<Partial<Record<string, string>>>

/** The words for the codes that a field of a refusal may carry. Height is a station and a device: only the field's name tells which. */
const wordsOf = (field: string, language: Language, reader: Reader): Words => {
  const { stations, devices, photoFaults, cells, licenceStates } = terms[language]
  if (field === 'station' || field === 'stations') return stations
  if (field === 'device') return devices
  if (field === 'cell') return cells
  if (field === 'states') return licenceStates
  if (field !== 'why') return {}
  return Object.fromEntries(Object.entries(photoFaults).map(([fault, sentence]) => [fault, saidTo(reader, sentence)]))
}

/**
 * A refusal as its `sentence` with what its fields are called; without one it stands for itself, by its code. `where`: what the places
 * of the paper are called, on pages whose readers see to one.
 */
export const refusalSentence = (
  language: Language,
  { refused, fields }: Refusal,
  { sentence, reader, where = {} }: { sentence: string | undefined; reader: Reader; where?: Words },
): string => {
  const shown = Object.entries(fields).map(([field, value]) => {
    const words = field === 'where' ? where : wordsOf(field, language, reader)
    const codes = Array.isArray(value) ? value : [String(value)]
    const named = codes.map((code) => words[code] ?? dated(code))
    return [field, listed(language, named)]
  })
  return fill(sentence ?? fill(otherRefusal[language], { code: refused }), Object.fromEntries(shown))
}
