import * as fc from 'fast-check'
import { Value } from 'typebox/value'
import { expect, test } from 'vitest'
import { COLOUR_KINDS, type ColourSetup, type ColourTrial, colour as wire } from '#protocol/procedures/colour.ts'
import { refuse } from '#protocol/refusal.ts'
import { inBareBooth } from '../bare-booth.ts'
import type { Standing } from '../procedure.ts'
import { draw } from '../random.ts'
import { rehearse } from '../rehearse.ts'
import { axisState, colour } from './colour.ts'
import { DIGITS, OPENINGS } from './figures.ts'
import { SRGB } from './screen.ts'

const SEED = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const DIGIT_PLATES = { procedure: 'colour', form: 'digits' } as const
const OPENING_PLATES = { procedure: 'colour', form: 'openings' } as const
/** Since version 2 five lines of confusion are walked. */
const LINES = { procedure: 'colour', form: 'digits', version: 2 } as const
type Setup = ColourSetup
const scoreOf = (answer: (kind: string, figure: string, index: number) => string, setup: Setup = DIGIT_PLATES) => {
  const trials = rehearse(colour, setup, SEED, ({ kind, figure }, index) => answer(kind, figure, index))
  return { trials, score: colour.score(setup, SEED, trials) }
}
const trial = (kind: ColourTrial['stimulus']['kind'], read: boolean): ColourTrial => ({
  stimulus: { kind, plate: 1, figure: '47' },
  answer: read ? '47' : 'cannot-see',
  shownAt: 0,
  answeredAt: 1,
  source: 'touch',
})
// Of version 1, which no setup names.
const ALL = { weak: { protan: { shown: 2, read: 2 }, deutan: { shown: 2, read: 2 }, noted: false }, tritan: { shown: 1, read: 1 } }

test('one who reads every plate needs the demonstration, five of each axis, and five that tell more', () => {
  const { trials, score } = scoreOf((_kind, figure) => figure)
  expect(trials).toHaveLength(16)
  expect(trials[0]?.stimulus.kind).toBe('demonstration')
  expect(trials.slice(11).map(({ stimulus }) => stimulus.kind)).toEqual([
    'weak-protan',
    'weak-deutan',
    'tritan',
    'weak-protan',
    'weak-deutan',
  ])
  expect(score).toEqual({
    procedure: 'colour',
    form: 'digits',
    demonstrationRead: true,
    protan: { score: 15, plates: 5, outcome: 'accepted' },
    deutan: { score: 15, plates: 5, outcome: 'accepted' },
    ...ALL,
    outcome: 'no-red-green-blindness',
  })
})

test('one who tells every opening needs ten of each axis', () => {
  const { trials, score } = scoreOf((_kind, figure) => figure, OPENING_PLATES)
  expect(trials).toHaveLength(26)
  expect(trials.every(({ stimulus }) => OPENINGS.some((direction) => direction === stimulus.figure))).toBe(true)
  expect(score).toMatchObject({
    form: 'openings',
    protan: { score: 10, plates: 10, outcome: 'accepted' },
    deutan: { score: 10, plates: 10, outcome: 'accepted' },
    ...ALL,
    outcome: 'no-red-green-blindness',
  })
})

test('one who reads the deutan plates alone is referred for the protan ones, and sees no faint plates', () => {
  const { trials, score } = scoreOf((kind, figure) => (kind === 'protan' ? 'cannot-see' : figure))
  expect(score).toMatchObject({
    protan: { score: -10, plates: 5, outcome: 'referred' },
    deutan: { outcome: 'accepted' },
    weak: { noted: false, protan: { shown: 0, read: 0 } },
    outcome: 'referred',
  })
  expect(trials).toHaveLength(11)
})

test('one who reads no faint plate passes, and the weakness is noted', () => {
  const { score } = scoreOf((kind, figure) => (kind.startsWith('weak') ? 'cannot-see' : figure))
  expect(score).toMatchObject({
    weak: { protan: { shown: 2, read: 0 }, deutan: { shown: 2, read: 0 }, noted: true },
    outcome: 'no-red-green-blindness',
  })
})

