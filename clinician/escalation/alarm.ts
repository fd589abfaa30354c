import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { LedgerEntry } from '#protocol/escalation.ts'
import { escalation } from '#words/escalation.ts'
import { fill } from '#words/fill.ts'
import { timeOf } from '../clock.ts'
import { sheet } from '../sheet.ts'
import type { Work } from '../work.ts'
import { isOverdue } from './overdue.ts'

const TICK_MS = 10_000

/** For senior doctors: the hard cases that wait for one, the one that is due first on top, with the ways to it. */
export class EscalationAlarm extends LitElement {
  static override properties = { entries: { attribute: false }, work: { attribute: false }, busy: { type: Boolean }, language: {} }
  declare entries: readonly LedgerEntry[]
  declare work: Work
  /** A command is under way, or a driver is with this doctor. */
  declare busy: boolean
  declare language: Language
  #ticking: ReturnType<typeof setInterval> | undefined

  constructor() {
    super()
    this.entries = []
    this.busy = false
  }
  override connectedCallback() {
    super.connectedCallback()
    // It becomes overdue without a push.
    this.#ticking = setInterval(() => this.requestUpdate(), TICK_MS)
  }
  override disconnectedCallback() {
    super.disconnectedCallback()
    clearInterval(this.#ticking)
  }

  #line(entry: LedgerEntry) {
    const words = escalation[this.language].alarm
    const { check, name, site, booth, by, reason, until, owner } = entry
    const late = isOverdue(entry, new Date())
    return html`<li class="said ${late ? 'bad' : ''}">
      <span>
        ${fill(words.line, { site, booth, name, by, reason })}
        <strong>${fill(late ? words.overdue : words.due, { until: timeOf(until) })}</strong>
        ${owner ? fill(words.with, { owner }) : nothing}
      </span>
      <button ?disabled=${this.busy} aria-label=${fill(words.joinNamed, { name })} @click=${() => void this.work.join(check)}>${words.join}</button>
      <button ?disabled=${this.busy} aria-label=${fill(words.takeOverNamed, { name })} @click=${() => void this.work.takeOver(check)}>${words.takeOver}</button>
    </li>`
  }

  override render() {
    if (this.entries.length === 0) return nothing
    return html`<div role="alert"><ul aria-label=${escalation[this.language].alarm.title}>${this.entries.map((entry) => this.#line(entry))}</ul></div>`
  }

  static override styles = [
    sheet,
    css`
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        border-radius: 0;
      }
      span {
        flex: 1;
      }
    `,
  ]
}
customElements.define('rf-escalation-alarm', EscalationAlarm)
