import type { TSchema } from 'typebox'

// How large a value of a schema can be. Whoever opens a door asks here how much of a message is worth reading at all.

/** Bytes of JSON that a number takes at most as ECMAScript writes it, and a property that no schema names with its value. */
const NUMBER_BYTES = 24
const UNNAMED_BYTES = 300
/** UTF-8 takes at most four bytes a character. */
const CHARACTER_BYTES = 4

/** The parts of a schema that say how large its values are, as JSON Schema names them. */
type Sized = {
  type?: unknown
  const?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly TSchema[]
  items?: TSchema | readonly TSchema[]
  properties?: Readonly<Record<string, TSchema>>
  patternProperties?: Readonly<Record<string, TSchema>>
  additionalProperties?: TSchema | boolean
  required?: readonly string[]
  maxLength?: number
  maxItems?: number
  maxProperties?: number
  minimum?: number
  maximum?: number
  pattern?: string
  /** Ours: bytes of JSON that the whole value may take, where what its parts may take comes to more than anybody needs. */
  mostBytes?: number
}
export const sizedOf = (schema: TSchema): Sized => schema

/** A pattern from `^` to `$` without a dot, a negation or a sign beyond ASCII fits nothing but ASCII. */
const ASCII = /^\^(?!.*(\[\^|\\[DSWpPu]|\.))[\x20-\x7e]*\$$/

/** Asked of every message by every socket that comes: worked out once for each schema. */
const known = new WeakMap<TSchema, number>()

/** The most bytes of JSON, in UTF-8 and without spaces, that a value of this schema takes; Infinity: it has no bound. */
export const mostBytes = (schema: TSchema): number => {
  const found = known.get(schema)
  if (found !== undefined) return found
  const sized = sizedOf(schema)
  const most = Math.min(sized.mostBytes ?? Number.POSITIVE_INFINITY, bytesOf(sized))
  known.set(schema, most)
  return most
}

const textBytes = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length
const largest = (sizes: readonly number[]): number => Math.max(0, ...sizes)
const sum = (sizes: readonly number[]): number => sizes.reduce((all, one) => all + one, 0)

const bytesOf = (sized: Sized): number => {
  if ('const' in sized) return textBytes(sized.const)
  if (sized.enum) return largest(sized.enum.map(textBytes))
  if (sized.anyOf) return largest(sized.anyOf.map(mostBytes))
  if (sized.type === 'null') return 4
  if (sized.type === 'boolean') return 5
  if (sized.type === 'number') return NUMBER_BYTES
  if (sized.type === 'integer')
    return sized.minimum !== undefined && sized.maximum !== undefined
      ? largest([sized.minimum, sized.maximum].map(textBytes))
      : NUMBER_BYTES
  if (sized.type === 'string') {
    const most = sized.maxLength ?? Number.POSITIVE_INFINITY
    return 2 + most * (sized.pattern !== undefined && ASCII.test(sized.pattern) ? 1 : CHARACTER_BYTES)
  }
  if (sized.type === 'array')
    return isTuple(sized.items)
      ? 1 + sum(sized.items.map((item) => mostBytes(item) + 1))
      : 2 +
          (sized.maxItems === 0
            ? 0
            : (sized.maxItems ?? Number.POSITIVE_INFINITY) * ((sized.items ? mostBytes(sized.items) : Number.POSITIVE_INFINITY) + 1))
  return sized.type === 'object' ? objectBytes(sized) : Number.POSITIVE_INFINITY
}

/** A list with a schema for each of its places. */
export const isTuple = (items: Sized['items']): items is readonly TSchema[] => Array.isArray(items)

const objectBytes = ({ properties = {}, patternProperties, additionalProperties, maxProperties }: Sized): number => {
  const named = sum(Object.entries(properties).map(([name, value]) => textBytes(name) + mostBytes(value) + 2))
  const others = patternProperties ? largest(Object.values(patternProperties).map(mostBytes)) : 0
  const open = patternProperties === undefined && additionalProperties !== false
  const each = open ? (typeof additionalProperties === 'object' ? mostBytes(additionalProperties) : UNNAMED_BYTES) : others
  const unnamed = open || patternProperties ? (maxProperties ?? Number.POSITIVE_INFINITY) * (each + UNNAMED_BYTES) : 0
  return 2 + named + unnamed
}

/** How deep arrays and objects of this schema stand in each other; 0: neither. What a schema doesn't describe counts as one. */
export const depthOf = (schema: TSchema): number => {
  const { type, anyOf, items, properties = {}, patternProperties = {}, additionalProperties } = sizedOf(schema)
  if (anyOf) return largest(anyOf.map(depthOf))
  if (type === 'array') return 1 + (isTuple(items) ? largest(items.map(depthOf)) : items ? depthOf(items) : 0)
  if (type !== 'object') return 0
  const described = typeof additionalProperties === 'object' ? [additionalProperties] : []
  return 1 + largest([...Object.values(properties), ...Object.values(patternProperties), ...described].map(depthOf))
}

/** The parts of a schema whose values may be as large as anybody likes, as JSON pointers into the schema. */
export const unbounded = (schema: TSchema, at = ''): string[] => {
  const sized = sizedOf(schema)
  const { type, anyOf, items, properties = {}, patternProperties, additionalProperties, maxLength, maxItems, maxProperties } = sized
  if ('const' in sized || sized.enum) return []
  if (anyOf) return anyOf.flatMap((one, index) => unbounded(one, `${at}/anyOf/${index}`))
  if (type === 'string') return maxLength === undefined ? [at] : []
  if (type === 'array') {
    if (isTuple(items)) return items.flatMap((one, index) => unbounded(one, `${at}/items/${index}`))
    return [...(maxItems === undefined ? [at] : []), ...(items ? unbounded(items, `${at}/items`) : [at])]
  }
  if (type !== 'object') return ['null', 'boolean', 'number', 'integer'].includes(String(type)) ? [] : [at]
  const open = (patternProperties !== undefined || additionalProperties !== false) && maxProperties === undefined
  return [
    ...(open ? [at] : []),
    ...Object.entries({ ...properties, ...patternProperties }).flatMap(([name, value]) => unbounded(value, `${at}/properties/${name}`)),
    ...(typeof additionalProperties === 'object' ? unbounded(additionalProperties, `${at}/additionalProperties`) : []),
  ]
}

/** No value on any wire stands deeper than this: arrays and objects in each other. */
export const DEEPEST = 16

/** Do arrays and objects of this JSON text stand deeper in each other than `most`? Looks at each character once and makes nothing. */
export const deeperThan = (text: string, most: number): boolean => {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === QUOTE) {
      at = endOfString(text, at)
      if (at < 0) return false
    } else if (sign === BRACKET || sign === BRACE) {
      if (++depth > most) return true
    } else if (sign === BRACKET_END || sign === BRACE_END) depth--
  }
  return false
}

const [QUOTE, BACKSLASH, BRACKET, BRACKET_END, BRACE, BRACE_END] = [0x22, 0x5c, 0x5b, 0x5d, 0x7b, 0x7d]

/** Where the string that begins at a quotation mark ends; -1: nowhere. */
const endOfString = (text: string, from: number): number => {
  let end = from
  for (;;) {
    end = text.indexOf('"', end + 1)
    if (end < 0) return -1
    let before = end - 1
    while (text.charCodeAt(before) === BACKSLASH) before--
    // After an even number of backslashes a quotation mark means itself.
    if ((end - before) % 2 === 1) return end
  }
}
