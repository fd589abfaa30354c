import { css, html, LitElement } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Stage } from '#protocol/booth.ts'
import type { Answer, Scene } from '#protocol/measurement.ts'
import type { Direction } from '#protocol/procedures/acuity.ts'
import { text } from '../text.ts'
import '#kit/stimuli/optotype.ts'
import { shared } from '#kit/tokens.ts'
import { whileHere } from '#kit/while-here.ts'
import { coverEye } from '../drawings/senses.ts'
import { look } from '../look.ts'
import type { Booth } from '../store.ts'
import { answerTrial, painted, tellShown, trialOf } from '../trial.ts'
import { shows } from './shows.ts'

const ARROWS: Readonly<Record<Direction, string>> = { up: '↑', right: '→', down: '↓', left: '←' }
const DIRECTIONS: readonly Direction[] = ['up', 'left', 'right', 'down']

/** One eye: first the picture of how to cover the other, then an E at a time on white. */
export class Acuity extends LitElement {
  static override properties = {
    booth: { attribute: false },
    stage: { attribute: false },
    scene: { attribute: false },
    language: {},
    covered: { state: true },
    answered: { state: true },
  }
  declare booth: Booth
  declare stage: Stage
  declare scene: Extract<Scene, { scene: 'optotype' }>
  declare language: Language
  /** The attempt for which the driver has covered the eye. */
  declare covered: string
  /** The trial that was answered last. */
  declare answered: string

  constructor() {
    super()
    this.covered = ''
    this.answered = ''
    whileHere(
      this,
      () => (this.#covering ? null : trialOf(this.stage)),
      (signal) => void this.#show(this.stage, signal),
    )
  }

  get #covering(): boolean {
    return this.stage.index === 0 && this.covered !== this.stage.attempt
  }

  async #show(stage: Stage, signal: AbortSignal) {
    await painted()
    if (!signal.aborted) tellShown(this.booth, stage)
  }

  #answer = (answer: Answer) => {
    this.answered = trialOf(this.stage)
    void answerTrial(this.booth, this.stage, answer).then((taken) => {
      if (!taken) this.answered = ''
    })
  }

  override render() {
    return this.#covering ? this.#cover() : this.#ask()
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
          <p class="lead">${words.coverText}</p>
          <div class="actions"><button class="primary" @click=${() => (this.covered = this.stage.attempt)}>${words.ready}</button></div>
        </div>
      </div>
    </section>`
  }

  #ask() {
    const { booth: words } = text[this.language].procedures.acuity
    const { direction, strokePx, inverted, practice, eye } = this.scene
    const waiting = this.answered === trialOf(this.stage)
    return html`<section class="test">
      <div class="screen"><rf-optotype .direction=${direction} .strokePx=${strokePx} .inverted=${inverted}></rf-optotype></div>
      <div class="side">
        <p class="what">${practice ? words.practice : words.tested[eye]}</p>
        <h1 class="question">${words.question}</h1>
        <div class="arrows">
          ${DIRECTIONS.map(
            (
              each,
            ) => html`<button class=${each} aria-label=${words.directions[each]} ?disabled=${waiting} @click=${() => this.#answer(each)}>
              ${ARROWS[each]}
            </button>`,
          )}
        </div>
        <button class="cannot" ?disabled=${waiting} @click=${() => this.#answer('cannot-see')}>${words.cannot}</button>
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
      .arrows {
        display: grid;
        grid-template: '. up .' 'left . right' '. down .' / 10rem 10rem 10rem;
        gap: var(--space-1);
      }
      .arrows button {
        min-height: 8rem;
        padding: 0;
        font-size: 5rem;
      }
      .up {
        grid-area: up;
      }
      .left {
        grid-area: left;
      }
      .right {
        grid-area: right;
      }
      .down {
        grid-area: down;
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
  ({ booth, stage, scene, language }) =>
    html`<rf-acuity .booth=${booth} .stage=${stage} .scene=${scene} .language=${language}></rf-acuity>`,
  { asksWorn: true },
)
