import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import { MOBILE, type NoticesWanted } from '#protocol/notice.ts'
import { look } from '../look.ts'
import type { Booth } from '../store.ts'
import { text } from '../text.ts'

/** How many digits a mobile number has. */
const DIGITS = 11
const isMobile = new RegExp(MOBILE)

/** Asks the driver whether they want to be told by text message what comes of the report, and on which number: nothing is sent unasked. */
export class Notices extends LitElement {
  static override properties = {
    booth: { attribute: false },
    notices: { attribute: false },
    language: {},
    open: { state: true },
    typed: { state: true },
  }
  declare booth: Booth
  declare notices: NoticesWanted
  declare language: Language
  declare open: boolean
  /** The number as far as it is typed; null: the known one is meant. */
  declare typed: string | null

  constructor() {
    super()
    this.open = false
    this.typed = null
  }

  #close = () => {
    this.open = false
    this.typed = null
  }
  #want = async (wanted: boolean, phone: string | null) => {
    if (await this.booth.touch({ touch: 'notices', wanted, phone })) this.#close()
  }

  #pad(typed: string): TemplateResult {
    const { notices: words } = text[this.language].booth
    const key = (digit: string) =>
      html`<button ?disabled=${typed.length === DIGITS} @click=${() => (this.typed = typed + digit)}>${digit}</button>`
    return html`<p>${words.type}</p>
      <output aria-label=${words.number} data-unread>${typed.padEnd(DIGITS, '·').replace(/^(.{3})(.{4})(.{4})$/, '$1 $2 $3')}</output>
      <div class="pad">
        ${['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(key)}
        <button ?disabled=${typed === ''} @click=${() => (this.typed = '')}>${words.clear}</button>${key('0')}
        <button ?disabled=${typed === ''} @click=${() => (this.typed = typed.slice(0, -1))}>${words.back}</button>
      </div>`
  }

  #asked(): TemplateResult {
    const { notices: words } = text[this.language].booth
    const { wanted, phone } = this.notices
    const { typed } = this
    if (wanted && typed === null)
      return html`<p>${words.on}</p><p class="phone" data-unread>${phone}</p>
        <button slot="buttons" @click=${() => void this.#want(false, null)}>${words.end}</button>
        <button slot="buttons" @click=${() => (this.typed = '')}>${words.other}</button>
        <button slot="buttons" class="primary" autofocus @click=${this.#close}>${words.keep}</button>`
    if (typed === null && phone !== null)
      return html`<p>${words.ask}</p><p class="phone" data-unread>${phone}</p><p>${words.what}</p>
        <button slot="buttons" autofocus @click=${this.#close}>${words.no}</button>
        <button slot="buttons" @click=${() => (this.typed = '')}>${words.other}</button>
        <button slot="buttons" class="primary" @click=${() => void this.#want(true, null)}>${words.yes}</button>`
    const number = typed ?? ''
    return html`${this.#pad(number)}<p class="small">${words.what}</p>
      <button slot="buttons" @click=${this.#close}>${words.no}</button>
      <button slot="buttons" class="primary" ?disabled=${!isMobile.test(number)} @click=${() => void this.#want(true, number)}>${words.yes}</button>`
  }

  override render() {
    const { notices: words } = text[this.language].booth
    const { wanted } = this.notices
    return html`<button @click=${() => (this.open = true)}>${wanted ? words.told : words.open}</button>
      <rf-dialog ?open=${this.open} .heading=${words.title} @close=${this.#close}>${this.open ? this.#asked() : nothing}</rf-dialog>`
  }

  static override styles = [
    shared,
    look,
    css`
      :host {
        display: contents;
      }
      /* Whose number it is, a hall around needn't hear. */
      .phone,
      output {
        display: block;
        font-size: var(--text-large);
        font-variant-numeric: tabular-nums;
        text-align: center;
      }
      .pad {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: var(--space-1);
      }
      .pad button {
        min-height: 4rem;
      }
      .small {
        font-size: var(--text-small);
      }
    `,
  ]
}
customElements.define('rf-notices', Notices)
