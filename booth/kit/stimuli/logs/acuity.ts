import { html, svg } from 'lit'
import { points, PRACTICE_TRIALS, WALK, walksOf, type AcuityTrial, type Walk } from '#measure/acuity.ts'
import type { Log } from '#measure/index.ts'
import type { Language } from '#protocol/basic.ts'
import { fill, text } from '#protocol/text/index.ts'
import { mark, WIDTH, words, type Picture } from './picture.ts'

const [LEFT, RIGHT, HEIGHT] = [8, WIDTH - 8, 190]
/** Place of a score from top to bottom. */
const y = (score: number): number => 96 - score * 2.5

/** A walk's trials with the score after each. */
const climb = (trials: readonly AcuityTrial[]): { trial: AcuityTrial; score: number }[] => {
  let score = 0
  return trials.map((trial) => {
    score += points(trial)
    return { trial, score }
  })
}

const markOf = ({ stimulus, answer }: AcuityTrial) => (answer === 'cannot-see' ? 'none' : answer === stimulus.direction ? 'right' : 'wrong')

/** The walks at each limit between their bounds. */
export const acuityPicture = ({ setup, trials }: Log & { procedure: 'acuity' }, language: Language): Picture => {
  const say = words(language).acuity
  const walks = walksOf(setup, trials)
  const step =
    (RIGHT - LEFT) /
    Math.max(
      14,
      walks.reduce((sum, walk) => sum + walk.trials + 1, 0),
    )
  let first = PRACTICE_TRIALS
  let left = LEFT
  const drawn = walks.map((walk) => {
    const path = climb(trials.slice(first, first + walk.trials))
    const from = left
    first += walk.trials
    left += (walk.trials + 1) * step
    const x = (n: number) => from + (n + 1) * step
    return svg`<g>
      <line class="axis" x1=${from} x2=${from} y1=${y(WALK.reached)} y2=${y(WALK.notReached)} />
      <text class="strong" x=${from + 4} y=${y(WALK.reached) + 15}>${walk.limit.toFixed(1)}</text>
      <polyline class="path" points=${[`${from},${y(0)}`, ...path.map(({ score }, n) => `${x(n)},${y(score)}`)].join(' ')} />
      ${path.map(({ trial, score }, n) => mark(markOf(trial), x(n), y(score)))}
    </g>`
  })
  const outcome = (walk: Walk) => [say[walk.outcome ?? 'running'], ...(walk.borderline ? [say.borderline] : [])].join(say.and)
  const label = fill(say.label, {
    eye: text[language].terms.sides[setup.eye],
    walks: walks
      .filter((walk) => walk.trials > 0)
      .map((walk) => fill(say.walk, { limit: walk.limit.toFixed(1), trials: walk.trials, score: walk.score, outcome: outcome(walk) }))
      .join(''),
  })
  return {
    label,
    drawing: html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}">
      <line class="good" x1=${LEFT} x2=${RIGHT} y1=${y(WALK.reached)} y2=${y(WALK.reached)} />
      <line class="axis" x1=${LEFT} x2=${RIGHT} y1=${y(0)} y2=${y(0)} />
      <line class="bad" x1=${LEFT} x2=${RIGHT} y1=${y(WALK.notReached)} y2=${y(WALK.notReached)} />
      <text class="end" x=${RIGHT} y=${y(WALK.reached) - 5}>${fill(say.upper, { bound: WALK.reached })}</text>
      <text class="end" x=${RIGHT} y=${y(WALK.notReached) + 14}>${fill(say.lower, { bound: -WALK.notReached })}</text>
      ${drawn}
      <text x=${LEFT} y=${HEIGHT - 4}>${say.legend}</text>
    </svg>`,
  }
}
