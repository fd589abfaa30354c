import { css, html, LitElement, nothing } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import '#kit/dialog.ts'
import type { Language } from '#protocol/basic.ts'
import type { ClosedEntry, CounterEntry } from '#protocol/check.ts'
import { addressOf } from '#protocol/route.ts'
import { paper, sm2 } from '#protocol/routes/papers.ts'
import { fill } from '#words/fill.ts'
import { outcomeWords } from '#words/outcome.ts'
import { overrideLines } from '#words/overrides.ts'
import { provision } from '#words/provision.ts'
import { heldWords } from '#words/refusal.ts'
import { errandWords } from '../errand.ts'
import { fieldsOf } from '../form.ts'
import '../reason.ts'
import { sheet } from '../sheet.ts'
import { exportsOf } from './exports.ts'
import { KEYS } from './keys.ts'
import { labelFiles } from './labels.ts'
import { type Move, movesOf } from './list.ts'
import { notAccepted } from './not-accepted.ts'
import { type Noted, provisionWords } from './provisional.ts'
import { text } from './text.ts'
import './notices.ts'

/** What is done with the chosen report. */
export type Deed =
  | { move: Exclude<Move, 'return' | 'withdraw' | 'provisional'> }
  | { move: 'return' | 'withdraw'; reason: string }
  | { move: 'provisional'; noted: Noted }

/**
 * The chosen report: what may be done with it, why it stands as it does, and its paper. Fires `deed` with what the clerk does, and `given` once a
 * reason has opened another site's report.
 */
export class CounterReport extends LitElement {
  static override properties = {
    language: {},
    entry: { attribute: false },
    busy: { type: Boolean },
    returning: { state: true },
    page: { state: true },
  }
  declare language: Language
  declare entry: CounterEntry | ClosedEntry | null
  declare busy: boolean
  /** The reason for a return is asked for. */
  declare returning: boolean
  /** Which page of the paper is on top: the form, or how it was measured. */
  declare page: 1 | 2

  constructor() {
    super()
    this.entry = null
    this.busy = false
    this.returning = false
    this.page = 1
  }

