import { css, html, LitElement } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Stage } from '#protocol/booth.ts'
import type { Input } from '#protocol/input.ts'
import type { Scene } from '#protocol/measurement.ts'
import { byInput } from '#words/by-input.ts'
import { answerKey, keyCap } from '../answers.ts'
import { text } from '../text.ts'
import '#kit/stimuli/optotype.ts'
import { shared } from '#kit/tokens.ts'
import { coverEye } from '../drawings/senses.ts'
import { look } from '../look.ts'
import type { Booth } from '../store.ts'
import { ofTrial, shownTrial } from '../trial.ts'
import { arrows, arrowsLook } from './arrows.ts'
import { shows } from './shows.ts'

/** One eye: first the picture of how to cover the other, then an E at a time on white. */
export class Acuity extends LitElement {
  static override properties = ofTrial
  declare booth: Booth
  declare stage: Stage
  declare scene: Extract<Scene, { scene: 'optotype' }>
  declare language: Language
  declare inputs: readonly Input[]
  /** Nothing is asked before the other eye is covered. */
  readonly #trial = shownTrial(this, { waits: () => this.stage.index === 0 })

  override render() {
    return this.#trial.waiting ? this.#cover() : this.#ask()
  }

  #cover() {
    const { booth: words } = text[this.language].procedures.acuity
    const { terms } = text[this.language]
    const other = this.scene.eye === 'left' ? 'right' : 'left'
    const word = terms.sides[other]
    return html`<section class="step">
      <div class="pair">
        ${coverEye(words.cover[other], other, word)}
        <div class="words">
          <h1>${words.cover[other]}</h1>
          <p class="lead">${byInput(words.coverText, this.inputs)}</p>
          <div class="actions"><button class="primary" @click=${this.#trial.ready}>${keyCap(this, 'ok')}${words.ready}</button></div>
        </div>
      </div>
    </section>`
  }

  #ask() {
    const { booth: words } = text[this.language].procedures.acuity
    const { direction, strokePx, inverted, practice, eye } = this.scene
    const { answered, answer } = this.#trial
    return html`<section class="test">
      <div class="screen"><rf-optotype .direction=${direction} .strokePx=${strokePx} .inverted=${inverted}></rf-optotype></div>
      <div class="side">
        <p class="what">${practice ? words.practice : words.tested[eye]}</p>
        <h1 class="question">${words.question}</h1>
        ${arrows(this, this.#trial)}
        ${answerKey(this, { words: words.cannot, sign: keyCap(this, 'no'), dead: answered, kind: 'cannot', give: () => answer('cannot-see') })}
      </div>
    </section>`
  }

  static override styles = [
    shared,
    look,
    arrowsLook,
    css`
      h1 {
        font-size: 3.25rem;
      }
      .step {
        padding: var(--space-3);
      }
      .test {
        height: 100%;
        display: grid;
        grid-template-rows: 1fr auto;
        background: var(--white);
      }
      .screen {
        display: grid;
        place-items: center;
        min-height: 0;
        overflow: hidden;
        background: #fff;
        /* The white around the E is part of the test. */
        forced-color-adjust: none;
      }
      .side {
        display: grid;
        align-content: center;
        justify-items: center;
        gap: var(--space-1);
        padding: var(--space-2) var(--space-3);
        background: var(--white);
        text-align: center;
      }
      .what {
        color: var(--quiet);
      }
      .question {
        font-size: var(--text-large);
        color: var(--ink);
      }
      .cannot {
        width: 100%;
        max-width: 32rem;
      }
      @media (orientation: landscape) {
        .test {
          grid-template: 1fr / 1fr auto;
        }
        .side {
          width: 38rem;
        }
      }
    `,
  ]
}
customElements.define('rf-acuity', Acuity)

export const optotype = shows(
  'optotype',
  ({ booth, view, stage, scene, language }) =>
    html`<rf-acuity .booth=${booth} .inputs=${view.inputs} .stage=${stage} .scene=${scene} .language=${language}></rf-acuity>`,
  { asksWorn: true },
)
