import { html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { addressOf } from '#protocol/route.ts'
import { paper } from '#protocol/routes/papers.ts'
import { giveReason } from '#protocol/routes/records.ts'
import { account } from '#words/account.ts'
import '#kit/dialog.ts'
import { refusalWords } from '#words/refusal.ts'
import { fieldsOf } from './form.ts'
import { sheet } from './sheet.ts'

/** Opens a report that is neither one's own case nor of one's sites, for a reason that is recorded. */
export class OtherReport extends LitElement {
  static override properties = {
    language: {},
    open: { state: true },
    refusal: { state: true },
    number: { state: true },
    acts: { type: Boolean },
  }
  declare language: Language
  declare open: boolean
  declare refusal: Refusal | null
  /** Of the report that is open to be read now. */
  declare number: string | null
  /** Can it be put on the desk, to be replaced, corrected or withdrawn? Then `look` is fired with its check. */
  declare acts: boolean
  #check: string | null = null

  constructor() {
    super()
    this.open = false
    this.acts = false
    this.refusal = null
    this.number = null
  }

  #ask = async (event: SubmitEvent) => {
    event.preventDefault()
    const { number = '', reason = '' } = fieldsOf(event)
    const asked = number.trim().toUpperCase()
    const answer = await ask(giveReason, { body: { of: { number: asked }, reason: reason.trim() } })
    this.refusal = isRefusal(answer) ? answer : null
    this.number = isRefusal(answer) ? null : asked
    this.#check = isRefusal(answer) ? null : answer.check
  }
  #look = () => {
    this.dispatchEvent(new CustomEvent('look', { detail: this.#check }))
    this.#close()
  }
  #close = () => {
    this.open = false
    this.refusal = null
    this.number = null
  }

  override render() {
    const words = account[this.language].other
    return html`<button @click=${() => (this.open = true)}>${words.open}</button>
      <rf-dialog heading=${words.open} .open=${this.open} @close=${this.#close}>
        ${
          this.open
            ? html`<form id="other" class="stack" @submit=${this.#ask}>
                <p>${words.help}</p>
                <label>${words.number}<input name="number" required pattern="[Rr][Ff][0-9]{8}-[0-9]{6}" maxlength="17" placeholder="RF20261125-000001" /></label>
                <label>${words.reason}<input name="reason" required minlength="4" maxlength="200" /></label>
                <div role="alert">${this.refusal ? html`<p class="said bad">${refusalWords(this.language, this.refusal, 'staff')}</p>` : nothing}</div>
                <div role="status">
                  ${this.number ? html`<p class="said good">${words.given} <a href=${addressOf(paper, { number: this.number })} target="_blank" rel="noopener">${this.number}</a> ${this.acts ? html`<button type="button" @click=${this.#look}>${words.lookInto}</button>` : nothing}</p>` : nothing}
                </div>
              </form>`
            : nothing
        }
        <button slot="buttons" @click=${this.#close}>${words.close}</button>
        <button slot="buttons" form="other" class="primary">${words.record}</button>
      </rf-dialog>`
  }

  static override styles = [sheet]
}
customElements.define('rf-other-report', OtherReport)
