import { html, type SVGTemplateResult, svg } from 'lit'
import { isListening } from '#measure/hearing/noise.ts'
import { follow, tones as procedure, TONES, thresholdsOf } from '#measure/hearing/tones.ts'
import type { Language } from '#protocol/basic.ts'
import { PITCHES, type Pitch } from '#protocol/procedures/sound.ts'
import type { ToneThreshold } from '#protocol/procedures/tones.ts'
import { type Side } from '#protocol/station.ts'
import { fill } from '#words/fill.ts'
import { procedures } from '#words/procedures.ts'
import { ambientLine } from './ambient.ts'
import { draws, WIDTH } from './picture.ts'

const [LEFT, RIGHT, TOP, BOTTOM] = [44, WIDTH - 20, 34, 214]
/** dB HL from top to bottom, as an audiogram is drawn. */
const LEVELS = { from: 10, to: 90 }
const GRID = [20, 40, 60, 80]
/** What some countries ask a driver's mean for: information alone. */
const ASKED = 40

const x = (pitch: Pitch): number => LEFT + 30 + (PITCHES.indexOf(pitch) * (RIGHT - LEFT - 60)) / (PITCHES.length - 1)
const y = (levelDb: number): number => TOP + ((levelDb - LEVELS.from) / (LEVELS.to - LEVELS.from)) * (BOTTOM - TOP)

/** An ear's own sign: a circle for the right, a cross for the left; with an arrow where nothing was heard. */
const sign = (ear: Side, at: number, level: number, unheard: boolean): SVGTemplateResult => {
  const away = ear === 'right' ? -1 : 1
  const arrow = svg`<path class="no-response ear-${ear}" d="M${at + away * 5} ${level + 5} l${away * 9} 9 m0 -6 v6 h${-away * 6}" />`
  return svg`${
    ear === 'right'
      ? svg`<circle class="threshold ear-right" cx=${at} cy=${level} r="5.5" />`
      : svg`<path class="threshold ear-left" d="M${at - 5} ${level - 5}l10 10m0 -10l-10 10" />`
  }${unheard ? arrow : ''}`
}

const curve = (ear: Side, thresholds: readonly ToneThreshold[]): SVGTemplateResult => {
  const known = thresholds.flatMap(({ pitch, state, levelDb }) => (levelDb === null ? [] : [{ at: x(pitch), level: y(levelDb), state }]))
  const heard = known.filter(({ state }) => state === 'threshold').map(({ at, level }) => `${at},${level}`)
  return svg`<polyline class="ear-${ear}" points=${heard.join(' ')} />
    ${known.map(({ at, level, state }) => sign(ear, at, level, state === 'no-response'))}`
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
    drawing: html`<svg viewBox="0 0 ${WIDTH} ${BOTTOM + 8}">
      <text x="0" y="12">${words.axis}</text>
      ${PITCHES.map((pitch) => svg`<text x=${x(pitch)} y="26" text-anchor="middle">${pitch} Hz</text><line class="axis" x1=${x(pitch)} x2=${x(pitch)} y1=${TOP} y2=${BOTTOM} />`)}
      ${GRID.map((db) => svg`<text class="end" x=${LEFT - 8} y=${y(db) + 4}>${db}</text><line class=${db === ASKED ? 'bad' : 'axis'} x1=${LEFT} x2=${RIGHT} y1=${y(db)} y2=${y(db)} />`)}
      ${tried.map(({ ear, pitch, levelDb, heard }) => svg`<circle class="tried ear-${ear} ${heard ? 'heard' : 'missed'}" cx=${x(pitch) + (ear === 'right' ? -12 : 12)} cy=${y(levelDb)} r="2" />`)}
      ${curve('right', ears.right)} ${curve('left', ears.left)}
    </svg>
    <p>${fill(words.legend, { floor: TONES.floor })}</p>
    <p>
      ${setup.transducer === 'loudspeakers' ? words.freeField : ''}${fill(words.retest, { right: retest('right'), left: retest('left') })}${fill(words.false, { silences: score.silences, count: score.falsePositives })}${ambientLine(log, language)}
    </p>`,
  }
})
