import { LitElement, css, html, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import { text } from '#protocol/text/index.ts'
import { fieldsOf } from '../form.ts'
import { digestsAgree, type Desk } from '../desk.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { Strokes } from '#protocol/basic.ts'
import { rest } from '../rest.ts'
import { sheet } from '../sheet.ts'
import type { Work } from '../work.ts'
import './paper.ts'

/** The drawn-up report to be read, the digest of what is shown next to the registered one, and the signature over it. */
export class ConcludePage extends LitElement {
  static override properties = {
    desk: { attribute: false },
    work: { attribute: false },
    language: {},
    confirming: { state: true },
    driverStrokes: { state: true },
  }
  declare desk: Desk
  declare work: Work
  declare language: Language
  declare confirming: boolean
  declare driverStrokes: Strokes | null

  constructor() {
    super()
    this.confirming = false
    this.driverStrokes = null
  }

  override firstUpdated() {
    const check = this.desk.check?.id
    if (!check) return
    void rest.driverSignature(check).then((strokes) => {
      if (!isRefusal(strokes)) this.driverStrokes = strokes
    })
  }

  get #words() {
    return text[this.language].clinician.conclude
  }

  #sign = async () => {
    this.confirming = true
    await this.work.signByPasskey()
    this.confirming = false
  }
  #byPassword = (event: SubmitEvent) => {
    event.preventDefault()
    if (!(event.currentTarget instanceof HTMLFormElement)) return
    void this.work.signByPassword(fieldsOf(event).password ?? '')
    event.currentTarget.reset()
  }

  #digests(agree: boolean | null) {
    const words = this.#words
    const { shown, check } = this.desk
    return html`<dl>
        <dt>${words.digestShown}</dt>
        <dd class="hash">${shown?.digest ?? words.digestBusy}</dd>
        <dt>${words.digestDrawn}</dt>
        <dd class="hash">${check?.drawnUp?.digest}</dd>
      </dl>
      ${
        agree === null
          ? html`<p role="status">${words.digestBusy}</p>`
          : agree
            ? html`<p class="said good" role="status">${words.digestSame}</p>`
            : html`<p class="said bad" role="alert">${words.digestDiffers}</p>`
      }`
  }

  #signing() {
    const words = this.#words
    const { signing, busy } = this.desk
    if (!signing) return nothing
    const { options, password } = signing
    return html`${
      options
        ? html`<button class="primary big" ?disabled=${busy || this.confirming} @click=${this.#sign}>${words.sign}</button>
              <p role="status">${this.confirming ? words.signing : ''}</p>`
        : nothing
    }
      ${
        password
          ? html`<form class="card stack" @submit=${this.#byPassword}>
              <h2>${words.byPassword}</h2>
              <p class="said">${words.passwordWarning}</p>
              <label>${words.password}<input name="password" type="password" autocomplete="current-password" required maxlength="200" /></label>
              <button ?disabled=${busy}>${words.byPassword}</button>
            </form>`
          : nothing
      }
      ${!options && !password ? html`<p class="said">${words.cannot}</p><button @click=${() => this.work.show('mine')}>${text[this.language].clinician.mine.open}</button>` : nothing}`
  }

  override render() {
    const draft = this.desk.check?.draft
    if (!draft) return nothing
    const words = this.#words
    const agree = digestsAgree(this.desk)
    return html`<div class="paper" tabindex="0"><rf-paper .report=${draft} .strokes=${this.desk.me.strokes} .driverStrokes=${this.driverStrokes} .language=${this.language}></rf-paper></div>
      <aside class="stack">
        <h1>${words.title}</h1>
        <p>${words.intro}</p>
        ${this.#digests(agree)} ${agree === true ? this.#signing() : nothing}
        <button @click=${() => this.work.read(false)}>${words.back}</button>
        <slot></slot>
      </aside>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) 24rem;
        height: 100%;
      }
      .paper,
      aside {
        overflow: auto;
        min-height: 0;
        padding: var(--space-3);
      }
      aside {
        background: var(--white);
        border-inline-start: 1px solid var(--line);
      }
      dl {
        display: grid;
        gap: var(--space-1);
      }
      dt {
        color: var(--quiet);
      }
      .hash {
        font-family: monospace;
        overflow-wrap: anywhere;
      }
      .big {
        min-height: 3rem;
        font-size: var(--text);
      }
      p:empty {
        display: none;
      }
    `,
  ]
}
customElements.define('rf-conclude', ConcludePage)
