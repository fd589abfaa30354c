import { css, html, nothing } from 'lit'
import { isPoor } from '#measure/quality.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import { LogOfAttempt } from './log.ts'

/** On a station's line: that a device behind this attempt's log did badly meanwhile. It decides nothing. Empty otherwise. */
export class QualityChip extends LogOfAttempt {
  override render() {
    const { log } = this
    if (!log?.devices.some((use) => isPoor(use, log.setup))) return nothing
    return html`<span class="chip warn"><span aria-hidden="true">⚠</span> ${text[this.language].clinician.exam.poor.chip}</span>`
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
customElements.define('rf-quality-chip', QualityChip)
