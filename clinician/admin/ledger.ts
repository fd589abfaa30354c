import { html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import type { LedgerEntry } from '#protocol/escalation.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { listLedger } from '#protocol/routes/records.ts'
import { escalation } from '#words/escalation.ts'
import { asTimeGoes } from '../as-time-goes.ts'
import { dateTimeOf } from '../clock.ts'
import { isOverdue } from '../escalation/overdue.ts'
import { list, listSheet } from './list.ts'
import { text } from './text.ts'

/** The ledger of hard cases: who asked whom for what, who came when, by when it was due, and what became of it. */
export class Ledger extends LitElement {
  static override properties = {
    language: {},
    refused: { attribute: false },
    entries: { state: true },
    more: { state: true },
    clock: { attribute: false },
  }
  declare language: Language
  declare refused: (answer: unknown) => boolean
  declare entries: readonly LedgerEntry[]
  declare more: boolean
  declare clock: () => Date

  constructor() {
    super()
    this.entries = []
    this.more = false
    this.clock = () => new Date()
    asTimeGoes(this)
  }
  override connectedCallback() {
    super.connectedCallback()
    void this.#load()
  }
  #load = async () => {
    const last = this.entries.at(-1)
    const page = await ask(listLedger, { query: last ? { at: last.at, id: last.id } : {} })
    if (this.refused(page) || isRefusal(page)) return
    this.entries = [...this.entries, ...page.entries]
    this.more = page.more
  }

  #outcome(entry: LedgerEntry) {
    const words = escalation[this.language].ledger
    const { outcome, words: said, ended } = entry
    if (outcome)
      return html`${words.outcomes[outcome]}${ended ? html` <span class="number quiet">${dateTimeOf(ended)}</span>` : nothing}${said ? html`<br />${said}` : nothing}`
    return isOverdue(entry, this.clock())
      ? html`<span class="chip bad">${words.overdue}</span>`
      : html`<span class="chip warn">${words.open}</span>`
  }
  #line(entry: LedgerEntry) {
    const { kind, at, by, name, site, booth, reason, owner, contact, until } = entry
    const words = escalation[this.language].ledger
    const none = '–'
    return html`<tr>
      <td class="number">${dateTimeOf(at)}</td>
      <td>${words.kind[kind]}</td>
      <th scope="row">${name}<br /><span class="quiet">${site} · ${booth}</span></th>
      <td>${by}</td>
      <td>${reason}</td>
      <td>${owner ?? none}</td>
      <td class="number">${contact ? dateTimeOf(contact) : none}</td>
      <td class="number">${dateTimeOf(until)}</td>
      <td>${this.#outcome(entry)}</td>
    </tr>`
  }

  override render() {
    const words = escalation[this.language].ledger
    const heads = [words.at, words.what, words.of, words.by, words.reason, words.owner, words.contact, words.until, words.outcome]
    return html`<h1>${words.title}</h1>
      <p class="quiet">${words.help}</p>
      ${list(
        heads,
        this.entries.map((one) => this.#line(one)),
        { none: text[this.language].admin.none },
      )}
      ${this.more ? html`<div><button @click=${this.#load}>${text[this.language].admin.accessMore}</button></div>` : nothing}`
  }

  static override styles = listSheet
}
customElements.define('rf-ledger', Ledger)
