import { expect, test } from 'vitest'
import { numberOf, readAnswer, readRequest, sealed, sound } from './codec.ts'

const bytes = (hex: string) => Uint8Array.from(hex.split(' '), (pair) => parseInt(pair, 16))

test.each([
  [1, 3, 2, '01 03 00 00 00 02 C4 0B'],
  [1, 3, 1, '01 03 00 00 00 01 84 0A'],
  [2, 3, 2, '02 03 00 00 00 02 C4 38'],
  [1, 4, 2, '01 04 00 00 00 02 71 CB'],
] as const)('asks address %i by function %i for %i registers', (address, code, count, hex) => {
  expect(readRequest(address, code, 0, count)).toEqual(bytes(hex))
})

test.each(['01 06 00 15 00 01 59 CE', '01 10 00 00 00 02 04 00 00 00 00 F3 AF'])('seals %s with its CRC', (hex) => {
  expect(sealed(bytes(hex).subarray(0, -2))).toEqual(bytes(hex))
})

test.each([
  ['01 03 04 00 00 06 D6 78 0D', 'int32', 1750],
  ['01 03 04 FF FF FF F6 3B A1', 'int32', -10],
  ['01 03 04 43 DA C0 00 9E 4C', 'float32', 437.5],
] as const)('reads %s as %s %d', (hex, type, value) => {
  const answer = readAnswer(bytes(hex))
  expect(answer).toMatchObject({ address: 1, function: 3 })
  expect(answer && 'data' in answer ? numberOf(answer.data, type, 'ABCD') : null).toBe(value)
})

test('tells a refusal from an answer', () => {
  expect(readAnswer(bytes('01 83 02 C0 F1'))).toEqual({ address: 1, function: 3, exception: 2 })
})

test.each([
  ['ABCD', '43 DA C0 00'],
  ['CDAB', 'C0 00 43 DA'],
  ['BADC', 'DA 43 00 C0'],
  ['DCBA', '00 C0 DA 43'],
] as const)('reads the same float in the order %s', (order, hex) => {
  expect(numberOf(bytes(hex), 'float32', order)).toBe(437.5)
})

test('tells signed from unsigned words', () => {
  expect(numberOf(bytes('FF F6'), 'int16', 'ABCD')).toBe(-10)
  expect(numberOf(bytes('FF F6'), 'uint16', 'ABCD')).toBe(65526)
})

test('gives no number for what is not finite or of another length', () => {
  expect(numberOf(bytes('7F 80 00 00'), 'float32', 'ABCD')).toBeNull()
  expect(numberOf(bytes('00 01'), 'int32', 'ABCD')).toBeNull()
})

test('makes nothing of a frame with any one bit turned', () => {
  const frame = bytes('01 03 04 00 00 06 D6 78 0D')
  for (let bit = 0; bit < frame.length * 8; bit++) {
    const turned = frame.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
    expect(sound(turned)).toBe(false)
    expect(readAnswer(turned)).toBeNull()
  }
})
