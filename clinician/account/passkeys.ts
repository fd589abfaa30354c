import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'
import { css, html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import { fits } from '#protocol/fits.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { AssertionResponse, type FreshProof, type Me, type PasskeyView, RegistrationResponse } from '#protocol/rest.ts'
import { addPasskey, askPasskey, askProof, listPasskeys, removePasskey } from '#protocol/routes/account.ts'
import { greet } from '#protocol/routes/session.ts'
import { account } from '#words/account.ts'
import { fill } from '#words/fill.ts'
import { refusalWords } from '#words/refusal.ts'
import { dateTimeOf } from '../clock.ts'
import { sheet } from '../sheet.ts'

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

/** One's passkeys: listed, taken away, and another one enrolled after a fresh proof. */
export class Passkeys extends LitElement {
  static override properties = {
    me: { attribute: false },
    language: {},
    take: { attribute: false },
    passkeys: { state: true },
    enrolling: { state: true },
    said: { state: true },
  }
  declare me: Me
  declare language: Language
  /** Is given the person as the server knows them afterwards. */
  declare take: (me: Me) => void
  declare passkeys: readonly PasskeyView[]
  declare enrolling: boolean
  /** What went wrong: the server's no, or the browser's. */
  declare said: Refusal | { why: string } | null

  constructor() {
    super()
    this.passkeys = []
    this.enrolling = false
    this.said = null
  }

  override connectedCallback() {
    super.connectedCallback()
    void this.#load()
  }
  async #load() {
    const passkeys = await ask(listPasskeys)
    if (isRefusal(passkeys)) this.said = passkeys
    else this.passkeys = passkeys
  }

  /** The proof that the form holds, or else a passkey's; a refusal or why there is none. */
  async #proof(typed: string): Promise<FreshProof | Refusal | { why: string }> {
    const asked = await ask(askProof)
    if (isRefusal(asked)) return asked
    if (typed !== '') return asked.password && !asked.options ? { by: 'password', password: typed } : { by: 'code', code: typed }
    if (!asked.options) return { by: 'code', code: '-' }
    const assertion = plain(await startAuthentication({ optionsJSON: asked.options }))
    return fits(AssertionResponse, assertion) ? { by: 'passkey', assertion } : { why: 'DataError' }
  }
  async #enrol(typed: string): Promise<Me | Refusal | { why: string }> {
    const proof = await this.#proof(typed)
    if (isRefusal(proof) || 'why' in proof) return proof
    const options = await ask(askPasskey, { body: proof })
    if (isRefusal(options)) return options
    const response = plain(await startRegistration({ optionsJSON: options }))
    return fits(RegistrationResponse, response) ? ask(addPasskey, { body: response }) : { why: 'DataError' }
  }
  #submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget
    if (!(form instanceof HTMLFormElement)) return
    const typed = new FormData(form).get('proof')
    this.enrolling = true
    this.said = null
    const answer = await this.#enrol(typeof typed === 'string' ? typed.trim() : '').catch((error: unknown) => ({
      why: error instanceof Error ? error.name : String(error),
    }))
    this.enrolling = false
    form.reset()
    if (!('person' in answer)) this.said = answer
    else this.take(answer)
    await this.#load()
  }
  #remove = async ({ id }: PasskeyView) => {
    const answer = await ask(removePasskey, { params: { passkey: id } })
    this.said = isRefusal(answer) ? answer : null
    const greeting = await ask(greet)
    if (!isRefusal(greeting) && greeting.me) this.take(greeting.me)
    await this.#load()
  }

  #line(passkey: PasskeyView) {
    const words = account[this.language]
    const at = fill(words.enrolled, { at: dateTimeOf(passkey.createdAt) })
    return html`<li class="row">
      <span>${at}</span>
      <span class="quiet">${passkey.usedAt ? fill(words.used, { at: dateTimeOf(passkey.usedAt) }) : words.unused}</span>
      ${passkey.held ? html`<span class="chip warn">${words.held}</span>` : nothing}
      <span class="rest"></span>
      <button aria-label="${words.remove} ${at}" @click=${() => this.#remove(passkey)}>${words.remove}</button>
    </li>`
  }

  override render() {
    const words = account[this.language]
    const able = browserSupportsWebAuthn()
    const byPassword = this.me.demonstration && this.passkeys.length === 0
    const signs = this.passkeys.some(({ held }) => !held)
    return html`${this.passkeys.length === 0 ? html`<p class="quiet">${words.none}</p>` : html`<ul>${this.passkeys.map((one) => this.#line(one))}</ul>`}
      ${able ? nothing : html`<p class="said bad">${words.unsupported}</p>`}
      <form class="stack" @submit=${this.#submit}>
        <p class="quiet">${byPassword ? words.againHelp : signs ? words.codeOrPasskey : words.codeHelp}</p>
        <label
          >${byPassword ? words.again : words.code}<input
            name="proof"
            type=${byPassword ? 'password' : 'text'}
            maxlength="200"
            autocomplete=${byPassword ? 'current-password' : 'one-time-code'}
            ?required=${!signs}
        /></label>
        <div class="row">
          <button class=${signs ? '' : 'primary'} ?disabled=${!able || this.enrolling}>${words.enrol}</button>
          <span role="status">${this.enrolling ? words.enrolling : ''}</span>
        </div>
      </form>
      <div role="alert">
        ${this.said ? html`<p class="said bad">${isRefusal(this.said) ? refusalWords(this.language, this.said, 'staff') : fill(words.failed, this.said)}</p>` : nothing}
      </div>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
      }
      ul {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .rest {
        flex: 1;
      }
      li button {
        margin-inline-start: auto;
      }
    `,
  ]
}
customElements.define('rf-passkeys', Passkeys)
