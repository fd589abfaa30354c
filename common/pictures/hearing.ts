import { heardAt, PAIRS, pairScores, hearing as procedure, RIGHT_ANSWER } from '#measure/hearing/hearing.ts'
import { isDrowned, isListening } from '#measure/hearing/noise.ts'
import { fill } from '#words/fill.ts'
import { procedures } from '#words/procedures.ts'
import { ambientLine } from './ambient.ts'
import { draws, level, line, mark, rect, WIDTH, written } from './picture.ts'

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
  const bars = (['leftRight', 'leftSilent', 'rightSilent'] as const).flatMap((pair, row) => {
    const score = scores.pairs[pair]
    const top = 8 + row * 22
    return [
      written(0, top + 12, words[pair]),
      rect('track', LEFT, top, RIGHT - LEFT, 15),
      rect(score < 0 ? 'low' : 'high', Math.min(x(0), x(score)), top, Math.abs(x(score) - x(0)), 15),
      line('axis', [x(0), top - 2], [x(0), top + 17]),
      written(x(0) + (score < 0 ? 4 : -4), top + 12, String(score), score < 0 ? {} : { anchor: 'end' }),
    ]
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
    parts: [
      {
        part: 'drawing',
        height: HEIGHT,
        shapes: [
          ...bars,
          ...Object.values(rows).map((row) => level('axis', LEFT, RIGHT, row)),
          written(0, rows.left + 4, words.left),
          written(0, rows.right + 4, words.right),
          written(0, rows.silent + 4, words.silent),
          ...asked.map(({ side, answer, drowned }, n) =>
            mark(drowned ? 'none' : answer === RIGHT_ANSWER[side] ? 'right' : 'wrong', at(n), rows[side]),
          ),
          written(0, STRIP.bottom - 8, fill(words.level, { softest, loudest })),
          level('axis', LEFT, RIGHT, STRIP.top),
          level('axis', LEFT, RIGHT, STRIP.bottom),
          ...asked.flatMap(({ side, levelDb }, n) => (side === 'silent' ? [] : [level('level', at(n) - 2.5, at(n) + 2.5, loud(levelDb))])),
        ],
      },
      {
        part: 'words',
        text: [
          ambientLine(log, language),
          setup.maskDb === undefined ? '' : words.headphones,
          fill(words.legend, { heard, refer: -PAIRS.refer }),
          scores.drowned > 0 ? words.drowned : '',
        ].join(''),
      },
    ],
  }
})
