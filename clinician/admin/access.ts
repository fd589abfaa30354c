import { html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { AccessView } from '#protocol/rest.ts'
import { listAccess } from '#protocol/routes/records.ts'
import { dateTimeOf } from '../clock.ts'
import { list, listSheet } from './list.ts'
import { text } from './text.ts'

/** What was looked at beyond somebody's own cases and sites: who, what, when, and the reason. */
export class Access extends LitElement {
  static override properties = {
    language: {},
    refused: { attribute: false },
    records: { state: true },
    more: { state: true },
  }
  declare language: Language
  declare refused: (answer: unknown) => boolean
  declare records: readonly AccessView[]
  declare more: boolean

  constructor() {
    super()
    this.records = []
    this.more = false
  }
  override connectedCallback() {
    super.connectedCallback()
    void this.#load()
  }
  #load = async () => {
    const last = this.records.at(-1)
    const page = await ask(listAccess, { query: last ? { at: last.at, id: last.id } : {} })
    if (this.refused(page) || isRefusal(page)) return
    this.records = [...this.records, ...page.entries]
    this.more = page.more
  }

  #line({ at, person, what, check, number, site, reason }: AccessView) {
    return html`<tr>
      <td class="number">${dateTimeOf(at)}</td>
      <th scope="row">${person}</th>
      <td>${text[this.language].admin.looked[what]}</td>
      <td class="number">${number ?? check.slice(0, 8)}</td>
      <td>${site}</td>
      <td>${reason}</td>
    </tr>`
  }

  override render() {
    const words = text[this.language].admin
    const heads = [words.accessAt, words.accessWho, words.accessWhat, words.accessOf, words.site, words.accessReason]
    return html`<h1>${words.access}</h1>
      <p class="quiet">${words.accessHelp}</p>
      ${list(
        heads,
        this.records.map((one) => this.#line(one)),
        { none: words.none },
      )}
      ${this.more ? html`<div><button @click=${this.#load}>${words.accessMore}</button></div>` : nothing}`
  }

  static override styles = listSheet
}
customElements.define('rf-access', Access)
