import { css, html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { PasskeyCode, PasskeyView, Person } from '#protocol/rest.ts'
import { givePasskeyCode, letSign, listPasskeysOf, removePasskeyOf } from '#protocol/routes/people.ts'
import { fill } from '#words/fill.ts'
import { text } from './text.ts'
import '#kit/dialog.ts'
import { dateTimeOf } from '../clock.ts'
import { sheet } from '../sheet.ts'

/** Somebody's passkeys, for an administrator: a code for another one, one that is lost, one that waits after a reset. */
export class PasskeysOf extends LitElement {
  static override properties = {
    person: { attribute: false },
    language: {},
    refused: { attribute: false },
    passkeys: { state: true },
    code: { state: true },
  }
  declare person: Person
  declare language: Language
  declare refused: (answer: unknown) => boolean
  declare passkeys: readonly PasskeyView[]
  declare code: PasskeyCode | null

  constructor() {
    super()
    this.passkeys = []
    this.code = null
  }
  override connectedCallback() {
    super.connectedCallback()
    void this.#load()
  }
  async #load() {
    const passkeys = await ask(listPasskeysOf, { params: { id: this.person.id } })
    if (!this.refused(passkeys) && !isRefusal(passkeys)) this.passkeys = passkeys
  }
  #close = () => this.dispatchEvent(new Event('close'))
  #done = async (answer: unknown) => {
    // The refusal stands on the page behind.
    if (this.refused(answer)) this.#close()
    else await this.#load()
  }
  #give = async () => {
    const code = await ask(givePasskeyCode, { params: { id: this.person.id } })
    if (isRefusal(code)) await this.#done(code)
    else this.code = code
  }

  #line(passkey: PasskeyView) {
    const { admin, account } = text[this.language]
    const at = fill(account.enrolled, { at: dateTimeOf(passkey.createdAt) })
    return html`<li class="stack">
      <div class="row">
        <span>${at}</span>
        <span class="quiet">${passkey.usedAt ? fill(account.used, { at: dateTimeOf(passkey.usedAt) }) : account.unused}</span>
        <span class="rest"></span>
        ${
          passkey.held
            ? html`<button aria-label="${admin.letSign} ${at}" @click=${async () => this.#done(await ask(letSign, { params: { id: this.person.id, passkey: passkey.id } }))}>${admin.letSign}</button>`
            : nothing
        }
        <button
          class="danger"
          aria-label="${admin.remove} ${at}"
          @click=${async () => this.#done(await ask(removePasskeyOf, { params: { id: this.person.id, passkey: passkey.id } }))}
        >
          ${admin.remove}
        </button>
      </div>
      ${passkey.held ? html`<p class="said">${admin.passkeyHeld}</p>` : nothing}
    </li>`
  }

  override render() {
    const words = text[this.language].admin
    const { name } = this.person
    return html`<rf-dialog heading=${fill(words.passkeysOf, { name })} .open=${true} @close=${this.#close}>
      <div class="stack">
        ${this.passkeys.length === 0 ? html`<p class="quiet">${words.none}</p>` : html`<ul class="stack">${this.passkeys.map((one) => this.#line(one))}</ul>`}
        <div role="status">
          ${
            this.code
              ? html`<p><code>${this.code.code}</code></p>
                  <p class="said">${fill(words.passkeyCodeSaid, { name, at: dateTimeOf(this.code.until) })}</p>`
              : nothing
          }
        </div>
      </div>
      <button slot="buttons" @click=${this.#give}>${words.passkeyCode}</button>
      <button slot="buttons" class="primary" @click=${this.#close}>${words.close}</button>
    </rf-dialog>`
  }

  static override styles = [
    sheet,
    css`
      ul {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .rest {
        flex: 1;
      }
      code {
        font-size: var(--text-large);
        font-weight: 600;
        letter-spacing: 0.05em;
      }
    `,
  ]
}
customElements.define('rf-passkeys-of', PasskeysOf)
