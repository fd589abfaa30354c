import type { Language } from '#protocol/basic.ts'
import type { ReadingOutput } from '#protocol/service.ts'
import { text } from './text.ts'

/** A reading as a person reads it: what it is of, where the device gives more than one thing, and the value with its unit. */
export type ReadingWords = { of: string; value: string }

const KEYS: Readonly<Partial<Record<string, string>>> = { up: '↑', right: '→', down: '↓', left: '←', ok: '✓', no: '✕' }

/** Thousands apart by a narrow space, which reads the same in each language: `1 712`. */
const grouped = (value: number, decimals = 0): string => value.toFixed(decimals).replaceAll(/\B(?=(\d{3})+(?!\d))/g, '\u202f')

/** What a reading tells of: the newest of each is shown. A force sensor tells of each cell, a cabin's board of four things. */
export const subjectOf = (reading: ReadingOutput): string =>
  'cell' in reading ? reading.cell : (Object.keys(reading).find((key) => key !== 'deviceMs') ?? '')

/** A reading in words, with units. */
export const readingWords = (reading: ReadingOutput, language: Language): ReadingWords => {
  const { units, shown: words } = text[language].service
  const { cells } = text[language].terms
  const mm = (value: number) => `${grouped(value)} ${units.mm}`
  const kg = (grams: number) => `${grouped(grams / 1000, 1)} ${units.kg}`
  if ('event' in reading) return { of: '', value: words[reading.event] }
  if ('mm' in reading) return { of: words.distance, value: mm(reading.mm) }
  if ('stature' in reading) {
    if (reading.stature === null) return { of: words.height, value: words.empty }
    const { mm: height, grams } = reading.stature
    return { of: words.height, value: grams === null ? mm(height) : `${mm(height)} · ${kg(grams)}` }
  }
  if ('presenceMm' in reading) return { of: words.distance, value: mm(reading.presenceMm) }
  if ('weight' in reading) {
    const { grams, net, steady } = reading.weight
    return { of: words.weight, value: [kg(grams), ...(net ? [words.net] : []), ...(steady ? [] : [words.moving])].join(' · ') }
  }
  if ('key' in reading) return { of: words.key, value: KEYS[reading.key] ?? reading.key }
  if ('cell' in reading) {
    const { millinewtons, moving } = reading
    return {
      of: cells[reading.cell],
      value: [`${grouped(millinewtons / 1000, 1)} ${units.N}`, ...(moving ? [words.moving] : [])].join(' · '),
    }
  }
  if ('door' in reading) return { of: '', value: words.door[reading.door] }
  if ('occupied' in reading) return { of: '', value: reading.occupied ? words.occupied : words.empty }
  if ('noiseDb' in reading) return { of: words.noise, value: `${reading.noiseDb.toFixed(1)} ${units.dBA}` }
  return { of: words.light, value: `${grouped(reading.lux)} ${units.lux}` }
}
