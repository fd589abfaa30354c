import { html } from 'lit'
import { AXIS, axisState, type ColourTrial } from '#measure/colour.ts'
import type { Log } from '#measure/index.ts'
import { drawPlate } from '#measure/plate.ts'
import type { Language } from '#protocol/basic.ts'
import { fill } from '#protocol/text/index.ts'
import { words, type Picture } from './picture.ts'
import '../plate.ts'

/** Each plate as it was shown, with the answer below it; the axes one after the other. */
export const colourPicture = ({ trials }: Log & { procedure: 'colour' }, language: Language): Picture => {
  const say = words(language).colour
  const shown = ({ stimulus, answer }: ColourTrial) => {
    const { ground, dots } = drawPlate(stimulus)
    const given = answer === 'cannot-see' ? say['cannot-see'] : answer
    const right = answer === stimulus.digits
    return html`<figure>
      <rf-plate .ground=${ground} .dots=${dots} .label=${fill(say.answer, { digits: stimulus.digits, answer: given })}></rf-plate>
      <figcaption aria-hidden="true">${stimulus.digits}<span class=${right ? 'right' : 'wrong'}>${right ? '✓' : `✕ ${answer === 'cannot-see' ? '—' : answer}`}</span></figcaption>
    </figure>`
  }
  const row = (kind: ColourTrial['stimulus']['kind'], heading: string) =>
    html`<h4>${heading}</h4>
      <div class="plates">${trials.filter(({ stimulus }) => stimulus.kind === kind).map(shown)}</div>`
  const axis = (kind: 'protan' | 'deutan') => {
    const { score, plates } = axisState(kind, trials)
    return row(kind, fill(say.axis, { axis: say[kind], score, plates, accepted: AXIS.accepted, referred: -AXIS.referred }))
  }
  return {
    label: fill(say.label, { protan: axisState('protan', trials).score, deutan: axisState('deutan', trials).score }),
    drawing: html`${row('demonstration', say.demonstration)}${axis('protan')}${axis('deutan')}`,
  }
}
