import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { chacha20Block, draw } from './random.ts'

const SEED = '000102030405060708090a0b0c0d0e0f'
const seeds = fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 32, maxLength: 32 }).map((n) => n.map((d) => d.toString(16)).join(''))

test('the block function gives the words of RFC 8439, section 2.3.2', () => {
  const key = [0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c, 0x13121110, 0x17161514, 0x1b1a1918, 0x1f1e1d1c]
  expect([...chacha20Block(key, 1, [0x09000000, 0x4a000000, 0])]).toEqual([
    0xe4e7f110, 0x15593bd1, 0x1fdd0f50, 0xc47120a3, 0xc7f4d1c7, 0x0368c033, 0x9aaa2204, 0x4e6cd4c3, 0x466482d2, 0x09aa9f07, 0x05d7c214,
    0xa2028bd9, 0xd19c12b5, 0xb94e16de, 0xe883d0cb, 0x4e3c50a2,
  ])
})

test('the same seed, purpose and index draw the same numbers, and any other draws others', () => {
  const first = (seed: string, purpose: 'side' | 'gap', index: number) => {
    const random = draw(seed, purpose, index)
    return Array.from({ length: 40 }, () => random.below(1000))
  }
  expect(first(SEED, 'side', 3)).toEqual(first(SEED, 'side', 3))
  const others = [first(SEED, 'gap', 3), first(SEED, 'side', 4), first(SEED.replace('f', 'e'), 'side', 3)]
  for (const other of others) expect(other).not.toEqual(first(SEED, 'side', 3))
})

test('whole numbers stay in range', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1, max: 2 ** 32 }), fc.nat(1000), (seed, n, index) => {
      const value = draw(seed, 'side', index).below(n)
      return Number.isInteger(value) && value >= 0 && value < n
    }),
  )
})

test('each of three is drawn a third of the time, trial by trial', () => {
  const drawn = Array.from({ length: 30_000 }, (_, index) => draw(SEED, 'side', index).below(3))
  // Six standard deviations of a binomial with p = 1/3.
  for (const side of [0, 1, 2]) expect(Math.abs(drawn.filter((one) => one === side).length - 10_000)).toBeLessThan(490)
})
