import { css, html, nothing } from 'lit'
import { isClear, signalsOf } from '#measure/effort/effort.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import { LogOfAttempt } from './log.ts'

/** On a station's line: that the log of this attempt says something clear of the driver's effort. Empty otherwise. */
export class EffortChip extends LogOfAttempt {
  override render() {
    const log = this.shown
    if (!log || !signalsOf(log.setup, log.trials).some(isClear)) return nothing
    return html`<span class="chip warn"><span aria-hidden="true">⚠</span> ${text[this.language].effort.chip}</span>`
  }

  // Empty, it takes no place on the line.
  static override styles = [
    sheet,
    css`
      :host {
        display: contents;
      }
    `,
  ]
}
customElements.define('rf-effort-chip', EffortChip)
