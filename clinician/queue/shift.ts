import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Shift } from '#protocol/shift.ts'
import { fill } from '#words/fill.ts'
import { refusalWords } from '#words/refusal.ts'
import { shift } from '#words/shift.ts'
import '#kit/dialog.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import type { Work } from '../work.ts'

/** What the doctor has done today, asked for when it is opened. */
export class ShiftSummary extends LitElement {
  static override properties = { work: { attribute: false }, language: {}, open: { state: true }, shift: { state: true } }
  declare work: Work
  declare language: Language
  declare open: boolean
  declare shift: Shift | Refusal | null

  constructor() {
    super()
    this.open = false
    this.shift = null
  }

  #toggle = async () => {
    this.open = !this.open
    if (this.open) this.shift = await this.work.shift()
  }

  #summary(today: Shift) {
    const words = shift[this.language]
    const { outcomes } = text[this.language].terms
    const signed = today.signed.reduce((sum, { count }) => sum + count, 0)
    const minutes = (median: number | null) => (median === null ? words.none : fill(words.minutes, { minutes: median }))
    return html`<dl>
      <dt>${words.seen}</dt>
      <dd class="number">${today.seen}</dd>
      <dt>${words.signed}</dt>
      <dd class="number">${signed}${today.signed.length > 0 ? html`<ul>${today.signed.map(({ outcome, count }) => html`<li>${outcomes[outcome]} ${count}</li>`)}</ul>` : nothing}</dd>
      <dt>${words.returned}</dt>
      <dd class="number">${today.returned}</dd>
      <dt>${words.withDriver}</dt>
      <dd class="number">${minutes(today.withDriver)}</dd>
      <dt>${words.whole}</dt>
      <dd class="number">${minutes(today.whole)}</dd>
    </dl>`
  }

  override render() {
    const words = shift[this.language]
    const today = this.shift
    return html`<button @click=${this.#toggle}>${words.open}</button>
      <rf-dialog heading=${today && !isRefusal(today) ? fill(words.title, { day: today.day }) : words.open} .open=${this.open} @close=${this.#toggle}>
        <div role="status">
          ${today === null ? words.loading : isRefusal(today) ? refusalWords(this.language, today, 'doctor') : this.#summary(today)}
        </div>
        <p class="quiet">${words.help}</p>
        <button slot="buttons" autofocus @click=${this.#toggle}>${words.close}</button>
      </rf-dialog>`
  }

  static override styles = [
    sheet,
    css`
      dl {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--space-2) var(--space-4);
        margin-block: var(--space-2);
      }
      dt {
        color: var(--quiet);
      }
      ul {
        padding-inline-start: 1.25rem;
      }
    `,
  ]
}
customElements.define('rf-shift', ShiftSummary)
