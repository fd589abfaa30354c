import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { Base64, Exact, Nullable } from './basic.ts'
import { deeperThan, depthOf, mostBytes, unbounded } from './bounds.ts'
import { whereWrong } from './where-wrong.ts'

describe('the most bytes of a schema', () => {
  // Each right side is the length of the longest JSON text, counted by hand.
  test.each([
    [Type.Null(), 'null'.length],
    [Type.Boolean(), 'false'.length],
    [Type.Enum(['ab', 'abc']), '"abc"'.length],
    [Type.Integer({ minimum: -99, maximum: 100 }), 3],
    [Base64(8), 2 + 8],
    [Type.String({ maxLength: 2 }), '"'.length * 2 + 2 * 4],
    [Type.Array(Type.Boolean(), { maxItems: 2 }), '[false,false]'.length + 1],
    [Type.Tuple([Type.Null(), Type.Boolean()]), '[null,false]'.length],
    [Exact({ a: Type.Null(), b: Type.Optional(Type.Boolean()) }), '{"a":null,"b":false}'.length + 1],
    [Nullable(Type.Enum(['abcdef'])), '"abcdef"'.length],
    [Type.String(), Number.POSITIVE_INFINITY],
    [Type.Array(Type.Null()), Number.POSITIVE_INFINITY],
    [Type.Object({}), Number.POSITIVE_INFINITY],
    [Type.Unknown(), Number.POSITIVE_INFINITY],
  ])('%j', (schema, bytes) => {
    expect(mostBytes(schema)).toBe(bytes)
  })

  test('is what the schema says itself where that is less than its parts come to', () => {
    expect(mostBytes(Type.Array(Type.Number(), { maxItems: 1000, mostBytes: 500 }))).toBe(500)
  })
})

test('what has no bound is named by its place, and a value is as deep as arrays and objects stand in each other', () => {
  const schema = Exact({ a: Type.Array(Exact({ b: Type.String() })), c: Type.Array(Type.Null(), { maxItems: 1 }) })
  expect(unbounded(schema)).toEqual(['/properties/a', '/properties/a/items/properties/b'])
  expect(depthOf(schema)).toBe(3)
})

test.each([
  ['[[[]]]', 2, true],
  ['[[[]]]', 3, false],
  ['[[],[],[]]', 2, false],
  ['{"a":"[[[[","b":["]]"]}', 2, false],
  [String.raw`{"a":"\"[[[[\\","b":[[]]}`, 2, true],
  [String.raw`{"a":"\"[[[[\\","b":[[]]}`, 3, false],
  ['"[[[[', 0, false],
])('%s is deeper than %i: %s', (text, most, deeper) => {
  expect(deeperThan(text, most)).toBe(deeper)
})

test('a fault is told by its place, and no more than one is looked for', () => {
  const person = Exact({
    name: Type.String({ maxLength: 5 }),
    roles: Type.Array(Type.Enum(['a', 'b']), { maxItems: 2, uniqueItems: true }),
    what: Type.Union([
      Exact({ kind: Type.Literal('x'), n: Type.Integer(), sure: Type.Optional(Type.Literal(true)) }),
      Exact({ kind: Type.Literal('y') }),
    ]),
  })
  const good = { name: 'n', roles: ['a'], what: { kind: 'x', n: 1 } }
  expect(whereWrong(person, { ...good, name: 5 })).toBe('/name')
  expect(whereWrong(person, { ...good, roles: ['a', 'c'] })).toBe('/roles/1')
  expect(whereWrong(person, { ...good, roles: ['a', 'a'] })).toBe('/roles')
  expect(whereWrong(person, { ...good, roles: ['a', 'a', 'a'] })).toBe('/roles')
  expect(whereWrong(person, { ...good, what: { kind: 'x', n: 'one' } })).toBe('/what/n')
  expect(whereWrong(person, { ...good, what: { kind: 'z' } })).toBe('/what')
  expect(whereWrong(person, { ...good, more: 1 })).toBe('/')
  expect(whereWrong(person, null)).toBe('/')
})
