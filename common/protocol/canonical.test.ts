import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { canonical, digestOf, sha256, signedText } from './canonical.ts'

// Vectors of RFC 8785: section 3.2.2 (numbers and strings) and 3.2.3 (sorting by UTF-16 code units).
test('the examples of RFC 8785 come out as printed there', () => {
  const numbers = { numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001], literals: [null, true, false] }
  expect(canonical(numbers)).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}')
  const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6']
  const sorted = canonical(Object.fromEntries(keys.map((key, index) => [key, index])))
  expect([...sorted.matchAll(/:(\d)/g)].map(([, index]) => keys[Number(index)])).toEqual([
    '\r',
    '1',
    '\u0080',
    '\u00f6',
    '\u20ac',
    '\u{1f600}',
    '\ufb33',
  ])
})

test('the same value has the same text whatever the order of its keys', () => {
  expect(canonical({ b: [1, { y: '张', x: null }], a: 'x' })).toBe(canonical({ a: 'x', b: [1, { x: null, y: '张' }] }))
})

test('what JSON cannot carry has no canonical text', () => {
  for (const value of [Number.NaN, Infinity, undefined, '\ud842', { a: undefined }, () => 1])
    expect(() => canonical(value)).toThrow(TypeError)
})

test('a digest is the SHA-256 that other programs compute', async () => {
  expect(await sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(await digestOf({ name: '𠮷野家' })).toBe(createHash('sha256').update('{"name":"𠮷野家"}').digest('hex'))
})

test('the signed text is everything but the signature', () => {
  expect(signedText(Object.assign({ signature: 'xyz' }, { b: 1, a: 2 }))).toBe('{"a":2,"b":1}')
})
