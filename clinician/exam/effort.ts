import { css, html, LitElement, nothing } from 'lit'
import { isClear, signalsOf } from '#measure/effort/effort.ts'
import type { Language } from '#protocol/basic.ts'
import type { Setup, Trial } from '#protocol/measurement.ts'
import { signalWords } from '#words/signal.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'

/** What a log says of the driver's effort, as a short list under its picture; nothing where there is nothing to say. */
export class Effort extends LitElement {
  static override properties = { setup: { attribute: false }, trials: { attribute: false }, language: {} }
  declare setup: Setup
  declare trials: readonly Trial[]
  declare language: Language

  override render() {
    const words = text[this.language].effort
    const signals = signalsOf(this.setup, this.trials)
    if (signals.length === 0) return nothing
    return html`<div role="note" aria-label=${words.heading}>
      <p class="quiet">${words.heading}</p>
      <ul>
        ${signals.map(
          (signal) => html`<li class=${isClear(signal) ? 'clear' : ''}>
            <span class="icon" aria-hidden="true">${isClear(signal) ? '⚠' : 'ⓘ'}</span>
            <span>
              ${signal.kind === 'withholds' ? nothing : html`<strong>${words.strength[signal.strength]}</strong> ·`}
              ${signalWords(signal, this.language)}
            </span>
          </li>`,
        )}
      </ul>
    </div>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: block;
      }
      ul {
        display: grid;
        gap: var(--space-1);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: 1.25rem 1fr;
        padding: var(--space-1) var(--space-2);
        border-radius: 0.375rem;
        background: var(--wash);
        color: var(--ink);
      }
      li.clear {
        background: var(--warn-wash);
        color: var(--warn);
      }
    `,
  ]
}
customElements.define('rf-effort', Effort)
