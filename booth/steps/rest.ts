import { html, LitElement } from 'lit'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import type { Scene } from '#protocol/measurement.ts'
import { fill } from '#words/fill.ts'
import { coverEye } from '../drawings/senses.ts'
import { look } from '../look.ts'
import { text } from '../text.ts'
import { bar, barLook } from './bar.ts'
import { shows } from './shows.ts'

/** A rest between optotypes. The other eye stays covered; the test goes on by itself. */
export class Rest extends LitElement {
  static override properties = { scene: { attribute: false }, language: {} }
  declare scene: Extract<Scene, { scene: 'rest' }>
  declare language: Language

  override render() {
    const { booth: words } = text[this.language].procedures.acuity
    const { terms } = text[this.language]
    const { eye, restMs } = this.scene
    const other = eye === 'left' ? 'right' : 'left'
    return html`<section class="step">
      <div class="pair">
        ${coverEye(words.cover[other], other, terms.sides[other])}
        <div class="words">
          <h1>${words.rest}</h1>
          <p class="lead">${fill(words.restText[other], { seconds: Math.ceil(restMs / 1000) })}</p>
          ${bar(words.rest, restMs)}
        </div>
      </div>
    </section>`
  }

  static override styles = [shared, look, barLook]
}
customElements.define('rf-rest', Rest)

export const rest = shows('rest', ({ scene, language }) => html`<rf-rest .scene=${scene} .language=${language}></rf-rest>`)
