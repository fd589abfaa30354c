import { html, LitElement } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import type { InstitutionEntry } from '#protocol/registry.ts'
import { suspendInstitution } from '#protocol/routes/registry.ts'
import '#kit/dialog.ts'
import { fieldsOf } from '../form.ts'
import { sheet } from '../sheet.ts'
import { text } from './text.ts'

/** An institution isn't recognised any more, from an instant on. Fires `done` with the answer, or `close`. */
export class Suspend extends LitElement {
  static override properties = { language: {}, entry: { attribute: false } }
  declare language: Language
  declare entry: InstitutionEntry

  #submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { from = '', papersSince = '', reason = '' } = fieldsOf(event)
    const { id, version } = this.entry
    // A time in China, whatever the clock of this computer is set to.
    const instant = from === '' ? null : new Date(`${from}:00+08:00`).toISOString()
    void ask(suspendInstitution, { params: { id }, body: { version, from: instant, papersSince, reason: reason.trim() } }).then((detail) =>
      this.dispatchEvent(new CustomEvent('done', { detail })),
    )
  }
  #close = () => void this.dispatchEvent(new Event('close'))

  override render() {
    const { registry: words, admin } = text[this.language]
    return html`<rf-dialog heading="${words.suspend} · ${this.entry.value.name}" open @close=${this.#close}>
      <form id="suspend" class="stack" @submit=${this.#submit}>
        <p>${words.suspendWarning}</p>
        <label>${words.suspendFrom}<input name="from" type="datetime-local" /></label>
        <label>${words.papersSince}<input name="papersSince" type="date" required /></label>
        <label>${words.reason}<input name="reason" required maxlength="500" /></label>
      </form>
      <button slot="buttons" @click=${this.#close}>${admin.cancel}</button>
      <button slot="buttons" form="suspend" class="danger">${words.suspend}</button>
    </rf-dialog>`
  }

  static override styles = sheet
}
customElements.define('rf-suspend', Suspend)
