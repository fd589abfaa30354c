import { css, html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import { whileHere } from '#kit/while-here.ts'
import type { Language } from '#protocol/basic.ts'
import { driverSignature } from '#protocol/routes/papers.ts'
import { fill, listed } from '#words/fill.ts'
import { places } from '#words/places.ts'
import { text } from '../text.ts'
import '#kit/dialog.ts'
import type { Strokes } from '#protocol/basic.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { type Desk, digestsAgree, isSecond, registered } from '../desk.ts'
import { declaredBefore } from '../exam/declared-before.ts'
import { fieldsOf } from '../form.ts'
import { KEYS } from '../keys.ts'
import { sheet } from '../sheet.ts'
import type { Work } from '../work.ts'
import type { Paper } from './paper.ts'
import './paper.ts'
import { follow, type Reading } from './reading.ts'

/** The drawn-up report to be read, the digest of what is shown next to the registered one, and the signature over it. */
export class ConcludePage extends LitElement {
  static override properties = {
    desk: { attribute: false },
    work: { attribute: false },
    language: {},
    confirming: { state: true },
    driverStrokes: { state: true },
    unread: { state: true },
    declining: { state: true },
    left: { state: true },
  }
  declare desk: Desk
  declare work: Work
  declare language: Language
  declare confirming: boolean
  declare driverStrokes: Strokes | null
  /** Parts of the report that have not been on the screen yet; null: not counted yet. */
  declare unread: number | null
  declare declining: boolean
  /** So long the doctor still has to be with the driver, s. */
  declare left: number
  #reading: Reading | null = null
  #read = ''

  constructor() {
    super()
    this.confirming = false
    this.driverStrokes = null
    this.unread = null
    this.declining = false
    this.left = 0
    whileHere(
      this,
      () => JSON.stringify([this.desk.check?.drawnUp?.digest, this.desk.signing?.seconds]),
      (signal) => this.#countDown(this.desk.signing?.seconds ?? 0, signal),
    )
  }

  /** Tells how long it still is, until it's over. */
  #countDown(seconds: number, signal: AbortSignal) {
    const until = performance.now() + seconds * 1000
    const look = () => (this.left = Math.max(0, Math.ceil((until - performance.now()) / 1000)))
    look()
    const ticking = setInterval(() => look() === 0 && clearInterval(ticking), 1000)
    signal.addEventListener('abort', () => clearInterval(ticking), { once: true })
  }

  override firstUpdated() {
    const check = this.desk.check?.id
    if (!check) return
    void ask(driverSignature, { params: { id: check } }).then((strokes) => {
      if (!isRefusal(strokes)) this.driverStrokes = strokes
    })
  }

  /** Nobody signs what was never on their screen: each new report is read from the top. */
  protected override updated() {
    const { check } = this.desk
    const digest = check && registered(check)
    if (!check?.draft || !digest || digest === this.#read) return
    this.#read = digest
    this.unread = null
    void this.#follow()
  }
  async #follow() {
    const pane = this.renderRoot.querySelector('.paper')
    const paper = this.renderRoot.querySelector<Paper>('rf-paper')
    if (!pane || !paper) return
    await paper.updateComplete
    this.#reading?.stop()
    this.#reading = follow(pane, paper.renderRoot, (unread) => (this.unread = unread))
  }
  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#reading?.stop()
  }
  /** On to the right where the pane is narrower than the paper, then down, as one reads. */
  #readOn = () => {
    const pane = this.renderRoot.querySelector('.paper')
    if (!pane) return
    const { scrollLeft, scrollWidth, scrollTop, clientWidth, clientHeight } = pane
    if (scrollWidth - clientWidth - scrollLeft > 1) pane.scrollBy({ left: clientWidth * 0.8 })
    else pane.scrollTo({ left: 0, top: scrollTop + clientHeight * 0.8 })
  }
  get #second() {
    const { check, me } = this.desk
    return check !== null && isSecond(check, me)
  }
  #decline = (event: SubmitEvent) => {
    event.preventDefault()
    const reason = fieldsOf(event).reason?.trim() ?? ''
    const { check } = this.desk
    if (reason === '' || !check) return
    this.declining = false
    void this.work.decline(check, reason)
  }

  get #words() {
    return text[this.language].clinician.conclude
  }

  /** Signs by passkey, where that is offered and all has been read. */
  sign = async () => {
    const { signing, busy } = this.desk
    if (!signing?.options || busy || this.left > 0 || this.confirming || this.unread !== 0 || digestsAgree(this.desk) !== true) return
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
    return html`${
      agree === null
        ? html`<p role="status">${words.digestBusy}</p>`
        : agree
          ? html`<p class="said good" role="status">${words.digestSame}</p>`
          : html`<p class="said bad" role="alert">${words.digestDiffers}</p>`
    }
      <details ?open=${agree === false}>
        <summary>${words.digests}</summary>
        <dl>
          <dt>${words.digestShown}</dt>
          <dd class="hash">${shown?.digest ?? words.digestBusy}</dd>
          <dt>${words.digestDrawn}</dt>
          <dd class="hash">${check && registered(check)}</dd>
        </dl>
      </details>`
  }

  #signing() {
    const words = this.#words
    const { signing, busy } = this.desk
    if (!signing) return nothing
    const { options, password, inWriting } = signing
    const { second } = text[this.language].clinician
    const unread = this.unread !== 0
    const waits = unread || this.left > 0
    const [sign, byPassword] = this.#second ? [second.sign, second.byPassword] : [words.sign, words.byPassword]
    return html`<p role="status">${unread ? html`<span class="said unread">${fill(words.unread, { count: this.unread ?? '…' })} <button @click=${this.#readOn}>${words.readOn}</button></span>` : nothing}</p>
      ${this.left > 0 ? html`<p class="said" role="timer">${fill(words.tooSoon, { seconds: this.left })}</p>` : nothing}
      ${inWriting ? html`<p class="said">${words.inWriting}</p>` : nothing}
      ${
        options
          ? html`<button class="primary big" ?disabled=${busy || this.confirming || waits} aria-keyshortcuts=${KEYS.sign} title=${KEYS.sign} @click=${this.sign}>${sign}</button>
              <p role="status">${this.confirming ? words.signing : ''}</p>`
          : nothing
      }
      ${
        password
          ? html`<form class="card stack" @submit=${this.#byPassword}>
              <h2>${byPassword}</h2>
              <p class="said">${words.passwordWarning}</p>
              <label>${words.password}<input name="password" type="password" autocomplete="current-password" required maxlength="200" /></label>
              <button ?disabled=${busy || waits}>${byPassword}</button>
            </form>`
          : nothing
      }
      ${!options && !password ? html`<p class="said">${words.cannot}</p><button @click=${() => this.work.show('signature')}>${text[this.language].clinician.signature.open}</button>` : nothing}`
  }

  override render() {
    const { check } = this.desk
    const draft = check?.draft
    if (!draft) return nothing
    const words = this.#words
    const agree = digestsAgree(this.desk)
    const { second, exam } = text[this.language].clinician
    const by = this.desk.check?.signed?.doctor.name ?? ''
    return html`<div class="paper" tabindex="0" role="region" aria-label=${words.paperName}><rf-paper .report=${draft} .strokes=${this.#second ? null : this.desk.me.strokes} .driverStrokes=${this.driverStrokes} .language=${this.language}></rf-paper></div>
      <aside class="stack">
        <h1>${this.#second ? second.title : words.title}</h1>
        <p>${this.#second ? fill(second.intro, { doctor: by }) : words.intro}</p>
        ${
          draft.corrects
            ? html`<p class="said">${fill(second.corrects, {
                fields: listed(
                  this.language,
                  draft.corrects.map((field) => places[this.language][field]),
                ),
              })}</p>`
            : nothing
        }
        ${check ? declaredBefore(check, this.language) : nothing}
        ${agree === true ? this.#signing() : nothing}
        ${this.#digests(agree)}
        ${
          this.#second
            ? html`<button class="danger" @click=${() => (this.declining = true)}>${second.decline}</button>
                <button @click=${() => void this.work.leave()}>${text[this.language].clinician.after.back}</button>`
            : html`<button @click=${() => this.work.read(false)}>${words.back}</button>`
        }
        <slot></slot>
      </aside>
      <rf-dialog heading=${second.declineTitle} .open=${this.declining} @close=${() => (this.declining = false)}>
        <form id="decline" class="stack" @submit=${this.#decline}>
          <label>${second.declineReason}<textarea name="reason" rows="3" maxlength="500" required></textarea></label>
          <p class="quiet">${second.declineHelp}</p>
        </form>
        <button slot="buttons" @click=${() => (this.declining = false)}>${exam.cancel}</button>
        <button slot="buttons" form="decline" class="danger">${second.decline}</button>
      </rf-dialog>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr) min(24rem, 52%);
        height: 100%;
      }
      .paper,
      aside {
        overflow: auto;
        min-height: 0;
        padding: var(--space-3);
      }
      aside {
        grid-template-columns: minmax(0, 1fr);
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
      /* Whatever the language, what is signed with stays inside of its column. */
      aside button {
        white-space: normal;
      }
      .unread {
        display: block;
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
      /* Zoomed to 200 % the window holds little: who is signed for stands first. */
      @media (max-height: 34rem) {
        ::slotted(*) {
          order: -1;
        }
      }
    `,
  ]
}
declare global {
  interface HTMLElementTagNameMap {
    'rf-conclude': ConcludePage
  }
}
customElements.define('rf-conclude', ConcludePage)