test('one faint plate unread is no weakness, and blue and yellow change nothing', () => {
  const { score } = scoreOf((kind, figure, index) => (kind === 'tritan' || index === 11 ? 'cannot-see' : figure))
  expect(score).toMatchObject({
    weak: { protan: { shown: 2, read: 1 }, noted: false },
    tritan: { shown: 1, read: 0 },
    outcome: 'no-red-green-blindness',
  })
})

test('an axis that no bound decides is referred after 24 plates with digits, after 44 with openings', () => {
  // Two of five read: +6 − 6 keeps between the bounds; one of two: +1 − 1.
  const log = Array.from({ length: 30 }, (_, n) => trial('protan', n % 5 < 2))
  expect(axisState({ form: 'digits' }, 'protan', log)).toMatchObject({ score: 2, plates: 24, outcome: 'referred' })
  const even = Array.from({ length: 50 }, (_, n) => trial('deutan', n % 2 < 1))
  expect(axisState({ form: 'openings' }, 'deutan', even)).toMatchObject({ score: 0, plates: 44, outcome: 'referred' })
})

test('the two axes come mixed, in an order that differs with the seed', () => {
  const orderOf = (seed: string) =>
    rehearse(colour, DIGIT_PLATES, seed, ({ figure }) => figure)
      .map(({ stimulus }) => stimulus.kind[0])
      .join('')
  const orders = Array.from({ length: 20 }, (_, n) => orderOf(n.toString(16).padStart(32, '0')))
  expect(new Set(orders).size).toBeGreaterThan(15)
  expect(orders.every((order) => order.startsWith('d'))).toBe(true)
})

test('no plate and no figure is predictable from the ones before, and the digits are those that are told apart', () => {
  const first = (setup: Setup) =>
    Array.from({ length: 300 }, (_, n) => colour.next(setup, n.toString(16).padStart(32, '0'), [])).flatMap((stimulus) =>
      stimulus === 'done' ? [] : [stimulus],
    )
  expect(new Set(first(DIGIT_PLATES).map(({ plate }) => plate)).size).toBe(300)
  expect([...new Set(first(DIGIT_PLATES).flatMap(({ figure }) => figure.split('')))].sort()).toEqual([...DIGITS])
  for (const opening of OPENINGS) expect(first(OPENING_PLATES).filter(({ figure }) => figure === opening).length).toBeGreaterThan(50)
})

test('one who reads more is never judged worse, by digits or by openings', () => {
  const bits = fc.array(fc.boolean(), { minLength: 50, maxLength: 50 })
  fc.assert(
    fc.property(fc.constantFrom('digits', 'openings'), bits, bits, (form, read, better) => {
      const outcome = (log: boolean[]) =>
        axisState(
          { form },
          'protan',
          log.map((bit) => trial('protan', bit)),
        ).outcome
      return outcome(read) !== 'accepted' || outcome(read.map((bit, n) => bit || (better[n] ?? false))) === 'accepted'
    }),
    { numRuns: 500 },
  )
})

test('by version 2 one who reads every plate needs four of each line, two faint ones and one in blue and yellow', () => {
  const { trials, score } = scoreOf((_kind, figure) => figure, LINES)
  expect(trials).toHaveLength(24)
  const strong = trials.slice(1, 21).map(({ stimulus: { kind, sweep = 0 } }) => `${kind} ${sweep}`)
  expect(strong.toSorted()).toEqual(
    ['deutan -1', 'deutan 0', 'deutan 1', 'protan 0', 'protan 1'].flatMap((line) => [line, line, line, line]).toSorted(),
  )
  expect(trials.slice(21).map(({ stimulus }) => stimulus.kind)).toEqual(['weak-protan', 'weak-deutan', 'tritan'])
  const line = (sweep: number) => ({ sweep, score: 12, plates: 4, outcome: 'accepted' })
  expect(score).toMatchObject({
    protan: { score: 12, plates: 8, outcome: 'accepted', lines: [line(0), line(1)] },
    deutan: { score: 12, plates: 12, outcome: 'accepted', lines: [line(-1), line(0), line(1)] },
    outcome: 'no-red-green-blindness',
  })
})

