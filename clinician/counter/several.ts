import { css, html, LitElement, nothing } from 'lit'
import '#kit/dialog.ts'
import type { Language } from '#protocol/basic.ts'
import type { CounterEntry } from '#protocol/check.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { fill } from '#words/fill.ts'
import { refusalWords } from '#words/refusal.ts'
import { sheet } from '../sheet.ts'
import { KEYS } from './keys.ts'
import { labelFiles } from './labels.ts'
import { text } from './text.ts'

/** What became of one of several. */
type Became = { entry: CounterEntry; refusal: Refusal | null }

/**
 * Accepts the ticked reports one after the other, each by a command of its own, and tells of each that wasn't accepted why. Fires `untick`
 * when the ticks are to go.
 */
export class CounterSeveral extends LitElement {
  static override properties = {
    language: {},
    entries: { attribute: false },
    accept: { attribute: false },
    asking: { state: true },
    became: { state: true },
    under: { state: true },
  }
  declare language: Language
  /** The ticked ones. */
  declare entries: readonly CounterEntry[]
  declare accept: (entry: CounterEntry) => Promise<unknown>
  declare asking: boolean
  /** What became of those that were accepted last; null: nothing is told. */
  declare became: readonly Became[] | null
  declare under: boolean

  constructor() {
    super()
    this.entries = []
    this.asking = false
    this.became = null
    this.under = false
  }

  ask = () => (this.asking = this.entries.length > 0)

  #all = async () => {
    const { entries } = this
    this.asking = false
    this.under = true
    this.became = []
    for (const entry of entries) {
      const answer = await this.accept(entry)
      this.became = [...this.became, { entry, refusal: isRefusal(answer) ? answer : null }]
    }
    this.under = false
    this.dispatchEvent(new CustomEvent('untick'))
  }

  /** The mailing labels of those that have a paper, in as many files as it takes. */
  #labels(entries: readonly CounterEntry[]) {
    const { labels: words } = text[this.language].counter.several
    return labelFiles(entries.filter(({ pdf }) => pdf !== null)).map(
      ({ address, count }) => html`<a href=${address} target="_blank" rel="noopener">${fill(words, { count })}</a>`,
    )
  }

  #told(became: readonly Became[]) {
    const words = text[this.language].counter.several
    const failed = became.flatMap(({ entry, refusal }) => (refusal ? [{ entry, refusal }] : []))
    return html`<div class="said ${failed.length > 0 ? 'bad' : 'good'}">
      <div class="row">
        <strong>${fill(failed.length > 0 ? words.some : words.done, { count: became.length - failed.length, failed: failed.length })}</strong>
        <span class="rest"></span>
        ${this.under ? nothing : this.#labels(became.flatMap(({ entry, refusal }) => (refusal ? [] : [entry])))}
        ${this.under ? nothing : html`<button @click=${() => (this.became = null)}>${words.known}</button>`}
      </div>
      ${failed.length > 0 ? html`<ul>${failed.map(({ entry, refusal }) => html`<li>${entry.number} ${entry.name}: ${refusalWords(this.language, refusal, 'counter')}</li>`)}</ul>` : nothing}
    </div>`
  }

  override render() {
    const { counter: words, terms } = text[this.language]
    const { several } = words
    const count = this.entries.length
    return html`<div role="status">${this.became ? this.#told(this.became) : nothing}</div>
      ${
        count > 0 && !this.under
          ? html`<div class="row ticked">
              <strong>${fill(several.ticked, { count })}</strong>
              <button class="primary" aria-keyshortcuts=${KEYS.acceptTicked} @click=${this.ask}>${several.accept} <kbd aria-hidden="true">${KEYS.acceptTicked}</kbd></button>
              <button @click=${() => this.dispatchEvent(new CustomEvent('untick'))}>${several.untick}</button>
              ${this.#labels(this.entries)}
            </div>`
          : nothing
      }
      <rf-dialog heading=${fill(several.title, { count })} .open=${this.asking} @close=${() => (this.asking = false)}>
        <ul>${this.entries.map((entry) => html`<li>${entry.number} <strong>${entry.name}</strong> ${entry.classes.join(' ')} ${terms.outcomes[entry.outcome.kind]}</li>`)}</ul>
        <button slot="buttons" @click=${() => (this.asking = false)}>${words.cancel}</button>
        <button slot="buttons" class="primary" @click=${() => void this.#all()}>${several.yes}</button>
      </rf-dialog>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }
      .ticked {
        padding: var(--space-2);
        background: var(--wash);
        border-radius: 0.375rem;
      }
      .rest {
        flex: 1;
      }
      kbd {
        font: inherit;
        font-size: 0.875em;
        font-weight: 400;
      }
      ul {
        margin: 0;
        padding-inline-start: 1.25rem;
        max-height: 50vh;
        overflow: auto;
      }
    `,
  ]
}
customElements.define('rf-counter-several', CounterSeveral)
