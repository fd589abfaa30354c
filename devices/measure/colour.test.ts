import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { axisState, colour, DIGITS, type ColourTrial } from './colour.ts'
import { draw } from './random.ts'
import { rehearse } from './rehearse.ts'

const SEED = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const SETUP = { procedure: 'colour' as const, form: 'digits' as const }
const scoreOf = (answer: (kind: string, digits: string, index: number) => string) => {
  const trials = rehearse(colour, SETUP, SEED, ({ kind, digits }, index) => answer(kind, digits, index))
  return { trials, score: colour.score(SETUP, SEED, trials) }
}
const trial = (kind: 'protan' | 'deutan', read: boolean): ColourTrial => ({
  stimulus: { kind, plate: 1, digits: '47' },
  answer: read ? '47' : 'cannot-see',
  shownAt: 0,
  answeredAt: 1,
  source: 'touch',
})

test('one who reads every plate needs the demonstration and five of each axis', () => {
  const { trials, score } = scoreOf((_kind, digits) => digits)
  expect(trials).toHaveLength(11)
  expect(trials[0]?.stimulus.kind).toBe('demonstration')
  expect(score).toEqual({
    procedure: 'colour',
    demonstrationRead: true,
    protan: { score: 15, plates: 5, outcome: 'accepted' },
    deutan: { score: 15, plates: 5, outcome: 'accepted' },
    outcome: 'no-red-green-blindness',
  })
})

test('one who reads the deutan plates alone is referred for the protan ones', () => {
  const { score } = scoreOf((kind, digits) => (kind === 'protan' ? 'cannot-see' : digits))
  expect(score).toMatchObject({
    protan: { score: -10, plates: 5, outcome: 'referred' },
    deutan: { outcome: 'accepted' },
    outcome: 'referred',
  })
})

test('an axis that no bound decides is referred after 24 plates', () => {
  // Two of five read: +6 − 6 keeps between the bounds.
  const log = Array.from({ length: 30 }, (_, n) => trial('protan', n % 5 < 2))
  expect(axisState('protan', log)).toEqual({ score: 2, plates: 24, outcome: 'referred' })
})

test('the two axes come mixed, in an order that differs with the seed', () => {
  const orderOf = (seed: string) =>
    rehearse(colour, SETUP, seed, ({ digits }) => digits)
      .map(({ stimulus }) => stimulus.kind[0])
      .join('')
  const orders = Array.from({ length: 20 }, (_, n) => orderOf(n.toString(16).padStart(32, '0')))
  expect(new Set(orders).size).toBeGreaterThan(15)
  expect(orders.every((order) => order.startsWith('d'))).toBe(true)
})

test('no plate and no pair of digits is predictable from the ones before, and the digits are those that are told apart', () => {
  const shown = Array.from({ length: 300 }, (_, n) => colour.next(SETUP, n.toString(16).padStart(32, '0'), []))
  expect(new Set(shown.map((stimulus) => (stimulus === 'done' ? 0 : stimulus.plate))).size).toBe(300)
  const digits = new Set(shown.flatMap((stimulus) => (stimulus === 'done' ? [] : stimulus.digits.split(''))))
  expect([...digits].sort()).toEqual([...DIGITS])
})

test('one who reads more is never judged worse', () => {
  const bits = fc.array(fc.boolean(), { minLength: 24, maxLength: 24 })
  fc.assert(
    fc.property(bits, bits, (read, better) => {
      const before = axisState(
        'protan',
        read.map((bit) => trial('protan', bit)),
      ).outcome
      const after = axisState(
        'protan',
        read.map((bit, n) => trial('protan', bit || (better[n] ?? false))),
      ).outcome
      return before !== 'accepted' || after === 'accepted'
    }),
  )
})

/** Share of 20,000 axes that are accepted when a plate is read with probability q. */
const shareAccepted = (q: number): number => {
  const random = draw(SEED, 'gap', Math.round(q * 1e6))
  let accepted = 0
  for (let run = 0; run < 20_000; run += 1) {
    const log = Array.from({ length: 24 }, () => trial('deutan', random.unit() < q))
    if (axisState('deutan', log).outcome === 'accepted') accepted += 1
  }
  return accepted / 20_000
}

// A dichromat's figures; three standard deviations of 20,000 runs are added.
test.each([
  [0.05, 0.00001 + 0.0001],
  [0.1, 0.00014 + 0.00026],
  [0.14, 0.00084 + 0.00062],
  [0.2, 0.0063 + 0.0017],
])('an axis whose plates are read with probability %d is accepted in at most %d of all runs', (q, most) => {
  expect(shareAccepted(q)).toBeLessThanOrEqual(most)
})

test('a weak observer who reads 8 of 10 plates is accepted on an axis in at least 99.8 of 100 runs', () => {
  expect(shareAccepted(0.8)).toBeGreaterThan(0.998)
})
