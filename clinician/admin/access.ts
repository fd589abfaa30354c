import { LitElement, css, html, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { AccessView } from '#protocol/rest.ts'
import { text } from './text.ts'
import { rest } from '../rest.ts'
import { sheet } from '../sheet.ts'
import { dateTimeOf } from '../clock.ts'

/** What was looked at beyond somebody's own cases and halls: who, what, when, and the reason. */
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
    this.more = true
  }
  override connectedCallback() {
    super.connectedCallback()
    void this.#load()
  }
  #load = async () => {
    const page = await rest.access(this.records.at(-1) ?? null)
    if (this.refused(page) || isRefusal(page)) return
    this.records = [...this.records, ...page]
    this.more = page.length > 0
  }

  override render() {
    const words = text[this.language].admin
    const heads = [words.accessAt, words.accessWho, words.accessWhat, words.accessOf, words.hall, words.accessReason]
    return html`<h1>${words.access}</h1>
      <p class="quiet">${words.accessHelp}</p>
      ${
        this.records.length === 0
          ? html`<p class="card quiet">${words.none}</p>`
          : html`<table>
              <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
              <tbody>
                ${this.records.map(
                  ({ at, person, what, check, number, hall, reason }) =>
                    html`<tr>
                      <td class="number">${dateTimeOf(at)}</td>
                      <th scope="row">${person}</th>
                      <td>${words.looked[what]}</td>
                      <td class="number">${number ?? check.slice(0, 8)}</td>
                      <td>${hall}</td>
                      <td>${reason}</td>
                    </tr>`,
                )}
              </tbody>
            </table>`
      }
      ${this.more && this.records.length > 0 ? html`<div><button @click=${this.#load}>${words.accessMore}</button></div>` : nothing}`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      table {
        border: 1px solid var(--line);
      }
      tbody th {
        color: var(--ink);
      }
    `,
  ]
}
customElements.define('rf-access', Access)
