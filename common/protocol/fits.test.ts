import { globSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import type { TSchema } from 'typebox'
import { expect, test } from 'vitest'
import { fitsCompiled } from './compiled.ts'
import { fits } from './fits.ts'

// TypeBox's own check is the other half of these tests: every schema that any file of this room exports.

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
const TYPES = new Set<unknown>(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'])
const isSchema = (value: Record<string, unknown>): value is Record<string, unknown> & TSchema =>
  '~kind' in value || 'anyOf' in value || 'enum' in value || TYPES.has(value['type'])

const whole = new Set<Record<string, unknown> & TSchema>()
const seen = new Set<unknown>()
const collect = (value: unknown): void => {
  if (!isObject(value) || seen.has(value)) return
  seen.add(value)
  if (isSchema(value)) whole.add(value)
  else for (const part of Object.values(value)) collect(part)
}
for (const file of globSync('**/*.ts', { cwd: import.meta.dirname }).filter((file) => !file.endsWith('.test.ts')))
  collect({ ...(await import(join(import.meta.dirname, file))) })

const made = new Map<TSchema, fc.Arbitrary<unknown>>()
/** Values that fit a schema. */
const goodOf = (schema: TSchema): fc.Arbitrary<unknown> => {
  const good = made.get(schema) ?? madeFor(schema)
  made.set(schema, good)
  return good
}
type Parts = {
  const?: unknown
  enum?: unknown[]
  anyOf?: TSchema[]
  type?: string
  items?: TSchema | TSchema[]
  properties?: Record<string, TSchema>
  required?: string[]
  additionalProperties?: TSchema | boolean
  pattern?: string
} & Record<'minimum' | 'maximum' | 'minLength' | 'maxLength' | 'minItems' | 'maxItems', number | undefined>
const partsOf = (schema: TSchema): Parts => schema as TSchema & Parts
const madeFor = (schema: TSchema): fc.Arbitrary<unknown> => {
  const parts = partsOf(schema)
  const { minimum: min = -1e6, maximum: max = 1e6, minLength = 0, maxLength = 20, minItems = 0, maxItems = 3 } = parts
  const { items = [], properties = {}, required = [], additionalProperties } = parts
  if ('const' in parts) return fc.constant(parts.const)
  if (parts.enum) return fc.constantFrom(...parts.enum)
  if (parts.anyOf) return fc.oneof(...parts.anyOf.map(goodOf))
  switch (parts.type) {
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.integer({ min, max })
    case 'number':
      return fc.double({ min, max, noNaN: true })
    case 'string':
      return parts.pattern
        ? fc.stringMatching(new RegExp(parts.pattern, 'u'), { size: 'small' })
        : fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, minLength + 20) })
    case 'array':
      return Array.isArray(items)
        ? fc.tuple(...items.map(goodOf))
        : fc.array(goodOf(items), { minLength: minItems, maxLength: Math.min(maxItems, minItems + 2) })
    default: {
      const named = Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, goodOf(one)]))
      const record = fc.record(named, { requiredKeys: required })
      if (typeof additionalProperties !== 'object') return record
      return fc
        .tuple(record, fc.dictionary(fc.string({ maxLength: 5 }), goodOf(additionalProperties), { maxKeys: 3 }))
        .map(([own, more]) => ({ ...more, ...own }))
    }
  }
}

const ODD = [null, undefined, true, 0, -1, 0.5, 1e9, Number.NaN, '', 'x', '😀'.repeat(21), 'a'.repeat(41), [], [1, 1], {}, { x: 1 }]

/** The value with one place of it changed: an odd value, one more, or one fewer. `at` says which place. */
const spoilt = (value: unknown, at: number, odd: unknown): unknown => {
  if (at % 3 === 0 || !isObject(value)) return odd
  const keys = Object.keys(value)
  const key = keys[at % Math.max(1, keys.length)] ?? 'more'
  const next = Math.floor(at / 3)
  if (Array.isArray(value))
    return next % 4 === 0 ? [...value, ...value, odd] : value.map((one, n) => (String(n) === key ? spoilt(one, next, odd) : one))
  if (next % 5 === 0) return { ...value, more: odd }
  if (next % 5 === 1) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))
  return { ...value, [key]: spoilt(value[key], next, odd) }
}

test('the same values fit as by TypeBox, whatever the schema, and no others', () => {
  const counts = { fits: 0, not: 0 }
  for (const schema of whole) {
    const cases = fc.tuple(goodOf(schema), fc.nat(1e6), fc.constantFrom(...ODD))
    fc.assert(
      fc.property(cases, ([good, at, odd]) => {
        for (const value of [good, spoilt(good, at, odd), odd]) {
          const said = fits(schema, value)
          if (said !== fitsCompiled(schema, value))
            expect.fail(`${JSON.stringify(value)} ${said ? 'fits' : "doesn't fit"} ${JSON.stringify(schema)}`)
          counts[said ? 'fits' : 'not'] += 1
        }
      }),
      { numRuns: 10 },
    )
  }
  expect(whole.size).toBeGreaterThan(250)
  expect(Math.min(counts.fits, counts.not)).toBeGreaterThan(2000)
})

/** Every key of a schema and of those in it. */
const keysIn = (schema: TSchema): string[] => {
  const { items = [], properties = {}, additionalProperties = [], anyOf = [] } = partsOf(schema)
  const within = [items, anyOf, Object.values(properties), additionalProperties].flat().filter((one) => typeof one === 'object')
  return [...Object.keys(schema), ...within.flatMap(keysIn)]
}

test('no schema of a wire says anything that this check does not know', () => {
  const told = 'type const enum anyOf items minItems maxItems uniqueItems properties required additionalProperties maxProperties'
  const ofTexts = 'minLength maxLength pattern minimum maximum'
  // These say nothing of values: how a line is cleaned, how large a whole may be, how TypeBox ends a tuple, what people are shown.
  const aside = 'x-line mostBytes additionalItems examples'
  const all = new Set([told, ofTexts, aside].flatMap((keys) => keys.split(' ')))
  expect([...new Set([...whole].flatMap(keysIn))].filter((key) => !all.has(key) && !key.startsWith('~'))).toEqual([])
})

test('what it does not know fits nothing', () => {
  expect(fits({ type: 'bigint' }, 1n)).toBe(false)
  expect(fits({}, 1)).toBe(false)
})
