import { partsOf, acuity as procedure } from '#measure/acuity/acuity.ts'
import { boundsAt, points, type Rule, ruleOf, type Walk, walksOf } from '#measure/acuity/walk.ts'
import { shownOf } from '#measure/acuity/watched.ts'
import type { Language } from '#protocol/basic.ts'
import type { AcuityLogged, AcuitySetup, AcuityTrial } from '#protocol/procedures/acuity.ts'
import { fill } from '#words/fill.ts'
import { procedures } from '#words/procedures.ts'
import { numberWords } from '#words/scores/acuity.ts'
import { terms } from '#words/terms.ts'
import { distance } from './distance.ts'
import { level as across, draws, line, mark, type Part, rect, type Shape, WIDTH, written } from './picture.ts'

type AcuityLog = { setup: AcuitySetup; trials: readonly AcuityLogged[] }

const [LEFT, RIGHT] = [8, WIDTH - 8]
/** Where the trials of the practice stand below their words: the first and the step to the next, their marks' and their sizes' height. */
const WARM_UP = { left: LEFT + 10, step: 26, marks: 24, sizes: 40, height: 42 }

const markOf = ({ stimulus, answer }: AcuityTrial) => (answer === 'cannot-see' ? 'none' : answer === stimulus.direction ? 'right' : 'wrong')

/** The log of one eye: its walks between their bounds, the sizes that led to a number, or line by line. */
export const acuity = draws(procedure, (log, language) => {
  const { setup, trials } = log
  const words = procedures[language].acuity.log
  const eye = terms[language].sides[setup.eye]
  const { warming, descending } = partsOf(setup, trials)
  const warmUp = [...warming, ...descending]
  const watched = distance(log, language)
  const { part, told } =
    setup.method === 'number' ? number(log, language) : setup.method === 'lines' ? lines(log, language) : walks(log, language)
  return {
    label: fill(words.label, { eye, told: `${told}${watched?.told ?? ''}` }),
    parts: [
      {
        part: 'drawing',
        height: WARM_UP.height,
        shapes: [
          written(LEFT, 12, words.before),
          ...warmUp.flatMap((trial, n) => {
            const x = WARM_UP.left + n * WARM_UP.step
            return [mark(markOf(trial), x, WARM_UP.marks), written(x, WARM_UP.sizes, trial.stimulus.level.toFixed(1), { anchor: 'middle' })]
          }),
        ],
      },
      part,
      ...(watched?.parts ?? []),
    ],
  }
})

/** The highest and the lowest place of a walk's score, from top to bottom; an answer may go past the lower one. */
const [UPPER, LOWER] = [14, 134]

/** Where the bounds of a rule stand before each of so many trials, and the place of a score between the furthest of them. */
const boundsOver = (rule: Rule, trials: number) => {
  const bounds = Array.from({ length: trials + 1 }, (_, n) => boundsAt(rule, n))
  const highest = Math.max(...bounds.map(({ reached }) => reached))
  const lowest = Math.min(...bounds.map(({ notReached }) => notReached))
  return { bounds, heightOf: (score: number): number => UPPER + ((highest - score) / (highest - lowest)) * (LOWER - UPPER) }
}

/** A walk's trials with the score after each. */
const climb = (rule: Rule, trials: readonly AcuityTrial[]): { trial: AcuityTrial; score: number }[] => {
  let score = 0
  return trials.map((trial) => {
    score += points(rule, trial)
    return { trial, score }
  })
}

/** One drawing, and the same in words. */
type Drawn = { part: Part; told: string }

