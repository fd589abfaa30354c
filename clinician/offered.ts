import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { ring } from '#kit/chime.ts'
import { whileHere } from '#kit/while-here.ts'
import type { Language } from '#protocol/basic.ts'
import type { OfferView } from '#protocol/offer.ts'
import { fill } from '#words/fill.ts'
import { KEYS } from './keys.ts'
import { sheet } from './sheet.ts'
import { text } from './text.ts'
import type { Work } from './work.ts'

/** A driver whom a colleague passes on, with how long there is to take them; and the one whom this doctor has offered. It sounds until it is answered. */
export class Offered extends LitElement {
  static override properties = { offers: { attribute: false }, work: { attribute: false }, language: {} }
  declare offers: OfferView | null
  declare work: Work
  declare language: Language
  /** When the offer runs out, by this browser's clock. */
  #until = 0

  constructor() {
    super()
    this.offers = null
    whileHere(
      this,
      () => this.offers?.offered?.check ?? '',
      (signal) => this.offers?.offered && ring(signal),
    )
    whileHere(
      this,
      () => `${this.offers?.offered?.check ?? ''} ${this.offers?.made?.check ?? ''}`,
      (signal) => {
        if (!this.offers?.offered && !this.offers?.made) return
        const ticking = setInterval(() => this.requestUpdate(), 1000)
        signal.addEventListener('abort', () => clearInterval(ticking))
      },
    )
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    const seconds = this.offers?.offered?.seconds ?? this.offers?.made?.seconds ?? 0
    if (changed.has('offers')) this.#until = Date.now() + seconds * 1000
  }
  get #left(): number {
    return Math.max(0, Math.ceil((this.#until - Date.now()) / 1000))
  }

  #got({ check, name, age, classes, site, booth, from }: NonNullable<OfferView['offered']>) {
    const words = text[this.language].clinician.pass
    return html`<p class="said" role="alert">
      <span>${fill(from === null ? words.turn : words.offered, { from: from ?? '', name, age, classes: classes.join(' '), site, booth })}</span>
      <span class="number quiet">${fill(words.left, { seconds: this.#left })}</span>
      <button class="primary" aria-keyshortcuts=${KEYS.take} title=${KEYS.take} @click=${() => void this.work.take()}>${words.take}</button>
      <button @click=${() => void this.work.endOffer(check)}>${words.leave}</button>
    </p>`
  }
  #made({ check, to }: NonNullable<OfferView['made']>) {
    const words = text[this.language].clinician.pass
    return html`<p class="said" role="status">
      <span>${fill(words.waits, { doctor: to })}</span>
      <span class="number quiet" aria-hidden="true">${fill(words.left, { seconds: this.#left })}</span>
      <button @click=${() => void this.work.endOffer(check)}>${words.takeBack}</button>
    </p>`
  }

  override render() {
    const { offered, made } = this.offers ?? {}
    return html`${offered ? this.#got(offered) : nothing}${made ? this.#made(made) : nothing}`
  }

  static override styles = [
    sheet,
    css`
      p {
        display: flex;
        align-items: center;
        gap: var(--space-3);
        border-radius: 0;
        font-size: var(--text);
        font-weight: 600;
      }
      span:first-child {
        flex: 1;
      }
    `,
  ]
}
customElements.define('rf-offered', Offered)
