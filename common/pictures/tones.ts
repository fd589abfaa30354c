import { isListening } from '#measure/hearing/noise.ts'
import { follow, tones as procedure, TONES, thresholdsOf } from '#measure/hearing/tones.ts'
import type { Language } from '#protocol/basic.ts'
import { PITCHES, type Pitch } from '#protocol/procedures/sound.ts'
import type { ToneThreshold } from '#protocol/procedures/tones.ts'
import { type Side } from '#protocol/station.ts'
import { fill } from '#words/fill.ts'
import { procedures } from '#words/procedures.ts'
import { ambientLine } from './ambient.ts'
import { draws, level, line, type Shape, WIDTH, written } from './picture.ts'

const [LEFT, RIGHT, TOP, BOTTOM] = [44, WIDTH - 20, 34, 214]
/** dB HL from top to bottom, as an audiogram is drawn. */
const LEVELS = { from: 10, to: 90 }
const GRID = [20, 40, 60, 80]
/** What some countries ask a driver's mean for: information alone. */
const ASKED = 40

const x = (pitch: Pitch): number => LEFT + 30 + (PITCHES.indexOf(pitch) * (RIGHT - LEFT - 60)) / (PITCHES.length - 1)
const y = (levelDb: number): number => TOP + ((levelDb - LEVELS.from) / (LEVELS.to - LEVELS.from)) * (BOTTOM - TOP)

/** An ear's own sign: a circle for the right, a cross for the left; with an arrow where nothing was heard. */
const sign = (ear: Side, at: number, level: number, unheard: boolean): Shape[] => {
  const away = ear === 'right' ? -1 : 1
  const arrow = `M${at + away * 5} ${level + 5} l${away * 9} 9 m0 -6 v6 h${-away * 6}`
  return [
    ear === 'right'
      ? { shape: 'circle', at: [at, level], r: 5.5, ink: 'threshold ear-right' }
      : { shape: 'path', d: `M${at - 5} ${level - 5}l10 10m0 -10l-10 10`, ink: 'threshold ear-left' },
    ...(unheard ? [{ shape: 'path', d: arrow, ink: `no-response ear-${ear}` } as const] : []),
  ]
}

const curve = (ear: Side, thresholds: readonly ToneThreshold[]): Shape[] => {
  const known = thresholds.flatMap(({ pitch, state, levelDb }) => (levelDb === null ? [] : [{ at: x(pitch), level: y(levelDb), state }]))
  const heard = known.filter(({ state }) => state === 'threshold').map(({ at, level }) => [at, level] as const)
  return [
    { shape: 'polyline', ink: `ear-${ear}`, points: heard },
    ...known.flatMap(({ at, level, state }) => sign(ear, at, level, state === 'no-response')),
  ]
}

const said = (thresholds: readonly ToneThreshold[], language: Language): string => {
  const words = procedures[language].tones.log
  return thresholds
    .map(({ pitch, state, levelDb }) => fill(words.point, { pitch, found: fill(words[state], { db: levelDb ?? 0 }) }))
    .join(words.and)
}

/** An audiogram that grows with the log: thresholds with their signs, and small beside them each tone that was tried. */
export const tones = draws(procedure, (log, language) => {
  const { setup, trials } = log
  const words = procedures[language].tones.log
  const { found } = follow(setup, trials)
  const ears = { right: thresholdsOf(found.right), left: thresholdsOf(found.left) }
  const score = procedure.score(setup, '', trials)
  const tried = trials.flatMap(({ stimulus, answer }) =>
    isListening(stimulus) || !stimulus.sounds ? [] : [{ ...stimulus, heard: answer === 'heard' }],
  )
  const retest = (ear: Side) => score.ears[ear].retestDb ?? '–'
  return {
    label: fill(words.label, { right: said(ears.right, language), left: said(ears.left, language) }),
    parts: [
      {
        part: 'drawing',
        height: BOTTOM + 8,
        shapes: [
          written(0, 12, words.axis),
          ...PITCHES.flatMap((pitch) => [
            written(x(pitch), 26, `${pitch} Hz`, { anchor: 'middle' }),
            line('axis', [x(pitch), TOP], [x(pitch), BOTTOM]),
          ]),
          ...GRID.flatMap((db) => [
            written(LEFT - 8, y(db) + 4, String(db), { anchor: 'end' }),
            level(db === ASKED ? 'bad' : 'axis', LEFT, RIGHT, y(db)),
          ]),
          ...tried.map(
            ({ ear, pitch, levelDb, heard }): Shape => ({
              shape: 'circle',
              at: [x(pitch) + (ear === 'right' ? -12 : 12), y(levelDb)],
              r: 2,
              ink: `tried ${heard ? 'heard' : 'missed'} ear-${ear}`,
            }),
          ),
          ...curve('right', ears.right),
          ...curve('left', ears.left),
        ],
      },
      { part: 'words', text: fill(words.legend, { floor: TONES.floor }) },
      {
        part: 'words',
        text: [
          setup.transducer === 'loudspeakers' ? words.freeField : '',
          fill(words.retest, { right: retest('right'), left: retest('left') }),
          fill(words.false, { silences: score.silences, count: score.falsePositives }),
          ambientLine(log, language),
        ].join(''),
      },
    ],
  }
})
