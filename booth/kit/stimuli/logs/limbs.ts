import { html, svg } from 'lit'
import type { Log } from '#measure/index.ts'
import { limbs, PEDAL_PEAK_N, type LimbsTrial } from '#measure/limbs.ts'
import type { Language } from '#protocol/basic.ts'
import { fill } from '#protocol/text/index.ts'
import { WIDTH, words, type Picture } from './picture.ts'

const [LEFT, RIGHT, TOP, BOTTOM, HEIGHT] = [8, WIDTH - 8, 14, 84, 102]

type Force = NonNullable<LimbsTrial['answer']['force']>

/** Force over time, with the force below which a doctor looks closely. */
const curve = (force: Force, line: string, seconds: string) => {
  const [long, strong] = force.reduce(([at, most], [ms, mN]) => [Math.max(at, ms), Math.max(most, mN / 1000)], [1, PEDAL_PEAK_N * 1.25])
  const x = (ms: number): number => LEFT + (ms / long) * (RIGHT - LEFT)
  const y = (newtons: number): number => BOTTOM - (Math.max(0, newtons) / strong) * (BOTTOM - TOP)
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">
    <line class="axis" x1=${LEFT} x2=${RIGHT} y1=${BOTTOM} y2=${BOTTOM} />
    <line class="bad" x1=${LEFT} x2=${RIGHT} y1=${y(PEDAL_PEAK_N)} y2=${y(PEDAL_PEAK_N)} />
    <text class="end" x=${RIGHT} y=${y(PEDAL_PEAK_N) - 4}>${line}</text>
    ${svg`<polyline class="path" points=${force.map(([ms, mN]) => `${x(ms)},${y(mN / 1000)}`).join(' ')} />`}
    <text class="end" x=${RIGHT} y=${BOTTOM + 14}>${seconds}</text>
  </svg>`
}

/** The tasks in order, each with what came of it and the force where a cell measured it. */
export const limbsPicture = ({ setup, trials }: Log & { procedure: 'limbs' }, language: Language): Picture => {
  const say = words(language).limbs
  const sentences = limbs.score(setup, '', trials).tasks.map(({ task, done, peakN, heldMs }) => {
    const fields = { task: say[task], done: say[done] }
    if (peakN === null || heldMs === null) return fill(say.task, fields)
    return fill(say.force, { ...fields, peak: peakN.toFixed(0), seconds: (heldMs / 1000).toFixed(1) })
  })
  const drawn = sentences.map((sentence, n) => {
    const force = trials[n]?.answer.force ?? []
    const last = force.at(-1)?.[0] ?? 0
    return html`<p>${sentence}</p>
      ${force.length > 1 ? curve(force, fill(say.line, { newtons: PEDAL_PEAK_N }), fill(say.seconds, { seconds: (last / 1000).toFixed(1) })) : null}`
  })
  return { label: fill(say.label, { tasks: sentences.join('') }), drawing: html`${drawn}` }
}
