import { css, html, LitElement } from 'lit'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import type { Stage } from '#protocol/booth.ts'
import type { Input } from '#protocol/input.ts'
import type { Scene } from '#protocol/measurement.ts'
import { byInput } from '#words/by-input.ts'
import { keyCap } from '../answers.ts'
import { moveSeat } from '../drawings/seat.ts'
import { coverEye } from '../drawings/senses.ts'
import { look } from '../look.ts'
import type { Booth } from '../store.ts'
import { text } from '../text.ts'
import { ofTrial, shownTrial } from '../trial.ts'
import { shows } from './shows.ts'

/** Sit at the mark and cover the other eye: said first, and held still afterwards while the camera looks. */
export class MarkScene extends LitElement {
  static override properties = ofTrial
  declare booth: Booth
  declare stage: Stage
  declare scene: Extract<Scene, { scene: 'mark' }>
  declare language: Language
  declare inputs: readonly Input[]
  readonly #trial = shownTrial(this, { waits: () => true })

  override render() {
    const { booth: words } = text[this.language].procedures.acuity
    const { terms } = text[this.language]
    const other = this.scene.eye === 'left' ? 'right' : 'left'
    const { waiting, ready } = this.#trial
    return html`<section class="step">
      <div class="pair">
        ${coverEye(words.cover[other], other, terms.sides[other])}
        <div class="words">
          <h1 aria-live="polite">${waiting ? words.cover[other] : words.holding}</h1>
          <p class="lead">${waiting ? words.mark : words.holdingText[other]}</p>
          ${
            waiting
              ? html`<p class="lead">${byInput(words.coverText, this.inputs)}</p>
                <div class="actions"><button class="primary" @click=${ready}>${keyCap(this, 'ok')}${words.ready}</button></div>`
              : ''
          }
        </div>
      </div>
    </section>`
  }

  static override styles = [
    shared,
    look,
    css`
      h1 {
        font-size: 3.25rem;
      }
      .step {
        padding: var(--space-3);
      }
    `,
  ]
}
customElements.define('rf-mark', MarkScene)

/** Further back or nearer, until the head is where it was. It goes on by itself. */
export class Seat extends LitElement {
  static override properties = { scene: { attribute: false }, language: {} }
  declare scene: Extract<Scene, { scene: 'seat' }>
  declare language: Language

  override render() {
    const { booth: words } = text[this.language].procedures.acuity
    const { eye, move } = this.scene
    const other = eye === 'left' ? 'right' : 'left'
    return html`<section class="step">
      <div class="pair">
        ${moveSeat(words.seat[move], move)}
        <div class="words">
          <h1 aria-live="polite">${words.seat[move]}</h1>
          <p class="lead">${words.seatText[other]}</p>
        </div>
      </div>
    </section>`
  }

  static override styles = [
    shared,
    look,
    css`
      h1 {
        font-size: 4rem;
      }
    `,
  ]
}
customElements.define('rf-seat', Seat)

export const mark = shows(
  'mark',
  ({ booth, view, stage, scene, language }) =>
    html`<rf-mark .booth=${booth} .inputs=${view.inputs} .stage=${stage} .scene=${scene} .language=${language}></rf-mark>`,
  { asksWorn: true },
)
export const seat = shows('seat', ({ scene, language }) => html`<rf-seat .scene=${scene} .language=${language}></rf-seat>`)