/** The walks at each limit between their bounds. */
const walks = ({ setup, trials }: AcuityLog, language: Language): Drawn => {
  const words = procedures[language].acuity.log
  const { measured } = partsOf(setup, trials)
  const rule = ruleOf(setup)
  const walked = walksOf(rule, setup.limits, measured)
  const slots = Math.max(
    14,
    walked.reduce((sum, walk) => sum + walk.trials + 1, 0),
  )
  const { bounds, heightOf } = boundsOver(rule, slots)
  const step = (RIGHT - LEFT) / slots
  let first = 0
  let left = LEFT
  const drawn = walked.flatMap((walk, n): Shape[] => {
    const path = climb(rule, measured.slice(first, first + walk.trials))
    const from = left
    first += walk.trials
    left += (walk.trials + 1) * step
    const x = (n: number) => from + (n + 1) * step
    // The newest walk's bounds go on to the end of the picture.
    const own = bounds.slice(0, Math.round(((n === walked.length - 1 ? RIGHT : left) - from) / step) + 1)
    const bound = (ink: 'good' | 'bad', of: 'reached' | 'notReached'): Shape => ({
      shape: 'polyline',
      ink,
      points: own.map((each, at) => [from + at * step, heightOf(each[of])] as const),
    })
    return [
      bound('good', 'reached'),
      bound('bad', 'notReached'),
      line('axis', [from, UPPER], [from, LOWER]),
      written(from + 4, LOWER - 5, walk.limit.toFixed(1), { strong: true }),
      {
        shape: 'polyline',
        ink: 'path',
        points: [[from, heightOf(0)], ...path.map(({ score }, n) => [x(n), heightOf(score)] as const)],
      },
      ...path.flatMap(({ trial, score }, n) => [
        ...(trial.stimulus.restMs === undefined ? [] : [line('axis', [x(n - 0.5), LOWER + 10], [x(n - 0.5), LOWER + 22])]),
        mark(markOf(trial), x(n), heightOf(score)),
      ]),
    ]
  })
  // Bounds that move are told as they stand now.
  const now = boundsAt(rule, walked.at(-1)?.trials ?? 0)
  const legend = shownOf(trials).some(({ stimulus }) => stimulus.restMs !== undefined) ? `${words.legend}   ${words.rest}` : words.legend
  const outcome = (walk: Walk) => [words[walk.outcome ?? 'running'], ...(walk.borderline ? [words.borderline] : [])].join(words.and)
  const told = walked
    .filter((walk) => walk.trials > 0)
    .map((walk) => fill(words.walk, { limit: walk.limit.toFixed(1), trials: walk.trials, score: walk.score, outcome: outcome(walk) }))
    .join('')
  return {
    told,
    part: {
      part: 'drawing',
      height: 176,
      shapes: [
        across('axis', LEFT, RIGHT, heightOf(0)),
        written(RIGHT, UPPER - 5, fill(words.upper, { bound: Math.ceil(now.reached) }), { anchor: 'end' }),
        written(RIGHT, LOWER + 14, fill(words.lower, { bound: Math.ceil(-now.notReached) }), { anchor: 'end' }),
        ...drawn,
        written(LEFT, 172, legend),
      ],
    },
  }
}

/** Each size that was shown, and where the number lies with its interval. */
const number = ({ setup, trials }: AcuityLog, language: Language): Drawn => {
  const words = procedures[language].acuity.log
  const { measured } = partsOf(setup, trials)
  const { threshold } = procedure.score(setup, '', trials)
  const shown = measured.map(({ stimulus }) => stimulus.level)
  const [low, high] = [Math.min(4.6, ...shown, ...setup.limits, threshold?.low ?? 4), Math.max(5.2, ...shown, threshold?.high ?? 5.2)]
  const y = (level: number): number => 14 + ((high - level) / Math.max(0.2, high - low)) * 112
  // Behind the last one stand the limits' numbers.
  const x = (n: number): number => 40 + ((n + 0.5) / Math.max(36, measured.length)) * (RIGHT - 66)
  const told = threshold ? fill(words.number, { told: numberWords(threshold, procedures[language].acuity.score) }) : ''
  return {
    told,
    part: {
      part: 'drawing',
      height: 152,
      shapes: [
        ...(threshold ? [rect('track', 40, y(threshold.high), RIGHT - 40, y(threshold.low ?? low) - y(threshold.high))] : []),
        ...(threshold && threshold.level !== null
          ? [
              across('good', 40, RIGHT, y(threshold.level)),
              written(0, y(threshold.level) + 4, threshold.level.toFixed(2), { strong: true }),
            ]
          : []),
        ...setup.limits.flatMap((limit) => [
          across('axis', 40, RIGHT, y(limit)),
          written(RIGHT, y(limit) - 3, limit.toFixed(1), { anchor: 'end' }),
        ]),
        ...measured.map((trial, n) => mark(markOf(trial), x(n), y(trial.stimulus.level))),
        written(LEFT, 148, words.legend),
      ],
    },
  }
}

/** Each line with its marks, as on a chart. */
const lines = ({ setup, trials }: AcuityLog, language: Language): Drawn => {
  const words = procedures[language].acuity.log
  const { measured } = partsOf(setup, trials)
  const shown = procedure.score(setup, '', trials).lines
  let from = 0
  const rows = shown.flatMap((line, row) => {
    const own = measured.slice(from, from + line.shown)
    from += line.shown
    const y = 12 + row * 18
    return [
      written(LEFT, y + 4, line.level.toFixed(1), { strong: true }),
      ...own.map((trial, n) => mark(markOf(trial), 60 + n * 22, y)),
      written(184, y + 4, line.read ? words.read : words.unread),
    ]
  })
  const height = 30 + shown.length * 18
  return {
    told: shown
      .map((line) =>
        fill(words.line, {
          level: line.level.toFixed(1),
          right: line.right,
          shown: line.shown,
          read: line.read ? words.read : words.unread,
        }),
      )
      .join(''),
    part: { part: 'drawing', height, shapes: [...rows, written(LEFT, height - 4, words.legend)] },
  }
}