test('one line that isn’t read is enough to be referred, though all others are', () => {
  for (const [kind, sweep] of [
    ['deutan', -1],
    ['deutan', undefined],
    ['deutan', 1],
    ['protan', undefined],
    ['protan', 1],
  ] as const) {
    const answer = (stimulus: ColourTrial['stimulus']) =>
      stimulus.kind === kind && stimulus.sweep === sweep ? ('cannot-see' as const) : stimulus.figure
    const score = colour.score(LINES, SEED, rehearse(colour, LINES, SEED, answer))
    expect(score).toMatchObject({ [kind]: { score: -12, outcome: 'referred' }, outcome: 'referred' })
    expect(score[kind === 'deutan' ? 'protan' : 'deutan'].outcome).toBe('accepted')
  }
})

test('three of each line, none missed, are enough since version 3; whoever misses one goes on to +15 on each line of that axis', () => {
  const setup = { ...LINES, version: 3 } as const
  const flawless = scoreOf((_kind, figure) => figure, setup)
  expect(flawless.trials).toHaveLength(1 + 15 + 2)
  expect(flawless.score).toMatchObject({
    protan: { score: 9, plates: 6, outcome: 'accepted', lines: [{ plates: 3, outcome: 'accepted' }, { plates: 3 }] },
    deutan: { score: 9, plates: 9, outcome: 'accepted' },
    outcome: 'no-red-green-blindness',
  })
  // The first deutan plate is missed: that line needs six more, the others five in all.
  let missed = false
  const { score } = scoreOf((kind, figure) => {
    if (kind !== 'deutan' || missed) return figure
    missed = true
    return 'cannot-see'
  }, setup)
  expect(score).toMatchObject({ protan: { plates: 6 }, deutan: { plates: 7 + 5 + 5, outcome: 'accepted' } })
  expect(score.deutan.lines?.map((line) => line.score).toSorted()).toEqual([15, 15, 16])
})

test('an axis of which one line is never read is referred, however well the others are', () => {
  const blind = scoreOf(() => 'cannot-see', { ...LINES, version: 3 })
  expect(blind.score).toMatchObject({ protan: { outcome: 'referred' }, deutan: { outcome: 'referred' } })
  const trials = rehearse(colour, { ...LINES, version: 3 }, SEED, ({ sweep, kind, figure }) =>
    kind === 'deutan' && sweep === 1 ? 'cannot-see' : figure,
  )
  expect(colour.score({ ...LINES, version: 3 }, SEED, trials)).toMatchObject({
    protan: { outcome: 'accepted' },
    deutan: { outcome: 'referred' },
  })
})

test('openings are guessed too often to end by three: nine of each line', () => {
  const { trials } = scoreOf((_kind, figure) => figure, { procedure: 'colour', form: 'openings', version: 3 })
  expect(trials).toHaveLength(1 + 45 + 2)
})

test('since version 2 a faint plate of an axis is shown again only where its first wasn’t read', () => {
  const kinds = (answer: Parameters<typeof scoreOf>[0]) =>
    scoreOf(answer, LINES)
      .trials.slice(21)
      .map(({ stimulus }) => stimulus.kind)
  expect(kinds((kind, figure) => (kind === 'weak-deutan' ? 'cannot-see' : figure))).toEqual([
    'weak-protan',
    'weak-deutan',
    'tritan',
    'weak-deutan',
  ])
  const { score } = scoreOf((kind, figure) => (kind.startsWith('weak') ? 'cannot-see' : figure), LINES)
  expect(score).toMatchObject({ weak: { noted: true }, outcome: 'no-red-green-blindness' })
  const slip = scoreOf((_kind, figure, index) => (index === 21 ? 'cannot-see' : figure), LINES)
  expect(slip.score.weak).toEqual({ protan: { shown: 2, read: 1 }, deutan: { shown: 1, read: 1 }, noted: false })
})

