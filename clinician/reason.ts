import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { AccessAsked } from '#protocol/rest.ts'
import { giveReason } from '#protocol/routes/records.ts'
import { account } from '#words/account.ts'
import { refusalWords } from '#words/refusal.ts'
import { fieldsOf } from './form.ts'
import { sheet } from './sheet.ts'

/** Asks why somebody has to see what isn't theirs to see, and has it recorded; `given`: it is open to them now. */
export class Reason extends LitElement {
  static override properties = { language: {}, of: { attribute: false }, refusal: { state: true }, busy: { state: true } }
  declare language: Language
  declare of: AccessAsked['of']
  declare refusal: Refusal | null
  declare busy: boolean

  constructor() {
    super()
    this.refusal = null
    this.busy = false
  }

  #give = async (event: SubmitEvent) => {
    event.preventDefault()
    const { reason = '' } = fieldsOf(event)
    if (this.busy) return
    this.busy = true
    const answer = await ask(giveReason, { body: { of: this.of, reason: reason.trim() } })
    this.busy = false
    this.refusal = isRefusal(answer) ? answer : null
    if (!isRefusal(answer)) this.dispatchEvent(new CustomEvent('given'))
  }

  override render() {
    const words = account[this.language].reason
    return html`<form class="row" @submit=${this.#give}>
        <label class="row">${words.label}<input name="reason" required minlength="4" maxlength="200" autocomplete="off" /></label>
        <button class="primary" ?disabled=${this.busy}>${words.record}</button>
      </form>
      <div role="alert">${this.refusal ? html`<p class="said bad">${refusalWords(this.language, this.refusal, 'staff')}</p>` : nothing}</div>`
  }

  static override styles = [
    sheet,
    css`
      form.row {
        align-items: end;
      }
      input {
        flex: 1 1 16rem;
      }
      label {
        flex: 1 1 20rem;
      }
    `,
  ]
}
customElements.define('rf-reason', Reason)

/** The question for a reason, where a refusal asks for one: below its words. `given`: what is done then. */
export const reasonFor = (language: Language, { refused, fields }: Refusal, given: (check: string) => void): TemplateResult | null => {
  const { check } = fields
  if (refused !== 'access-needs-reason' || typeof check !== 'string') return null
  return html`<rf-reason .language=${language} .of=${{ check }} @given=${() => given(check)}></rf-reason>`
}
