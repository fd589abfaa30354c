import type { Language } from '#protocol/basic.ts'
import type { Field } from '#protocol/fields.ts'
import { fill } from './fill.ts'
import { service } from './service.ts'

/** What a number can be, with its unit: `500 to 4500 mm`. */
export const rangeWords = ({ minimum, maximum, unit, optional }: Field, language: Language): string => {
  const { range, rangeOrEmpty, units } = service[language]
  const sentence = optional ? rangeOrEmpty : range
  // A number without a unit leaves no gap where its unit would stand.
  const said = units[unit] === '' ? sentence.replace(' {unit}', '') : sentence
  return fill(said, { least: minimum, most: maximum, unit: units[unit] })
}