test('plates are drawn from the booth’s record of its screen; without one, with one that is too old or contradicts itself, there are none', () => {
  const ended = refuse('calibration-expired', { device: 'screen-colours', until: '2026-11-25T00:00:00.000Z' })
  const missing = refuse('calibration-missing', { device: 'screen-colours' })
  const at = '2026-10-01T00:00:00.000Z'
  const given = (record: Standing['screen-colours']) => inBareBooth('colour', { 'screen-colours': record })
  expect(colour.setUp(given(missing))).toEqual(missing)
  expect(colour.setUp(given(ended))).toEqual(ended)
  const value = { device: 'screen-colours', ...SRGB } as const
  expect(colour.setUp(given({ id: 'a', at, value }))).toEqual({
    setup: { procedure: 'colour', form: 'digits', version: 3, screen: { colours: SRGB, measuredAt: at } },
    calibrations: ['a'],
  })
  const red = { ...value, luminance: { ...SRGB.luminance, red: SRGB.luminance.red * 1.12 } }
  expect(colour.setUp(given({ id: 'a', at, value: red }))).toMatchObject({ refused: 'colours-contradict' })
})

const trials: fc.Arbitrary<ColourTrial[]> = fc.array(
  fc.record({
    stimulus: fc.record({
      kind: fc.constantFrom(...COLOUR_KINDS),
      plate: fc.integer({ min: 0, max: 0xffffffff }),
      figure: fc.constantFrom('47', '22', ...OPENINGS),
    }),
    answer: fc.constantFrom('47', '22', 'cannot-see', ...OPENINGS),
    shownAt: fc.nat(),
    answeredAt: fc.nat(),
    source: fc.constantFrom('device', 'touch', 'timer'),
  }),
  { maxLength: 120 },
)

test('any log scores without throwing, goes on or ends the same way each time, and its faint plates never change the outcome', () => {
  fc.assert(
    fc.property(fc.constantFrom<Setup>(DIGIT_PLATES, OPENING_PLATES, LINES, { ...LINES, version: 3 }), trials, (setup, log) => {
      const score = colour.score(setup, SEED, log)
      expect(Value.Check(wire.score, score)).toBe(true)
      expect(colour.next(setup, SEED, log)).toEqual(colour.next(setup, SEED, log))
      expect(colour.progress(setup, log)).toBeLessThanOrEqual(1)
      const strong = log.filter(({ stimulus }) => stimulus.kind === 'protan' || stimulus.kind === 'deutan')
      expect(colour.score(setup, SEED, strong).outcome).toBe(score.outcome)
    }),
  )
})

/** Share of 20,000 axes that are accepted when a plate is read with probability q. */
const shareAccepted = (form: Setup['form'], q: number, version?: 2): number => {
  const random = draw(SEED, 'gap', Math.round(q * 1e6))
  let accepted = 0
  for (let run = 0; run < 20_000; run += 1) {
    const log = Array.from({ length: 44 }, () => trial('deutan', random.unit() < q))
    if (axisState({ form, ...(version ? { version } : {}) }, 'deutan', log).outcome === 'accepted') accepted += 1
  }
  return accepted / 20_000
}

// A dichromat's figures, those of openings exact by summing over all walks; three standard deviations of 20,000 runs are added.
test.each([
  ['digits', 0.05, 0.00001 + 0.0001],
  ['digits', 0.1, 0.00014 + 0.00026],
  ['digits', 0.14, 0.00084 + 0.00062],
  ['digits', 0.2, 0.0063 + 0.0017],
  ['openings', 0.25, 0.000017 + 0.0001],
  ['openings', 0.3, 0.0002 + 0.0003],
  ['openings', 0.33, 0.00073 + 0.00058],
] as const)('an axis whose %s are read with probability %d is accepted in at most %d of all runs', (form, q, most) => {
  expect(shareAccepted(form, q)).toBeLessThanOrEqual(most)
})

test.each(['digits', 'openings'] as const)(
  'a weak observer who reads 8 of 10 %s is accepted on an axis in at least 99.8 of 100 runs',
  (form) => {
    expect(shareAccepted(form, 0.8)).toBeGreaterThan(0.998)
  },
)
