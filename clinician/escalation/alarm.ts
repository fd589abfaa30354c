import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { LedgerEntry } from '#protocol/escalation.ts'
import { escalation } from '#words/escalation.ts'
import { fill } from '#words/fill.ts'
import { asTimeGoes } from '../as-time-goes.ts'
import { timeOf } from '../clock.ts'
import { KEYS } from '../keys.ts'
import { sheet } from '../sheet.ts'
import type { Work } from '../work.ts'
import { isOverdue } from './overdue.ts'

/** For senior doctors: the hard cases that wait for one, the one that is due first on top, with the ways to it. */
export class EscalationAlarm extends LitElement {
  static override properties = {
    entries: { attribute: false },
    work: { attribute: false },
    busy: { type: Boolean },
    language: {},
    clock: { attribute: false },
  }
  declare entries: readonly LedgerEntry[]
  declare work: Work
  /** A command is under way, or a driver is with this doctor. */
  declare busy: boolean
  declare language: Language
  declare clock: () => Date

  constructor() {
    super()
    this.entries = []
    this.busy = false
    this.clock = () => new Date()
    asTimeGoes(this)
  }

  /** Joins, or takes over, the case that is due first: by a key, whichever case the focus is at. */
  join = () => this.#first((check) => this.work.join(check))
  takeOver = () => this.#first((check) => this.work.takeOver(check))
  #first(act: (check: string) => unknown) {
    const [first] = this.entries
    if (first && !this.busy) act(first.check)
  }

  #line(entry: LedgerEntry, at: number) {
    // The keys are the first one's.
    const key = (does: 'join' | 'takeOver') => (at === 0 ? KEYS[does] : nothing)
    const words = escalation[this.language].alarm
    const { check, name, site, booth, by, reason, until, owner } = entry
    const late = isOverdue(entry, this.clock())
    return html`<li class="said ${late ? 'bad' : ''}">
      <span>
        ${fill(words.line, { site, booth, name, by, reason })}
        <strong>${fill(late ? words.overdue : words.due, { until: timeOf(until) })}</strong>
        ${owner ? fill(words.with, { owner }) : nothing}
      </span>
      <button ?disabled=${this.busy} aria-label=${fill(words.joinNamed, { name })} aria-keyshortcuts=${key('join')} title=${key('join')} @click=${() => void this.work.join(check)}>${words.join}</button>
      <button ?disabled=${this.busy} aria-label=${fill(words.takeOverNamed, { name })} aria-keyshortcuts=${key('takeOver')} title=${key('takeOver')} @click=${() => void this.work.takeOver(check)}>${words.takeOver}</button>
    </li>`
  }

  override render() {
    if (this.entries.length === 0) return nothing
    return html`<div role="alert"><ul aria-label=${escalation[this.language].alarm.title}>${this.entries.map((entry, at) => this.#line(entry, at))}</ul></div>`
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
declare global {
  interface HTMLElementTagNameMap {
    'rf-escalation-alarm': EscalationAlarm
  }
}
customElements.define('rf-escalation-alarm', EscalationAlarm)
