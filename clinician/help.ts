import { css, html, LitElement } from 'lit'
import { ring } from '#kit/chime.ts'
import { whileHere } from '#kit/while-here.ts'
import type { Language } from '#protocol/basic.ts'
import type { HelpCall } from '#protocol/help.ts'
import { attended } from '#words/attended.ts'
import { fill } from '#words/fill.ts'
import { timeOf } from './clock.ts'
import { sheet } from './sheet.ts'

/** Who calls from a booth: on top of every attended page, and sounding, until somebody says that they have heard it. */
export class HelpCalls extends LitElement {
  static override properties = { calls: { attribute: false }, answer: { attribute: false }, language: {} }
  declare calls: readonly HelpCall[]
  declare answer: (call: HelpCall) => void
  declare language: Language

  constructor() {
    super()
    this.calls = []
    whileHere(
      this,
      () => (this.calls.length > 0 ? 'calls' : 'quiet'),
      (signal) => this.calls.length > 0 && ring(signal),
    )
  }

  override render() {
    const words = attended[this.language].help
    return html`<div role="alert">
      ${this.calls.map(
        (call) => html`<p class="said">
          <span>${fill(words[call.whom], { booth: call.booth, site: call.site, at: timeOf(call.at) })}</span>
          <button class="primary" @click=${() => this.answer(call)}>${words.answer[call.whom]}</button>
        </p>`,
      )}
    </div>`
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
      span {
        flex: 1;
      }
    `,
  ]
}
customElements.define('rf-help', HelpCalls)
