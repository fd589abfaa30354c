import { css, html, LitElement } from 'lit'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import type { Input } from '#protocol/input.ts'
import { keyCap } from '../answers.ts'
import { wornDrawing } from '../drawings/worn.ts'
import { look } from '../look.ts'
import type { Worn } from '../step.ts'
import { text } from '../text.ts'
import type { Drawn } from './shows.ts'

/**
 * Before a test that a doctor ordered with glasses or a hearing aid, or without: what to put on or take off, and nothing of the test
 * until the driver says that it's done. What the report calls corrected was then asked for, and seen.
 */
export class WornFirst extends LitElement {
  static override properties = {
    attempt: {},
    worn: { attribute: false },
    test: { attribute: false },
    language: {},
    inputs: { attribute: false },
    ready: { state: true },
  }
  declare attempt: string
  /** Null: nothing has to change. */
  declare worn: Worn | null
  declare test: Drawn
  declare language: Language
  declare inputs: readonly Input[]
  /** The attempt for which the driver said so. */
  declare ready: string

  constructor() {
    super()
    this.worn = null
    this.ready = ''
  }

  protected override updated(): void {
    this.toggleAttribute('data-waits', this.worn !== null && this.ready !== this.attempt)
  }

  override render() {
    if (this.worn === null || this.ready === this.attempt) return this.test
    const words = text[this.language].booth.worn
    const { title, done } = words[this.worn]
    return html`<section class="step">
      <div class="pair">
        ${wornDrawing(title, this.worn)}
        <div class="words">
          <h1>${title}</h1>
          <p class="lead">${words.without}</p>
          <div class="actions"><button class="primary" @click=${() => (this.ready = this.attempt)}>${keyCap(this, 'ok')}${done}</button></div>
        </div>
      </div>
    </section>`
  }

  static override styles = [
    shared,
    look,
    css`
      :host {
        display: block;
        height: 100%;
      }
      h1 {
        font-size: 3.25rem;
      }
      .step {
        padding: var(--space-3);
      }
    `,
  ]
}
customElements.define('rf-worn-first', WornFirst)
