import { css, html, LitElement, nothing } from 'lit'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import { type Field, readNumber, type WrongNumber } from '#protocol/fields.ts'
import { rangeWords } from '#words/field.ts'
import { text } from './text.ts'

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '.', '0', '⌫'] as const

/** What more digits can't fix is said while it is being typed; the rest when it is handed on. */
const AT_ONCE: readonly WrongNumber[] = ['no-number', 'not-whole', 'too-large']

/** A number with its unit and range, below whatever is slotted in, typed or pressed on a pad: a booth's screen has no keyboard. What can't be is not taken. */
export class NumberField extends LitElement {
  static override properties = {
    language: {},
    field: { attribute: false },
    label: {},
    earlier: { attribute: false },
    busy: { type: Boolean },
    take: { attribute: false },
    typed: { state: true },
    wrong: { state: true },
  }
  declare language: Language
  declare field: Field
  declare label: string
  /** What stood here when this step was answered before. */
  declare earlier: number | null
  declare busy: boolean
  /** Gets the number; null: it was left empty, as it may be. */
  declare take: (value: number | null) => void
  declare typed: string
  declare wrong: WrongNumber | null

  constructor() {
    super()
    this.earlier = null
    this.busy = false
    this.typed = ''
    this.wrong = null
  }

  override connectedCallback() {
    super.connectedCallback()
    this.typed = this.earlier === null ? '' : String(this.earlier)
  }

  override firstUpdated() {
    this.renderRoot.querySelector('input')?.focus()
  }

  #type(typed: string) {
    this.typed = typed
    const read = readNumber(typed, this.field)
    this.wrong = 'wrong' in read && AT_ONCE.includes(read.wrong) ? read.wrong : null
  }

  #press = ({ target }: Event) => {
    if (!(target instanceof HTMLButtonElement)) return
    this.#type(target.value === '⌫' ? this.typed.slice(0, -1) : this.typed + target.value)
  }

  #submit = (event: SubmitEvent) => {
    event.preventDefault()
    const read = readNumber(this.typed, this.field)
    if ('wrong' in read) this.wrong = read.wrong
    else this.take(read.value)
  }

  override render() {
    const words = text[this.language].service
    const { field, wrong } = this
    const typing = ({ target }: Event) => target instanceof HTMLInputElement && this.#type(target.value)
    return html`<form novalidate @submit=${this.#submit}>
      <slot></slot>
      <div class="line">
        <input .value=${this.typed} @input=${typing} inputmode=${field.whole ? 'numeric' : 'decimal'} autocomplete="off"
          aria-label=${this.label} aria-describedby="range wrong" aria-invalid=${wrong !== null} />
        <span>${words.units[field.unit]}</span>
        <button class="primary" ?disabled=${this.busy}>${words.next}</button>
      </div>
      <p id="range" class="range">${rangeWords(field, this.language)}</p>
      <p id="wrong" class="wrong" role="alert">${wrong === null ? nothing : words.wrong[wrong]}</p>
      <div class="pad" @click=${this.#press}>
        ${KEYS.map((key) => html`<button type="button" value=${key} ?disabled=${key === '.' && field.whole}>${key}</button>`)}
      </div>
    </form>`
  }

  static override styles = [
    shared,
    css`
      form {
        display: grid;
        gap: var(--space-1);
      }
      /* On a wide screen everything has its place above the fold. */
      @media (orientation: landscape) {
        form {
          grid-template: 'above pad' auto 'line pad' auto 'range pad' auto 'wrong pad' 1fr / minmax(0, 52rem) auto;
          column-gap: var(--space-4);
        }
        ::slotted(*) {
          grid-area: above;
        }
        .line {
          grid-area: line;
        }
        .range {
          grid-area: range;
        }
        .wrong {
          grid-area: wrong;
        }
        .pad {
          grid-area: pad;
        }
      }
      ::slotted(*) {
        justify-self: start;
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
        font-size: var(--text-large);
      }
      input {
        font: inherit;
        width: 7em;
        min-height: var(--target);
        padding: 0 var(--space-2);
        border: 3px solid var(--edge);
        border-radius: var(--radius);
      }
      input[aria-invalid='true'] {
        border-color: var(--bad);
      }
      .range {
        color: var(--quiet);
        font-size: var(--text-small);
      }
      .wrong {
        min-height: 1.5em;
        color: var(--bad);
        font-weight: 700;
      }
      .pad {
        display: grid;
        grid-template-columns: repeat(3, minmax(var(--target), 10rem));
        gap: var(--space-1);
      }
    `,
  ]
}
customElements.define('rf-number-field', NumberField)
