import { html, svg } from 'lit'
import { PAIRS, pairScores, RIGHT_ANSWER } from '#measure/hearing.ts'
import type { Log } from '#measure/index.ts'
import type { Language } from '#protocol/basic.ts'
import { fill } from '#protocol/text/index.ts'
import { mark, WIDTH, words, type Picture } from './picture.ts'

const [LEFT, RIGHT, HEIGHT] = [84, WIDTH - 12, 138]
/** Place of a score from left to right: the two bounds at the two ends, and higher scores stay at the end. */
const x = (score: number): number => {
  const share = (Math.min(PAIRS.heard, Math.max(PAIRS.refer, score)) - PAIRS.refer) / (PAIRS.heard - PAIRS.refer)
  return LEFT + share * (RIGHT - LEFT)
}

/** The three pair scores between their bounds, and below them each trial. */
export const hearingPicture = ({ trials }: Log & { procedure: 'hearing' }, language: Language): Picture => {
  const say = words(language).hearing
  const scores = pairScores(trials)
  const bars = (['leftRight', 'leftSilent', 'rightSilent'] as const).map((pair, row) => {
    const score = scores.pairs[pair]
    const top = 8 + row * 22
    return svg`<text x="0" y=${top + 12}>${say[pair]}</text>
      <rect class="track" x=${LEFT} y=${top} width=${RIGHT - LEFT} height="15" />
      <rect class=${score < 0 ? 'low' : 'high'} x=${Math.min(x(0), x(score))} y=${top} width=${Math.abs(x(score) - x(0))} height="15" />
      <line class="axis" x1=${x(0)} x2=${x(0)} y1=${top - 2} y2=${top + 17} />
      <text class="score" x=${x(0) + (score < 0 ? 4 : -4)} y=${top + 12} text-anchor=${score < 0 ? 'start' : 'end'}>${score}</text>`
  })
  const step = (RIGHT - LEFT) / Math.max(24, trials.length)
  const rows = { left: 92, right: 110, silent: 128 }
  return {
    label: fill(say.label, { trials: scores.trials, ...scores.pairs }),
    drawing: html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}">
      ${bars}
      ${Object.entries(rows).map(([, at]) => svg`<line class="axis" x1=${LEFT} x2=${RIGHT} y1=${at} y2=${at} />`)}
      <text x="0" y=${rows.left + 4}>${say.left}</text>
      <text x="0" y=${rows.right + 4}>${say.right}</text>
      <text x="0" y=${rows.silent + 4}>${say.silent}</text>
      ${trials.map(({ stimulus, answer }, n) =>
        mark(answer === RIGHT_ANSWER[stimulus.side] ? 'right' : 'wrong', LEFT + (n + 0.5) * step, rows[stimulus.side]),
      )}
    </svg>
    <p>${fill(say.legend, { heard: PAIRS.heard, refer: -PAIRS.refer })}</p>`,
  }
}
