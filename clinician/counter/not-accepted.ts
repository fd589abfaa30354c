import { html, LitElement } from 'lit'
import '#kit/dialog.ts'
import type { Language } from '#protocol/basic.ts'
import type { CounterEntry } from '#protocol/check.ts'
import { fill } from '#words/fill.ts'
import { fieldsOf } from '../form.ts'
import { sheet } from '../sheet.ts'
import { text } from './text.ts'

/** A report of an institution that isn't recognised any more: the counter stops accepting it, for a reason. Fires `reason`. */
export class NotAccepted extends LitElement {
  static override properties = { language: {}, entry: { attribute: false }, busy: { type: Boolean }, open: { state: true } }
  declare language: Language
  declare entry: CounterEntry
  declare busy: boolean
  declare open: boolean

  constructor() {
    super()
    this.busy = false
    this.open = false
  }

  #submit = (event: SubmitEvent) => {
    event.preventDefault()
    const detail = fieldsOf(event)['reason']?.trim() ?? ''
    if (detail === '') return
    this.open = false
    this.dispatchEvent(new CustomEvent('reason', { detail }))
  }
  #close = () => (this.open = false)

  override render() {
    const { notAccepted: words, cancel, returnReason } = text[this.language].counter
    return html`<p class="said bad row">
        <span>${fill(words.why, { institution: this.entry.notRecognised ?? '' })}</span>
        <button class="danger" ?disabled=${this.busy} @click=${() => (this.open = true)}>${words.act}</button>
      </p>
      <rf-dialog heading=${fill(words.title, { number: this.entry.number })} .open=${this.open} @close=${this.#close}>
        <form id="not-accepted" class="stack" @submit=${this.#submit}>
          <p>${words.warning}</p>
          <label>${returnReason}<textarea name="reason" rows="3" maxlength="500" required></textarea></label>
        </form>
        <button slot="buttons" autofocus @click=${this.#close}>${cancel}</button>
        <button slot="buttons" form="not-accepted" class="danger">${words.act}</button>
      </rf-dialog>`
  }

  static override styles = sheet
}
customElements.define('rf-not-accepted', NotAccepted)
