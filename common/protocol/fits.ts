import type { Static, TSchema } from 'typebox'

/** The parts of a schema that say which values fit it, as JSON Schema names them: all that the schemas of our wires use. */
type Parts = {
  type?: unknown
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly TSchema[]
  items?: TSchema | readonly TSchema[]
  minItems?: number
  maxItems?: number
  uniqueItems?: boolean
  properties?: Readonly<Record<string, TSchema>>
  required?: readonly string[]
  additionalProperties?: TSchema | boolean
  maxProperties?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  minimum?: number
  maximum?: number
}
const partsOf = (schema: TSchema): Parts => schema

/**
 * Does a value fit its schema? What a page asks of all that it receives: a page's content security policy allows no code made while it
 * runs (`fitsCompiled`), and TypeBox's own walk through a schema knows all of JSON Schema, which is more than a hall's whole screen weighs.
 * What it doesn't know fits nothing; it says the same as TypeBox of every schema of ours (fits.test.ts).
 */
export const fits = <S extends TSchema>(schema: S, value: unknown): value is Static<S> => fitsParts(partsOf(schema), value)

const fitsParts = (parts: Parts, value: unknown): boolean => {
  if ('const' in parts) return value === parts.const
  if (parts.enum) return parts.enum.includes(value)
  if (parts.anyOf) return parts.anyOf.some((one) => fits(one, value))
  switch (parts.type) {
    case 'null':
      return value === null
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
      return Number.isInteger(value) && isWithin(parts, value)
    case 'number':
      return Number.isFinite(value) && isWithin(parts, value)
    case 'string':
      return typeof value === 'string' && fitsText(parts, value)
    case 'array':
      return Array.isArray(value) && fitsList(parts, value)
    case 'object':
      return isRecord(value) && fitsObject(parts, value)
    default:
      return false
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isWithin = ({ minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY }: Parts, value: unknown): boolean =>
  typeof value === 'number' && value >= minimum && value <= maximum

const patterns = new Map<string, RegExp>()
const patternOf = (source: string): RegExp => {
  const pattern = patterns.get(source) ?? new RegExp(source, 'u')
  patterns.set(source, pattern)
  return pattern
}

/** Characters of Unicode, of which some are two units of a string: by them a length is counted. */
const charactersIn = (text: string): number => {
  let count = 0
  for (const _ of text) count += 1
  return count
}

const fitsText = ({ minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern }: Parts, text: string): boolean => {
  const longEnough = text.length >= 2 * minLength || (text.length >= minLength && charactersIn(text) >= minLength)
  const shortEnough = text.length <= maxLength || (text.length <= 2 * maxLength && charactersIn(text) <= maxLength)
  return longEnough && shortEnough && (pattern === undefined || patternOf(pattern).test(text))
}

const fitsList = ({ items, minItems = 0, maxItems = Number.POSITIVE_INFINITY, uniqueItems }: Parts, list: readonly unknown[]): boolean => {
  if (list.length < minItems || list.length > maxItems) return false
  if (uniqueItems && new Set(list.map((one) => JSON.stringify(one))).size < list.length) return false
  if (!items) return true
  const each = (at: number) => (isTuple(items) ? items[at] : items)
  return list.every((one, at) => {
    const schema = each(at)
    return schema !== undefined && fits(schema, one)
  })
}
const isTuple = (items: NonNullable<Parts['items']>): items is readonly TSchema[] => Array.isArray(items)

const fitsObject = (
  { properties = {}, required = [], additionalProperties = true, maxProperties = Number.POSITIVE_INFINITY }: Parts,
  value: Readonly<Record<string, unknown>>,
): boolean => {
  const entries = Object.entries(value)
  if (entries.length > maxProperties || !required.every((name) => Object.hasOwn(value, name))) return false
  return entries.every(([name, one]) => {
    const named = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (named) return (one === undefined && !required.includes(name)) || fits(named, one)
    return typeof additionalProperties === 'object' ? fits(additionalProperties, one) : additionalProperties
  })
}
