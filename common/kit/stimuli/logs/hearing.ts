import { html, svg } from 'lit'
import { heardAt, PAIRS, pairScores, hearing as procedure, RIGHT_ANSWER } from '#measure/hearing/hearing.ts'
import { isDrowned, isListening } from '#measure/hearing/noise.ts'
import { fill } from '#words/fill.ts'
import { procedures } from '#words/procedures.ts'
import { ambientLine } from './ambient.ts'
import { draws, mark, WIDTH } from './picture.ts'

const [LEFT, RIGHT, HEIGHT] = [84, WIDTH - 12, 176]
/** The strip of levels, from its loudest to its softest. */
const STRIP = { top: 144, bottom: 172 }
/** Place of a score from left to right: the two bounds at the two ends, and higher scores stay at the end. */
const placeOf = (score: number, heard: number): number => {
  const share = (Math.min(heard, Math.max(PAIRS.refer, score)) - PAIRS.refer) / (heard - PAIRS.refer)
  return LEFT + share * (RIGHT - LEFT)
}

/** The three pair scores between their bounds, below them each trial, and how loud each sound was. */
export const hearing = draws(procedure, (log, language) => {
  const { setup, trials } = log
  const words = procedures[language].hearing.log
  const scores = pairScores(setup, trials)
  const heard = heardAt(setup)
  const x = (score: number): number => placeOf(score, heard)
  const bars = (['leftRight', 'leftSilent', 'rightSilent'] as const).map((pair, row) => {
    const score = scores.pairs[pair]
    const top = 8 + row * 22
    return svg`<text x="0" y=${top + 12}>${words[pair]}</text>
      <rect class="track" x=${LEFT} y=${top} width=${RIGHT - LEFT} height="15" />
      <rect class=${score < 0 ? 'low' : 'high'} x=${Math.min(x(0), x(score))} y=${top} width=${Math.abs(x(score) - x(0))} height="15" />
      <line class="axis" x1=${x(0)} x2=${x(0)} y1=${top - 2} y2=${top + 17} />
      <text class="score" x=${x(0) + (score < 0 ? 4 : -4)} y=${top + 12} text-anchor=${score < 0 ? 'start' : 'end'}>${score}</text>`
  })
  const asked = trials.flatMap((trial) =>
    isListening(trial.stimulus) ? [] : [{ ...trial.stimulus, answer: trial.answer, drowned: isDrowned(setup.noise, trial) }],
  )
  const step = (RIGHT - LEFT) / Math.max(24, asked.length)
  const at = (n: number) => LEFT + (n + 0.5) * step
  const rows = { left: 92, right: 110, silent: 128 }
  const [softest, loudest] = [setup.levelDb - setup.roveDb, setup.levelDb + setup.roveDb]
  const loud = (levelDb: number) => STRIP.bottom - ((levelDb - softest) / Math.max(1, loudest - softest)) * (STRIP.bottom - STRIP.top)
  return {
    label: fill(words.label, { trials: scores.trials, ...scores.pairs }),
    drawing: html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}">
      ${bars}
      ${Object.entries(rows).map(([, row]) => svg`<line class="axis" x1=${LEFT} x2=${RIGHT} y1=${row} y2=${row} />`)}
      <text x="0" y=${rows.left + 4}>${words.left}</text>
      <text x="0" y=${rows.right + 4}>${words.right}</text>
      <text x="0" y=${rows.silent + 4}>${words.silent}</text>
      ${asked.map(({ side, answer, drowned }, n) => mark(drowned ? 'none' : answer === RIGHT_ANSWER[side] ? 'right' : 'wrong', at(n), rows[side]))}
      <text x="0" y=${STRIP.bottom - 8}>${fill(words.level, { softest, loudest })}</text>
      <line class="axis" x1=${LEFT} x2=${RIGHT} y1=${STRIP.top} y2=${STRIP.top} />
      <line class="axis" x1=${LEFT} x2=${RIGHT} y1=${STRIP.bottom} y2=${STRIP.bottom} />
      ${asked.map(({ side, levelDb }, n) =>
        side === 'silent' ? '' : svg`<line class="level" x1=${at(n) - 2.5} x2=${at(n) + 2.5} y1=${loud(levelDb)} y2=${loud(levelDb)} />`,
      )}
    </svg>
    <p>${ambientLine(log, language)}${setup.maskDb === undefined ? '' : words.headphones}${fill(words.legend, { heard, refer: -PAIRS.refer })}${scores.drowned > 0 ? words.drowned : ''}</p>`,
  }
})
