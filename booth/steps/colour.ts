import { css, html, LitElement } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Stage } from '#protocol/booth.ts'
import type { Input } from '#protocol/input.ts'
import type { Scene } from '#protocol/measurement.ts'
import { byInput } from '#words/by-input.ts'
import { answerKey, isTouched, keyCap } from '../answers.ts'
import { text } from '../text.ts'
import '#kit/stimuli/plate.ts'
import { shared } from '#kit/tokens.ts'
import { look } from '../look.ts'
import type { Booth } from '../store.ts'
import { ofTrial, shownTrial } from '../trial.ts'
import { arrows, arrowsLook } from './arrows.ts'
import { shows } from './shows.ts'

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const

/** A plate at a time, and a pad for its two digits, or arrows for where its ring is open. */
export class Colour extends LitElement {
  static override properties = { ...ofTrial, entered: { state: true } }
  declare booth: Booth
  declare stage: Stage
  declare scene: Extract<Scene, { scene: 'plate' }>
  declare language: Language
  declare inputs: readonly Input[]
  /** Digits touched for the trial they belong to. */
  declare entered: { trial: string; digits: string }
  readonly #trial = shownTrial(this)

  constructor() {
    super()
    this.entered = { trial: '', digits: '' }
  }

  /** What was touched here, or else typed on the keypad. */
  get #digits(): string {
    const touched = this.entered.trial === this.#trial.name ? this.entered.digits : ''
    return touched === '' ? (this.scene.typed ?? '') : touched
  }

  /** The second digit is the answer, as it is on the keypad: a key that only confirms it tells nothing. */
  #enter = (digits: string) => {
    this.entered = { trial: this.#trial.name, digits }
    if (digits.length === 2) this.#trial.answer(digits)
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
          ${form === 'openings' ? arrows(this, this.#trial) : this.#digitsAsked()}
          ${answerKey(this, {
            words: words.cannot,
            sign: keyCap(this, 'no'),
            dead: this.#trial.answered,
            kind: 'cannot',
            give: () => this.#trial.answer('cannot-see'),
          })}
        </div>
      </div>
    </section>`
  }

  #digitsAsked() {
    const { booth, procedures } = text[this.language]
    const digits = this.#digits
    const { at } = this.scene
    return html`<output class="digits" aria-label=${procedures.colour.booth.entered}><span>${digits[0] ?? ''}</span><span>${digits[1] ?? ''}</span></output>
      ${isTouched(this.inputs) ? this.#pad(digits) : html`<p>${byInput(booth.digits, this.inputs)}</p>${this.inputs.includes('keypad') && !at ? '' : this.#choice()}`}`
  }

  #pad(digits: string) {
    const { answered } = this.#trial
    const key = (digit: string) =>
      html`<button class="k${digit} ${digit === this.scene.at ? 'at' : ''}" ?disabled=${answered || digits.length === 2} @click=${() => this.#enter(digits + digit)}>${digit}</button>`
    return html`<div class="keys">
      ${KEYS.map(key)}
      <button class="clear" ?disabled=${answered || digits === ''} @click=${() => this.#enter('')}>
        ${text[this.language].procedures.colour.booth.clear}
      </button>
    </div>`
  }

  /** A stick has no digits: it is led to one of these, which the agent says. */
  #choice() {
    const { at } = this.scene
    return html`<div class="led" aria-hidden="true">${KEYS.map((each) => html`<span class=${each === at ? 'at' : ''}>${each}</span>`)}</div>`
  }

  static override styles = [
    shared,
    look,
    arrowsLook,
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
      .keys .clear {
        font-size: var(--text);
      }
      .led {
        display: grid;
        grid-template-columns: repeat(5, 5.5rem);
        gap: var(--space-1);
      }
      .led span {
        display: grid;
        place-items: center;
        min-height: 4.5rem;
        border: 3px solid var(--line);
        border-radius: 1rem;
        font-size: 3rem;
      }
      .keys .at,
      .led .at {
        border: 0.5rem solid var(--focus);
        background: var(--wash);
        font-weight: 700;
      }
      .k0 {
        grid-column: 2;
        grid-row: 4;
      }
      .clear {
        grid-column: 1;
        grid-row: 4;
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
  ({ booth, view, stage, scene, language }) =>
    html`<rf-colour .booth=${booth} .inputs=${view.inputs} .stage=${stage} .scene=${scene} .language=${language}></rf-colour>`,
)
