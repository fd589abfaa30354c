import { css, html, LitElement, nothing } from 'lit'
import { isPoor } from '#measure/quality.ts'
import type { Language } from '#protocol/basic.ts'
import type { Log } from '#protocol/rest.ts'
import { fill } from '#words/fill.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'

/** The devices that did badly while a log was made, as a short list under its picture; nothing where all did well. */
export class DeviceQuality extends LitElement {
  static override properties = { log: { attribute: false }, language: {} }
  declare log: Log
  declare language: Language

  override render() {
    const { poor: words } = text[this.language].clinician.exam
    const { devices } = text[this.language].terms
    const poor = this.log.devices.filter((use) => isPoor(use, this.log.setup))
    if (poor.length === 0) return nothing
    return html`<div role="note" aria-label=${words.heading}>
      <p class="quiet">${words.heading}</p>
      <ul>
        ${poor.map(({ kind, model, quality: { frames, faults, longestGapMs } }) => {
          const seconds = (longestGapMs / 1000).toFixed(1)
          return html`<li><span aria-hidden="true">⚠</span> ${fill(words.says, { device: devices[kind], model, frames: frames + faults, faults, seconds })}</li>`
        })}
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
        padding: var(--space-1) var(--space-2);
        border-radius: 0.375rem;
        background: var(--warn-wash);
        color: var(--warn);
      }
    `,
  ]
}
customElements.define('rf-device-quality', DeviceQuality)