  override connectedCallback() {
    super.connectedCallback()
    window.addEventListener('blur', this.#keep)
  }
  override disconnectedCallback() {
    super.disconnectedCallback()
    window.removeEventListener('blur', this.#keep)
  }
  /** The browser's viewer takes the keyboard when it is pressed: a scanner that is read then would be heard by nobody. */
  #keep = () =>
    setTimeout(() => {
      const viewer = this.shadowRoot?.activeElement
      if (viewer instanceof HTMLIFrameElement) viewer.blur()
    })

  #can = (move: Move): boolean => this.entry !== null && !this.busy && 'phase' in this.entry && movesOf(this.entry).includes(move)
  #do = (deed: Deed) => this.dispatchEvent(new CustomEvent('deed', { detail: deed }))

  /** What the buttons do, for keys; nothing where there is no such button now. */
  accept = () => this.#can('accept') && this.#do({ move: 'accept' })
  askReturn = () => this.#can('return') && (this.returning = true)
  again = () => (this.#can('try') ? this.#do({ move: 'try' }) : this.#can('resend') && this.#do({ move: 'resend' }))
  turn = () => (this.page = this.page === 1 ? 2 : 1)
  label = () => this.renderRoot.querySelector<HTMLAnchorElement>('a.label')?.click()
  print = () => this.renderRoot.querySelector('iframe')?.contentWindow?.print()

  #return = (event: SubmitEvent) => {
    event.preventDefault()
    const reason = fieldsOf(event).reason?.trim() ?? ''
    if (reason === '') return
    this.returning = false
    this.#do({ move: 'return', reason })
  }
  /** A reason of the list is written into the field, where the clerk may go on. */
  #fromList = (event: Event) => {
    const field = this.renderRoot.querySelector('textarea')
    if (!field || !(event.target instanceof HTMLSelectElement) || event.target.value === '') return
    // The focus stays: whoever goes through the list by keys is in it still.
    field.value = event.target.value
  }

  #button(key: keyof typeof KEYS, words: string, press: () => unknown, style = '', off = this.busy) {
    return html`<button class=${style} ?disabled=${off} aria-keyshortcuts=${KEYS[key]} @click=${press}>${words} <kbd aria-hidden="true">${KEYS[key]}</kbd></button>`
  }
  #acts(entry: CounterEntry) {
    const { counter: words, errands } = text[this.language]
    const moves = movesOf(entry)
    const trying = entry.errand?.underWay === true
    return html`<div class="row acts">
      <strong class="number">${entry.number}</strong>
      <span class="rest"></span>
      ${moves.includes('return') ? this.#button('return', words.return, this.askReturn, 'danger') : nothing}
      ${moves.includes('provisional') ? html`<rf-provisional .language=${this.language} .entry=${entry} ?busy=${this.busy} @noted=${({ detail }: CustomEvent<Noted>) => this.#do({ move: 'provisional', noted: detail })}></rf-provisional>` : nothing}
      ${moves.includes('try') ? this.#button('resend', trying ? errands.trying : errands.tryNow, this.again, 'primary', this.busy || trying) : nothing}
      ${moves.includes('resend') ? this.#button('resend', words.resend, this.again, 'primary') : nothing}
      ${moves.includes('accept') ? this.#button('accept', entry.provision ? provision[this.language].accept : words.accept, this.accept, 'primary') : nothing}
    </div>`
  }

  #paper(entry: CounterEntry) {
    const words = text[this.language].counter
    if (entry.pdf === null)
      return entry.held
        ? html`<p class="said bad" role="status"><strong>${words.held}</strong> ${heldWords(this.language, entry.held, 'counter')} ${words.heldHelp}</p>`
        : html`<p class="none">${words.notSealed}</p>`
    const address = addressOf(paper, { number: entry.number })
    const turned = (page: 1 | 2, name: string) =>
      html`<button aria-pressed=${this.page === page} @click=${() => (this.page = page)}>${name}</button>`
    return html`<div class="row">
        <span class="row" role="group" aria-label=${words.pages.title}>${turned(1, words.pages.form)}${turned(2, words.pages.measured)}</span>
        <span class="rest"></span>
        ${this.#button('print', words.print, this.print)}
        ${labelFiles([entry]).map(({ address }) => html`<a class="label" href=${address} target="_blank" rel="noopener" aria-keyshortcuts=${KEYS.label}>${words.label} <kbd aria-hidden="true">${KEYS.label}</kbd></a>`)}
        ${entry.sm2 ? html`<a href=${addressOf(sm2, { number: entry.number })} download title=${words.aboutSm2}>${words.sm2}</a>` : nothing}
        <a href=${address} target="_blank" rel="noopener">${words.pdf}</a>
        ${exportsOf(entry.number, this.language)}
      </div>
      ${keyed(`${entry.number} ${entry.pdf} ${this.page}`, html`<iframe src="${address}#page=${this.page}&navpanes=0&view=FitH" title=${entry.number}></iframe>`)}`
  }

  /** Why the report isn't made or handed over yet, and what to do. */
  #errand({ errand }: CounterEntry) {
    const lines = errandWords(this.language, errand)
    if (lines.length === 0) return nothing
    return html`<div class="said ${errand?.person ? 'bad' : ''}" role="status">${lines.map((line) => html`<p>${line}</p>`)}</div>`
  }
  /** How it stands, and by which receipt or for which reason. */
  #stands({ phase, receipt, reason }: CounterEntry) {
    const { counter: words, terms } = text[this.language]
    return [terms.phases[phase], receipt && fill(words.receipt, { receipt }), reason].filter(Boolean).join(' · ')
  }
  #reasons({ outcome, overrides = [] }: CounterEntry) {
    const { title, conditions, reasons } = outcomeWords(this.language, outcome, 'counter')
    return [title, ...conditions, ...overrideLines(this.language, overrides), ...reasons].map((line) => html`<li>${line}</li>`)
  }

  #dialog({ number }: CounterEntry) {
    const words = text[this.language].counter
    return html`<rf-dialog heading=${fill(words.returnTitle, { number })} .open=${this.returning} @close=${() => (this.returning = false)}>
      ${
        this.returning
          ? html`<form id="return" class="stack" @submit=${this.#return}>
              <label
                >${words.returnFromList}<select autofocus @change=${this.#fromList}>
                  <option value="">${words.returnChoose}</option>
                  ${Object.values(words.returnReasons).map((reason) => html`<option value=${reason}>${reason}</option>`)}
                </select></label
              >
              <label>${words.returnReason}<textarea name="reason" rows="3" maxlength="500" required></textarea></label>
              <p class="quiet">${words.returnHelp}</p>
            </form>`
          : nothing
      }
      <button slot="buttons" @click=${() => (this.returning = false)}>${words.cancel}</button>
      <button slot="buttons" form="return" class="danger">${words.returnYes}</button>
    </rf-dialog>`
  }

  override render() {
    const { entry } = this
    const words = text[this.language].counter
    if (!entry) return html`<p class="none">${words.none}</p>`
    if ('closed' in entry)
      return html`<strong class="number">${entry.number}</strong>
        <p class="said">${fill(words.search.closedHelp, { site: entry.closed })}</p>
        <rf-reason .language=${this.language} .of=${{ check: entry.check }} @given=${() => this.dispatchEvent(new CustomEvent('given'))}></rf-reason>`
    return html`${this.#acts(entry)}
      ${entry.elsewhere === undefined ? nothing : html`<p class="said">${fill(words.search.elsewhere, { site: entry.elsewhere })}</p>`}
      ${
        movesOf(entry).includes('withdraw')
          ? notAccepted(this.language, entry, this.busy, (reason) => this.#do({ move: 'withdraw', reason }))
          : nothing
      }
      ${this.#errand(entry)}
      ${provisionWords(this.language, entry).map((line) => html`<p class="said">${line}</p>`)}
      <ul>${this.#reasons(entry)}</ul>
      <p class="quiet">${this.#stands(entry)}</p>
      ${entry.elsewhere === undefined ? html`<rf-told .language=${this.language} .number=${entry.number} .version=${entry.version}></rf-told>` : nothing}
      <slot></slot>
      ${this.#paper(entry)} ${this.#dialog(entry)}`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: var(--space-2);
        min-height: 100%;
      }
      .rest {
        flex: 1;
      }
      /* Where they need a second row, it stands below the first one's end. */
      .acts {
        justify-content: flex-end;
      }
      kbd {
        font: inherit;
        font-size: 0.875em;
        font-weight: 400;
      }
      iframe {
        flex: 1;
        min-height: 24rem;
        width: 100%;
        border: 1px solid var(--line);
      }
      .none {
        padding: var(--space-5);
        text-align: center;
        color: var(--quiet);
      }
      ul {
        padding-inline-start: 1.25rem;
        margin-block: 0;
      }
      p {
        margin: 0;
      }
    `,
  ]
}
customElements.define('rf-counter-report', CounterReport)
