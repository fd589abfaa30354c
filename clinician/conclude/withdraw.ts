import { html, LitElement } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { CheckView } from '#protocol/check.ts'
import { fill } from '#words/fill.ts'
import { issued } from '#words/issued.ts'
import '#kit/dialog.ts'
import { fieldsOf } from '../form.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import type { Work } from '../work.ts'

/** Takes a report back that was issued, for good and with a reason. */
export class Withdraw extends LitElement {
  static override properties = {
    check: { attribute: false },
    work: { attribute: false },
    language: {},
    busy: { type: Boolean },
    open: { state: true },
  }
  declare check: CheckView
  declare work: Work
  declare language: Language
  declare busy: boolean
  declare open: boolean

  constructor() {
    super()
    this.busy = false
    this.open = false
  }

  #withdraw = (event: SubmitEvent) => {
    event.preventDefault()
    const reason = fieldsOf(event)['reason']?.trim() ?? ''
    if (reason === '') return
    this.open = false
    void this.work.withdraw(reason)
  }
  #close = () => (this.open = false)

  override render() {
    const words = issued[this.language]
    const { clinician } = text[this.language]
    return html`<button class="danger" ?disabled=${this.busy} @click=${() => (this.open = true)}>${words.withdraw}</button>
      <rf-dialog heading=${fill(words.withdrawTitle, { number: this.check.report?.number ?? '' })} .open=${this.open} @close=${this.#close}>
        <form id="withdraw" class="stack" @submit=${this.#withdraw}>
          <p>${words.withdrawWarning}</p>
          <label>${words.reason}<textarea name="reason" rows="3" maxlength="500" required></textarea></label>
        </form>
        <button slot="buttons" autofocus @click=${this.#close}>${clinician.exam.cancel}</button>
        <button slot="buttons" form="withdraw" class="danger">${words.withdraw}</button>
      </rf-dialog>`
  }

  static override styles = sheet
}
customElements.define('rf-withdraw', Withdraw)
