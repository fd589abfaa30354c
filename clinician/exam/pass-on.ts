import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Colleagues } from '#protocol/offer.ts'
import '#kit/dialog.ts'
import { KEYS } from '../keys.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import type { Work } from '../work.ts'

/** To which colleague the driver is passed on: those who are here, free, and may examine and sign at the driver's site. */
export class PassOn extends LitElement {
  static override properties = { work: { attribute: false }, language: {}, busy: { type: Boolean }, doctors: { state: true } }
  declare work: Work
  declare language: Language
  declare busy: boolean
  /** Null: nobody has asked. */
  declare doctors: Colleagues['doctors'] | null

  constructor() {
    super()
    this.busy = false
    this.doctors = null
  }

  /** Asks who is free now, and shows them. */
  open = async () => {
    if (!this.busy) this.doctors = await this.work.colleagues()
  }
  #close = () => (this.doctors = null)
  #choose = (to: string) => {
    this.#close()
    void this.work.passOn(to)
  }

  override render() {
    const { pass: words, exam } = text[this.language].clinician
    const doctors = this.doctors ?? []
    return html`<button ?disabled=${this.busy} aria-keyshortcuts=${KEYS.passOn} title=${KEYS.passOn} @click=${this.open}>${words.open}</button>
      <rf-dialog heading=${words.title} .open=${this.doctors !== null} @close=${this.#close}>
        <p>${doctors.length > 0 ? words.help : words.nobody}</p>
        ${
          doctors.length > 0
            ? html`<div class="row">${doctors.map(({ id, name }) => html`<button class="primary" @click=${() => this.#choose(id)}>${name}</button>`)}</div>`
            : nothing
        }
        <button slot="buttons" @click=${this.#close}>${exam.cancel}</button>
      </rf-dialog>`
  }

  static override styles = [
    sheet,
    css`
      .row {
        flex-wrap: wrap;
        margin-top: var(--space-2);
      }
    `,
  ]
}
declare global {
  interface HTMLElementTagNameMap {
    'rf-pass-on': PassOn
  }
}
customElements.define('rf-pass-on', PassOn)
