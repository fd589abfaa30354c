import type { ReportStanding } from '#protocol/case.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Report } from '#protocol/report.ts'
import { bytesIn } from './characters.ts'
import { BELOW, itemsOf, type Value } from './items.ts'
import { type Field, type FieldMap, type Form, mapName } from './map.ts'

/** A column with what stands in it. */
export type NamedValue = { name: string; value: string }

/**
 * What a system gets of a report: every column of its map, in its order. A refusal where that can't be: a value has no code
 * (`value-without-code`), is longer than its column (`column-too-short`), has a character that the system lacks (`character-missing`), or is needed and
 * isn't there (`value-missing`). `photo`: base64, for maps that ask for it; `standing`: how it stands at the counter, where that is told.
 */
export const fieldsOf = (
  report: Report,
  map: FieldMap,
  photo: string | null,
  standing: ReportStanding | null = null,
): NamedValue[] | Refusal => {
  const items = itemsOf(report, photo, standing)
  const fields: NamedValue[] = []
  for (const field of map.fields) {
    const value = 'always' in field ? field.always : written(field, items[field.item])
    const named = { map: mapName(map), column: field.name, where: 'item' in field ? field.item : field.name }
    if (value === null) return refuse('value-missing', named)
    if (typeof value !== 'string') return refuse('value-without-code', { ...named, value: value.without })
    const refused = roomFor(map, field, value, named)
    if (refused) return refused
    fields.push({ name: field.name, value })
  }
  return fields
}

/** Why this map can't express a report, as `fieldsOf` says it; null: it can. To be asked before anybody signs. */
export const inexpressible = (report: Report, map: FieldMap): Refusal | null => {
  const fields = fieldsOf(report, map, '')
  return isRefusal(fields) ? fields : null
}

/** A value in its form; null: it is needed and there is none; or the value that the form has no way for. */
const written = (field: Extract<Field, { item: unknown }>, value: Value): string | null | { without: string } => {
  if (value === null) return field.needed ? null : ''
  return inForm(field.form, value) ?? { without: Array.isArray(value) ? value.join(',') : String(value) }
}

const inForm = (form: Form, value: Exclude<Value, null>): string | undefined => {
  switch (form.as) {
    case 'text':
      return typeof value === 'string' ? value + (form.after ?? '') : undefined
    case 'number':
      if (value === BELOW) return form.below
      return typeof value === 'number' ? inDecimals(value * form.times, form.decimals) : undefined
    case 'day':
      return typeof value === 'string' ? inPattern(form.pattern, value) : undefined
    case 'codes':
      return typeof value === 'string' ? codeIn(form.codes, value) : areWords(value) ? codesIn(form.codes, value) : undefined
    case 'diseases':
      return areNumbers(value) ? diseasesIn(form, value) : undefined
    case 'base64':
      return typeof value === 'string' ? value : undefined
  }
}

const areWords = (value: Exclude<Value, null>): value is readonly string[] =>
  typeof value === 'object' && value.every((one) => typeof one === 'string')
const areNumbers = (value: Exclude<Value, null>): value is readonly number[] =>
  typeof value === 'object' && value.every((one) => typeof one === 'number')

const codeIn = (codes: Readonly<Record<string, string>>, word: string): string | undefined =>
  Object.hasOwn(codes, word) ? codes[word] : undefined

/** Undefined: one of them has none. */
const codesIn = (codes: Readonly<Record<string, string>>, words: readonly string[]): string | undefined => {
  const all = words.map((word) => codeIn(codes, word))
  return all.includes(undefined) ? undefined : all.join(',')
}

/** Undefined: so few decimals would change it. */
const inDecimals = (value: number, decimals: number): string | undefined => {
  const text = value.toFixed(decimals)
  return Math.abs(Number(text) - value) < 1e-6 ? text : undefined
}

const inPattern = (pattern: string, day: string): string | undefined => {
  const [year, month, date] = day.split('-')
  if (year === undefined || month === undefined || date === undefined) return undefined
  return pattern.replace('yyyy', year).replace('MM', month).replace('dd', date)
}

const diseasesIn = (form: Extract<Form, { as: 'diseases' }>, diseases: readonly number[]): string | undefined => {
  if (form.by === 'mask') return String(diseases.reduce((sum, one) => sum + 2 ** one, 0))
  return form.several === 'refused' && diseases.length > 1 ? undefined : diseases.join(',')
}

/** Why a value doesn't go into its column; null: it does. */
const roomFor = (map: FieldMap, { most }: Field, value: string, named: { map: string; column: string; where: string }): Refusal | null => {
  const bytes = bytesIn(map.characters, value)
  if ('absent' in bytes) return refuse('character-missing', { ...named, character: bytes.absent, set: map.characters })
  if (!most) return null
  const count = most.of === 'bytes' ? bytes.length : Array.from(value).length
  return count > most.count ? refuse('column-too-short', { ...named, count, most: most.count }) : null
}
