import { html, nothing } from 'lit'
import { axisState, isRead, colour as procedure, walkOf } from '#measure/colour/colour.ts'
import { drawPlate } from '#measure/colour/plate.ts'
import type { Language } from '#protocol/basic.ts'
import type { ColourSetup, ColourTrial } from '#protocol/procedures/colour.ts'
import { dated } from '#words/dated.ts'
import { fill } from '#words/fill.ts'
import { procedures } from '#words/procedures.ts'
import { kelvinOf, screenColours } from '#words/screen-colours.ts'
import { draws } from './picture.ts'
import '../plate.ts'

/** In a small caption an arrow says where a ring is open. */
const SHORT: Readonly<Record<string, string>> = { up: '↑', right: '→', down: '↓', left: '←', 'cannot-see': '—' }
type Kind = ColourTrial['stimulus']['kind']

/**
 * Plates that were drawn, the newest last: a log that grows shows the same ones again with every trial. They're drawn for sRGB, which is what a
 * doctor's screen takes a page's colours to be; the booth's bytes were for the booth's own screen.
 */
const drawn = new Map<string, ReturnType<typeof drawPlate>>()
const MOST = 200

const plateOf = (stimulus: ColourTrial['stimulus']) => {
  const name = `${stimulus.kind} ${stimulus.sweep ?? 0} ${stimulus.plate} ${stimulus.figure}`
  const plate = drawn.get(name) ?? drawPlate(stimulus)
  drawn.set(name, plate)
  for (const oldest of drawn.keys()) if (drawn.size > MOST) drawn.delete(oldest)
  return plate
}

/** What is known of the screen that the plates were shown on. */
const screenWords = (screen: ColourSetup['screen'], language: Language): string => {
  const words = screenColours[language]
  if (!screen) return words.unmeasured
  return fill(words.log, { at: dated(screen.measuredAt), kelvin: kelvinOf(screen.colours.white) })
}

/** The screen, then each plate as it was shown, with the answer below it: the axes one after the other, then what only tells more. */
export const colour = draws(procedure, ({ setup, trials }, language) => {
  const words = procedures[language].colour.log
  const short = (figure: string) => SHORT[figure] ?? figure
  const long = (figure: string) => Object.entries(words.figures).find(([name]) => name === figure)?.[1] ?? figure
  const shown = (trial: ColourTrial) => {
    const { stimulus, answer } = trial
    const { ground, dots } = plateOf(stimulus)
    const right = isRead(trial)
    return html`<figure>
      <rf-plate .ground=${ground} .dots=${dots} .label=${fill(words.answer, { figure: long(stimulus.figure), answer: long(answer) })}></rf-plate>
      <figcaption aria-hidden="true">${short(stimulus.figure)}<span class=${right ? 'right' : 'wrong'}>${right ? '✓' : `✕ ${short(answer)}`}</span></figcaption>
    </figure>`
  }
  const row = (kind: Kind, heading: string) =>
    html`<p class="strong">${heading}</p>
      <div class="plates">${trials.filter(({ stimulus }) => stimulus.kind === kind).map(shown)}</div>`
  const axis = (kind: 'protan' | 'deutan') => {
    const { score, plates, lines } = axisState(setup, kind, trials)
    const { accepted, referred, flawless } = walkOf(setup)
    const of = { axis: words[kind], plates, accepted, referred: -referred }
    if (lines.length === 1) return row(kind, fill(words.axis, { ...of, score }))
    const each = { ...of, scores: lines.map((line) => line.score).join(' / ') }
    return row(kind, flawless === null ? fill(words.lines, each) : fill(words.flawless, { ...each, flawless }))
  }
  const result = procedure.score(setup, '', trials)
  const more = (kind: 'weak-protan' | 'weak-deutan' | 'tritan', counts: { shown: number; read: number }) =>
    counts.shown === 0 ? nothing : row(kind, fill(words.more, { kind: words[kind], ...counts }))
  return {
    label:
      fill(words.label, { protan: result.protan.score, deutan: result.deutan.score }) +
      (result.weak.noted ? `${language === 'zh' ? '' : ' '}${words.weak}` : ''),
    drawing: html`<p>${screenWords(setup.screen, language)}</p>
    ${row('demonstration', words.demonstration)}${axis('protan')}${axis('deutan')}
    ${more('weak-protan', result.weak.protan)}${more('weak-deutan', result.weak.deutan)}${more('tritan', result.tritan)}
    ${result.weak.noted ? html`<p>${words.weak}</p>` : nothing}`,
  }
})
