import { css, html, LitElement } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Stage } from '#protocol/booth.ts'
import type { Scene } from '#protocol/measurement.ts'
import type { Direction } from '#protocol/procedures/acuity.ts'
import { text } from '../text.ts'
import '#kit/stimuli/plate.ts'
import { shared } from '#kit/tokens.ts'
import { whileHere } from '#kit/while-here.ts'
import { look } from '../look.ts'
import type { Booth } from '../store.ts'
import { answerTrial, painted, tellShown, trialOf } from '../trial.ts'
import { shows } from './shows.ts'

const ARROWS: Readonly<Record<Direction, string>> = { up: '↑', right: '→', down: '↓', left: '←' }
const DIRECTIONS: readonly Direction[] = ['up', 'left', 'right', 'down']
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const

/** A plate at a time, and a pad for its two digits, or arrows for where its ring is open. */
export class Colour extends LitElement {
  static override properties = {
    booth: { attribute: false },
    stage: { attribute: false },
    scene: { attribute: false },
    language: {},
    entered: { state: true },
    answered: { state: true },
  }
  declare booth: Booth
  declare stage: Stage
  declare scene: Extract<Scene, { scene: 'plate' }>
  declare language: Language
  /** Digits touched for the trial they belong to. */
  declare entered: { trial: string; digits: string }
  declare answered: string

  constructor() {
    super()
    this.entered = { trial: '', digits: '' }
    this.answered = ''
    whileHere(
      this,
      () => trialOf(this.stage),
      (signal) => void this.#show(this.stage, signal),
    )
  }

  async #show(stage: Stage, signal: AbortSignal) {
    await painted()
    if (!signal.aborted) tellShown(this.booth, stage)
  }

  /** What was touched here, or else typed on the keypad. */
  get #digits(): string {
    const touched = this.entered.trial === trialOf(this.stage) ? this.entered.digits : ''
    return touched === '' ? (this.scene.typed ?? '') : touched
  }

  #type = (digit: string) => (this.entered = { trial: trialOf(this.stage), digits: (this.#digits + digit).slice(0, 2) })

  #answer = (answer: string) => {
    this.answered = trialOf(this.stage)
    void answerTrial(this.booth, this.stage, answer).then((taken) => {
      if (!taken) this.answered = ''
    })
  }

  get #waiting(): boolean {
    return this.answered === trialOf(this.stage)
  }

  override render() {
    const { language } = this
    const { booth: words } = text[language].procedures.colour
    const { form, demonstration, ground, dots } = this.scene
    return html`<section class="step">
      <div class="pair">
        <rf-plate .label=${words.plate} .ground=${ground} .dots=${dots}></rf-plate>
        <div class="words">
          <h1>${demonstration ? `${words.demonstration}${language === 'zh' ? '：' : ': '}` : ''}${words.question[form]}</h1>
          ${form === 'openings' ? this.#arrows() : this.#pad()}
          <button class="cannot" ?disabled=${this.#waiting} @click=${() => this.#answer('cannot-see')}>${words.cannot}</button>
        </div>
      </div>
    </section>`
  }

  #arrows() {
    const { directions } = text[this.language].procedures.acuity.booth
    return html`<div class="arrows">
      ${DIRECTIONS.map(
        (each) => html`<button class=${each} aria-label=${directions[each]} ?disabled=${this.#waiting} @click=${() => this.#answer(each)}>
          ${ARROWS[each]}
        </button>`,
      )}
    </div>`
  }

  #pad() {
    const { booth: words } = text[this.language].procedures.colour
    const digits = this.#digits
    const waiting = this.#waiting
    const key = (digit: string) =>
      html`<button class="k${digit}" ?disabled=${waiting || digits.length === 2} @click=${() => this.#type(digit)}>${digit}</button>`
    return html`<output class="digits" aria-label=${words.entered}><span>${digits[0] ?? ''}</span><span>${digits[1] ?? ''}</span></output>
      <div class="keys">
        ${KEYS.map(key)}
        <button class="clear" ?disabled=${waiting || digits === ''} @click=${() => (this.entered = { trial: trialOf(this.stage), digits: '' })}>
          ${words.clear}
        </button>
        <button class="primary ok" ?disabled=${waiting || digits.length < 2} @click=${() => this.#answer(digits)}>${words.confirm}</button>
      </div>`
  }

  static override styles = [
    shared,
    look,
    css`
      .step {
        padding: var(--space-1) var(--space-3);
      }
      .pair {
        gap: var(--space-2);
      }
      .words {
        gap: var(--space-1);
      }
      h1 {
        font-size: 2.375rem;
      }
      rf-plate {
        display: block;
        width: min(100%, 40rem);
        aspect-ratio: 1;
      }
      .digits {
        display: flex;
        gap: var(--space-2);
      }
      .digits span {
        width: 5rem;
        height: 5rem;
        display: grid;
        place-items: center;
        border: 4px solid var(--edge);
        border-radius: 1rem;
        background: var(--white);
        font-size: 3.75rem;
        font-weight: 700;
        line-height: 1;
      }
      .keys {
        display: grid;
        grid-template-columns: repeat(3, 9.5rem);
        gap: var(--space-1);
      }
      .keys button {
        min-height: 4.8rem;
        padding: 0;
        font-size: 3rem;
      }
      .keys .clear,
      .keys .ok {
        font-size: var(--text);
      }
      .k0 {
        grid-column: 2;
        grid-row: 4;
      }
      .clear {
        grid-column: 1;
        grid-row: 4;
      }
      .ok {
        grid-column: 3;
        grid-row: 4;
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
        max-width: 30rem;
        min-height: 5rem;
      }
    `,
  ]
}
customElements.define('rf-colour', Colour)

export const plate = shows(
  'plate',
  ({ booth, stage, scene, language }) =>
    html`<rf-colour .booth=${booth} .stage=${stage} .scene=${scene} .language=${language}></rf-colour>`,
)
