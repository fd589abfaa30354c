import { css, html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { InstitutionEntry, InstitutionPapers } from '#protocol/registry.ts'
import { listInstitutionPapers } from '#protocol/routes/registry.ts'
import { fill } from '#words/fill.ts'
import '#kit/dialog.ts'
import { fieldsOf } from '../form.ts'
import { sheet } from '../sheet.ts'
import { text } from './text.ts'

/** What an institution has issued since a day, and where each report stands. */
export class IssuedPapers extends LitElement {
  static override properties = {
    language: {},
    refused: { attribute: false },
    entry: { attribute: false },
    since: { state: true },
    found: { state: true },
  }
  declare language: Language
  declare refused: (answer: unknown) => boolean
  declare entry: InstitutionEntry
  declare since: string | null
  /** As much as has been asked for, page by page. */
  declare found: InstitutionPapers | null

  constructor() {
    super()
    this.since = null
    this.found = null
  }

  override connectedCallback() {
    super.connectedCallback()
    const { suspended, from } = this.entry.value
    void this.#load(suspended?.papersSince ?? from)
  }
  /** The newest since a day; or those behind the ones that are there. */
  async #load(since: string, there: InstitutionPapers['entries'] = []) {
    this.since = since
    const last = there.at(-1)
    const behind = last && { day: last.day, number: last.number }
    const found = await ask(listInstitutionPapers, { params: { id: this.entry.id }, query: { since, ...behind } })
    // Another day was asked for meanwhile.
    if (this.since !== since || this.refused(found) || isRefusal(found)) return
    this.found = { entries: [...there, ...found.entries], more: found.more }
  }
  #submit = (event: SubmitEvent) => {
    event.preventDefault()
    void this.#load(fieldsOf(event)['since'] ?? '')
  }
  #close = () => void this.dispatchEvent(new Event('close'))

  override render() {
    const { registry: words, admin, terms } = text[this.language]
    const { found, since } = this
    const heads = [words.number, words.day, words.doctor, admin.state]
    return html`<rf-dialog heading=${fill(words.papersOf, { institution: this.entry.value.name, since: since ?? '' })} open @close=${this.#close}>
      <form class="row" @submit=${this.#submit}>
        <label>${words.papersSince}<input name="since" type="date" required .value=${since ?? ''} /></label>
        <button>${words.show}</button>
      </form>
      <div role="status">
        ${
          found === null
            ? nothing
            : found.entries.length === 0
              ? html`<p>${words.papersNone}</p>`
              : html`<table>
                  <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
                  <tbody>
                    ${found.entries.map(
                      ({ number, day, doctor, phase }) =>
                        html`<tr><th scope="row" class="number">${number}</th><td class="number">${day}</td><td>${doctor}</td><td>${terms.phases[phase]}</td></tr>`,
                    )}
                  </tbody>
                </table>`
        }
        ${found?.more ? html`<div><button @click=${() => void this.#load(since ?? '', found.entries)}>${words.papersMore}</button></div>` : nothing}
      </div>
      <button slot="buttons" class="primary" @click=${this.#close}>${admin.close}</button>
    </rf-dialog>`
  }

  static override styles = [
    sheet,
    css`
      form {
        align-items: end;
      }
      table {
        margin-top: var(--space-3);
      }
    `,
  ]
}
customElements.define('rf-issued-papers', IssuedPapers)
