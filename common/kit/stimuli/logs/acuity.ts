import { html, svg } from 'lit'
import { partsOf, acuity as procedure } from '#measure/acuity/acuity.ts'
import { boundsAt, points, type Rule, ruleOf, type Walk, walksOf } from '#measure/acuity/walk.ts'
import type { Language } from '#protocol/basic.ts'
import type { AcuitySetup, AcuityTrial } from '#protocol/procedures/acuity.ts'
import { fill } from '#words/fill.ts'
import { procedures } from '#words/procedures.ts'
import { numberWords } from '#words/scores/acuity.ts'
import { terms } from '#words/terms.ts'
import { draws, mark, WIDTH } from './picture.ts'

type AcuityLog = { setup: AcuitySetup; trials: readonly AcuityTrial[] }

const [LEFT, RIGHT] = [8, WIDTH - 8]
/** Where the first trial of the practice stands, behind the words. */
const WARM_UP = 138

const markOf = ({ stimulus, answer }: AcuityTrial) => (answer === 'cannot-see' ? 'none' : answer === stimulus.direction ? 'right' : 'wrong')

/** The log of one eye: its walks between their bounds, the sizes that led to a number, or line by line. */
export const acuity = draws(procedure, (log, language) => {
  const { setup, trials } = log
  const words = procedures[language].acuity.log
  const eye = terms[language].sides[setup.eye]
  const { practised, descending } = partsOf(setup, trials)
  const warmUp = [...trials.slice(0, practised.count), ...descending]
  const { drawing, told } =
    setup.method === 'number' ? number(log, language) : setup.method === 'lines' ? lines(log, language) : walks(log, language)
  return {
    label: fill(words.label, { eye, told }),
    drawing: html`<svg viewBox="0 0 ${WIDTH} 26">
        <text x=${LEFT} y="16">${words.before}</text>
        ${warmUp.map(
          (trial, n) => svg`<g>${mark(markOf(trial), WARM_UP + n * 26, 8)}
            <text x=${WARM_UP + n * 26} y="24" text-anchor="middle">${trial.stimulus.level.toFixed(1)}</text></g>`,
        )}
      </svg>
      ${drawing}`,
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

/** The walks at each limit between their bounds. */
const walks = ({ setup, trials }: AcuityLog, language: Language) => {
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
  const drawn = walked.map((walk, n) => {
    const path = climb(rule, measured.slice(first, first + walk.trials))
    const from = left
    first += walk.trials
    left += (walk.trials + 1) * step
    const x = (n: number) => from + (n + 1) * step
    // The newest walk's bounds go on to the end of the picture.
    const own = bounds.slice(0, Math.round(((n === walked.length - 1 ? RIGHT : left) - from) / step) + 1)
    const bound = (kind: 'good' | 'bad', of: 'reached' | 'notReached') =>
      svg`<polyline class="bound ${kind}" points=${own.map((each, n) => `${from + n * step},${heightOf(each[of])}`).join(' ')} />`
    return svg`<g>
      ${bound('good', 'reached')}${bound('bad', 'notReached')}
      <line class="axis" x1=${from} x2=${from} y1=${UPPER} y2=${LOWER} />
      <text class="strong" x=${from + 4} y=${LOWER - 5}>${walk.limit.toFixed(1)}</text>
      <polyline class="path" points=${[`${from},${heightOf(0)}`, ...path.map(({ score }, n) => `${x(n)},${heightOf(score)}`)].join(' ')} />
      ${path.map(({ trial, score }, n) => [
        trial.stimulus.restMs === undefined
          ? null
          : svg`<line class="axis" x1=${x(n - 0.5)} x2=${x(n - 0.5)} y1=${LOWER + 10} y2=${LOWER + 22} />`,
        mark(markOf(trial), x(n), heightOf(score)),
      ])}
    </g>`
  })
  // Bounds that move are told as they stand now.
  const now = boundsAt(rule, walked.at(-1)?.trials ?? 0)
  const legend = trials.some(({ stimulus }) => stimulus.restMs !== undefined) ? `${words.legend}   ${words.rest}` : words.legend
  const outcome = (walk: Walk) => [words[walk.outcome ?? 'running'], ...(walk.borderline ? [words.borderline] : [])].join(words.and)
  const told = walked
    .filter((walk) => walk.trials > 0)
    .map((walk) => fill(words.walk, { limit: walk.limit.toFixed(1), trials: walk.trials, score: walk.score, outcome: outcome(walk) }))
    .join('')
  return {
    told,
    drawing: html`<svg viewBox="0 0 ${WIDTH} 176">
      <line class="axis" x1=${LEFT} x2=${RIGHT} y1=${heightOf(0)} y2=${heightOf(0)} />
      <text class="end" x=${RIGHT} y=${UPPER - 5}>${fill(words.upper, { bound: Math.ceil(now.reached) })}</text>
      <text class="end" x=${RIGHT} y=${LOWER + 14}>${fill(words.lower, { bound: Math.ceil(-now.notReached) })}</text>
      ${drawn}
      <text x=${LEFT} y="172">${legend}</text>
    </svg>`,
  }
}

/** Each size that was shown, and where the number lies with its interval. */
const number = ({ setup, trials }: AcuityLog, language: Language) => {
  const words = procedures[language].acuity.log
  const { measured } = partsOf(setup, trials)
  const { threshold } = procedure.score(setup, '', trials)
  const shown = measured.map(({ stimulus }) => stimulus.level)
  const [low, high] = [Math.min(4.6, ...shown, ...setup.limits, threshold?.low ?? 4), Math.max(5.2, ...shown, threshold?.high ?? 5.2)]
  const y = (level: number): number => 14 + ((high - level) / Math.max(0.2, high - low)) * 112
  const x = (n: number): number => 40 + ((n + 0.5) / Math.max(36, measured.length)) * (RIGHT - 40)
  const told = threshold ? fill(words.number, { told: numberWords(threshold, procedures[language].acuity.score) }) : ''
  return {
    told,
    drawing: html`<svg viewBox="0 0 ${WIDTH} 152">
      ${
        threshold &&
        svg`<rect class="track" x="40" width=${RIGHT - 40} y=${y(threshold.high)} height=${y(threshold.low ?? low) - y(threshold.high)} />`
      }
      ${
        threshold && threshold.level !== null
          ? svg`<line class="good" x1="40" x2=${RIGHT} y1=${y(threshold.level)} y2=${y(threshold.level)} />
            <text class="strong" x="0" y=${y(threshold.level) + 4}>${threshold.level.toFixed(2)}</text>`
          : null
      }
      ${setup.limits.map(
        (limit) => svg`<line class="axis" x1="40" x2=${RIGHT} y1=${y(limit)} y2=${y(limit)} />
          <text class="end" x=${RIGHT} y=${y(limit) - 3}>${limit.toFixed(1)}</text>`,
      )}
      ${measured.map((trial, n) => mark(markOf(trial), x(n), y(trial.stimulus.level)))}
      <text x=${LEFT} y="148">${words.legend}</text>
    </svg>`,
  }
}

/** Each line with its marks, as on a chart. */
const lines = ({ setup, trials }: AcuityLog, language: Language) => {
  const words = procedures[language].acuity.log
  const { measured } = partsOf(setup, trials)
  const shown = procedure.score(setup, '', trials).lines
  let from = 0
  const rows = shown.map((line, row) => {
    const own = measured.slice(from, from + line.shown)
    from += line.shown
    const y = 12 + row * 18
    return svg`<g><text class="strong" x=${LEFT} y=${y + 4}>${line.level.toFixed(1)}</text>
      ${own.map((trial, n) => mark(markOf(trial), 60 + n * 22, y))}
      <text x="184" y=${y + 4}>${line.read ? words.read : words.unread}</text></g>`
  })
  const height = 30 + rows.length * 18
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
    drawing: html`<svg viewBox="0 0 ${WIDTH} ${height}">${rows}<text x=${LEFT} y=${height - 4}>${words.legend}</text></svg>`,
  }
}
