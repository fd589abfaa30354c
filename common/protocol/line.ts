import { type TSchema, Type } from 'typebox'
import { standardCharacters } from './private-use.ts'

/** Marks a line in its schema. */
const MARK = 'x-line'

/**
 * One line that a person or another system wrote, of so many characters: whatever the door takes in by this type is cleaned before it is
 * checked. A text that people read, search or print is declared by nothing else.
 */
export const Line = (most: number, least = 0) => Type.String({ minLength: least, maxLength: most, [MARK]: true })

const UNSEEN = /[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}]+/gu
/** Breaks and controls in a row are one space; an ideographic space stays. */
const BLANK = /[\p{Cc}\p{Zl}\p{Zp}]+|(?!\u3000)\p{Zs}/gu

/**
 * A line as it is shown, searched and printed: standard characters for those of private use that are known, a space for line breaks,
 * tabs, other controls and spaces of other widths, and nothing for what nobody sees (Unicode's default-ignorable characters, formats,
 * marks of direction, halves of a pair).
 */
export const cleanLine = (text: string): string => standardCharacters(text).replaceAll(UNSEEN, '').replaceAll(BLANK, ' ').trim()

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isSchema = (value: unknown): value is TSchema => isRecord(value)

/** The schemas inside a schema: of properties by name, of items, of alternatives. */
const within = (schema: TSchema) => {
  const { properties, items, anyOf } = schema as { properties?: unknown; items?: unknown; anyOf?: unknown }
  return {
    properties: isRecord(properties) ? Object.entries(properties).filter((one): one is [string, TSchema] => isSchema(one[1])) : [],
    items: (Array.isArray(items) ? items : [items]).filter(isSchema),
    isTuple: Array.isArray(items),
    anyOf: Array.isArray(anyOf) ? anyOf.filter(isSchema) : [],
  }
}

/** Is this the schema of a line? */
export const isLine = (schema: TSchema): boolean => MARK in schema

const holding = new WeakMap<TSchema, boolean>()
const holdsLines = (schema: TSchema): boolean => {
  const known = holding.get(schema)
  if (known !== undefined) return known
  const { properties, items, anyOf } = within(schema)
  const holds = isLine(schema) || [...properties.map(([, one]) => one), ...items, ...anyOf].some(holdsLines)
  holding.set(schema, holds)
  return holds
}

/**
 * A value from outside with every line in it cleaned, wherever its schema has one. The rest stays as it came, and so does a list that is longer
 * than its schema lets it be: it is checked afterwards.
 */
export const cleaned = (schema: TSchema, value: unknown): unknown => {
  if (!holdsLines(schema)) return value
  const { properties, items, isTuple, anyOf } = within(schema)
  if (anyOf.length > 0) return anyOf.reduce<unknown>((now, one) => cleaned(one, now), value)
  if (typeof value === 'string') return isLine(schema) ? cleanLine(value) : value
  if (Array.isArray(value) && value.length > Number(Reflect.get(schema, 'maxItems') ?? Infinity)) return value
  if (Array.isArray(value)) return value.map((one: unknown, at) => cleaned(items[isTuple ? at : 0] ?? {}, one))
  if (!isRecord(value)) return value
  const inside = properties.flatMap(([name, one]) => (Object.hasOwn(value, name) ? [[name, cleaned(one, value[name])]] : []))
  return { ...value, ...Object.fromEntries(inside) }
}

/** Every string that a schema takes: where it stands, and its schema. For tests that leave no field out. */
export const stringsOf = (schema: TSchema, at = ''): { at: string; schema: TSchema }[] => {
  const { properties, items, anyOf } = within(schema)
  const own = Reflect.get(schema, 'type') === 'string' ? [{ at, schema }] : []
  return [
    ...own,
    ...properties.flatMap(([name, one]) => stringsOf(one, `${at}/${name}`)),
    ...items.flatMap((one) => stringsOf(one, `${at}/*`)),
    ...anyOf.flatMap((one) => stringsOf(one, at)),
  ]
}
