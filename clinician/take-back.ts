import { html, LitElement, type PropertyValues } from 'lit'
import '#kit/dialog.ts'
import { fieldsOf } from './form.ts'
import { sheet } from './sheet.ts'

/** What is said around a report that is taken back. */
export type TakeBackWords = Readonly<Record<'act' | 'title' | 'warning' | 'reason' | 'cancel', string>>

/** Takes a report back that was issued, for good: says so, asks why, and fires `reason`. */
export class TakeBack extends LitElement {
  static override properties = { words: { attribute: false }, busy: { type: Boolean }, open: { state: true } }
  declare words: TakeBackWords
  declare busy: boolean
  declare open: boolean
  /** It was asked for, and no answer has come. */
  #asked = false

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
    this.#asked = true
    this.dispatchEvent(new CustomEvent('reason', { detail }))
  }
  #close = () => (this.open = false)
  // While it was under way the button had no focus to keep; if it is still there afterwards, the answer was no.
  protected override updated(changed: PropertyValues<this>) {
    if (!this.#asked || changed.get('busy') !== true) return
    this.#asked = false
    this.renderRoot.querySelector('button')?.focus()
  }

  override render() {
    const { words } = this
    return html`<button class="danger" ?disabled=${this.busy} @click=${() => (this.open = true)}>${words.act}</button>
      <rf-dialog heading=${words.title} .open=${this.open} @close=${this.#close}>
        <form id="take-back" class="stack" @submit=${this.#submit}>
          <p>${words.warning}</p>
          <label>${words.reason}<textarea name="reason" rows="3" maxlength="500" required></textarea></label>
        </form>
        <button slot="buttons" autofocus @click=${this.#close}>${words.cancel}</button>
        <button slot="buttons" form="take-back" class="danger" ?disabled=${this.busy}>${words.act}</button>
      </rf-dialog>`
  }

  static override styles = sheet
}
customElements.define('rf-take-back', TakeBack)
