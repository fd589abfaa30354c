import { height as procedure, roundsOf } from '#measure/height/height.ts'
import { fill } from '#words/fill.ts'
import { procedures } from '#words/procedures.ts'
import { draws, level, mark, WIDTH, written } from './picture.ts'

const [LEFT, RIGHT, TOP, BOTTOM] = [8, WIDTH - 8, 22, 128]
const HEIGHT = 166
/** How far from the measured height a limit is still drawn, and the least range that is shown, mm. */
const NEAR = 60
const LEAST_RANGE = 30

const cm = (mm: number): string => (mm / 10).toFixed(1)

/** Every sample as a height, round beside round, with the limits that are near. */
export const height = draws(procedure, ({ setup, trials }, language) => {
  const words = procedures[language].height.log
  const rounds = roundsOf(setup, trials)
  const counted = rounds.flatMap(({ heights }) => heights.flatMap(({ mm, counts }) => (counts ? [mm] : [])))
  const middle = counted.length > 0 ? (Math.min(...counted) + Math.max(...counted)) / 2 : 1700
  const limits = setup.limitsMm.filter((limit) => Math.abs(limit - middle) <= NEAR)
  const reach = Math.max(LEAST_RANGE, ...[...counted, ...limits].map((mm) => Math.abs(mm - middle))) * 1.15
  const y = (mm: number): number => BOTTOM - ((Math.min(reach, Math.max(-reach, mm - middle)) + reach) / (2 * reach)) * (BOTTOM - TOP)
  const wide = (RIGHT - LEFT) / Math.max(2, rounds.length)
  const drawn = rounds.flatMap(({ heights, mm }, round) => {
    const from = LEFT + round * wide
    const step = (wide - 16) / Math.max(1, heights.length)
    return [
      written(from, 14, mm === null ? '–' : cm(mm), { strong: true }),
      ...(mm === null ? [] : [level('path', from, from + wide - 12, y(mm))]),
      ...heights.map((sample, n) => mark(sample.counts ? 'right' : 'none', from + (n + 0.5) * step, y(sample.mm))),
    ]
  })
  const sentences = rounds.map(({ mm, why }, n) => fill(why ? words[why] : words.round, { round: n + 1, cm: cm(mm ?? 0) }))
  return {
    label: fill(words.label, { rounds: sentences.join('') }),
    parts: [
      {
        part: 'drawing',
        height: HEIGHT,
        shapes: [
          ...limits.flatMap((limit) => [
            level('bad', LEFT, RIGHT, y(limit)),
            written(RIGHT, y(limit) + (limit > middle ? -4 : 14), fill(words.limit, { cm: cm(limit) }), { anchor: 'end' }),
          ]),
          ...drawn,
          written(LEFT, HEIGHT - 4, words.legend),
        ],
      },
    ],
  }
})
