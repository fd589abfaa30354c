import type { TSchema } from 'typebox'
import { isTuple, sizedOf } from './bounds.ts'
import { fitsCompiled } from './compiled.ts'

/**
 * The first place where a value leaves its schema, as a JSON pointer; `/` is the value itself. It ends at that place: a library's list
 * of all that is wrong costs seconds where a stranger wrote it. For programs alone, as what it stands on.
 */
export const whereWrong = (schema: TSchema, value: unknown): string => wrongAt(schema, value, '') || '/'

const wrongAt = (schema: TSchema, value: unknown, at: string): string => {
  const { anyOf, type, items, properties = {}, maxItems = Number.POSITIVE_INFINITY } = sizedOf(schema)
  if (anyOf) {
    const [meant, ...others] = anyOf.filter((one) => couldBe(one, value))
    return meant && others.length === 0 ? wrongAt(meant, value, at) : at
  }
  if (type === 'array' && Array.isArray(value)) {
    if (value.length > maxItems) return at
    const partOf = (index: number): TSchema | undefined => (isTuple(items) ? items[index] : items)
    const wrong = value.findIndex((part, index) => !fits(partOf(index), part))
    return wrong < 0 ? at : descend(partOf(wrong), value[wrong], `${at}/${wrong}`)
  }
  if (type === 'object' && isRecord(value)) {
    const wrong = Object.keys(properties).find((name) => Object.hasOwn(value, name) && !fits(properties[name], value[name]))
    return wrong === undefined ? at : descend(properties[wrong], value[wrong], `${at}/${wrong}`)
  }
  return at
}

const fits = (schema: TSchema | undefined, value: unknown): boolean => schema !== undefined && fitsCompiled(schema, value)
const descend = (schema: TSchema | undefined, value: unknown, at: string): string => (schema ? wrongAt(schema, value, at) : at)

/** May a value be meant for this branch of a union? Looks at its kind, and at the words that tell the branches apart. */
const couldBe = (schema: TSchema, value: unknown): boolean => {
  const { type, anyOf, properties = {}, required = [] } = sizedOf(schema)
  if (anyOf) return anyOf.some((one) => couldBe(one, value))
  if (type === 'array') return Array.isArray(value)
  if (type !== 'object') return fitsCompiled(schema, value) || type === (value === null ? 'null' : typeof value)
  if (!isRecord(value)) return false
  // A word that may be left out tells nothing where it isn't there.
  const tells = (name: string, part: TSchema) => 'const' in part && (required.includes(name) || Object.hasOwn(value, name))
  return Object.entries(properties).every(([name, part]) => !tells(name, part) || fitsCompiled(part, value[name]))
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
