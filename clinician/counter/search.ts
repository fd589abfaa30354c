import { css, html, LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Behind, FoundPage, Phase, Searched } from '#protocol/check.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { fill } from '#words/fill.ts'
import { refusalWords } from '#words/refusal.ts'
import { fieldsOf } from '../form.ts'
import { sheet } from '../sheet.ts'
import { KEYS } from './keys.ts'
import { searchedBy } from './list.ts'
import { text } from './text.ts'

/** How a report may stand, by which those of some days are looked for. */
const FOUND_PHASES = [
  'handed-over',
  'accepted',
  'returned',
  'refused',
  'reported',
  'concluded',
  'superseded',
] as const satisfies readonly Phase[]

export type Ask = (question: { by: Searched; behind: Behind | null }) => Promise<FoundPage | Refusal>

/** Looks for reports of any age and turns the pages of what was found; `found`: the page, or null when the list is wanted again. */
export class CounterSearch extends LitElement {
  static override properties = {
    language: {},
    ask: { attribute: false },
    by: { state: true },
    pages: { state: true },
    page: { state: true },
    busy: { state: true },
    refusal: { state: true },
  }
  declare language: Language
  declare ask: Ask
  /** What was looked for last; null: nothing is. */
  declare by: Searched | null
  /** Behind which line each page up to this one begins. */
  declare pages: readonly (Behind | null)[]
  declare page: FoundPage | null
  declare busy: boolean
  declare refusal: Refusal | null
  /** Counts what was asked: of two questions the later is answered. */
  #asked = 0

  constructor() {
    super()
    this.by = null
    this.pages = [null]
    this.page = null
    this.busy = false
    this.refusal = null
  }

  /** Asks for the page that is shown once more: something in it has changed. */
  again = () => (this.by ? this.#look(this.by, this.pages) : Promise.resolve())
  /** Looks for what was typed or read. */
  find = (typed: string) => {
    const line = typed.trim()
    if (line !== '') void this.#look(searchedBy(line), [null])
  }
  focusField = () => this.renderRoot.querySelector('input')?.select()
  /** The list is wanted again, also before what was looked for is found; false: nothing was looked for. */
  leave = () => (this.by !== null || this.busy) && (this.#back(), true)
  next = () => this.page?.more === true && !this.busy && this.#next()
  previous = () => this.pages.length > 1 && !this.busy && this.#previous()

  async #look(by: Searched, pages: readonly (Behind | null)[]) {
    const asked = ++this.#asked
    this.busy = true
    const answer = await this.ask({ by, behind: pages.at(-1) ?? null })
    if (asked !== this.#asked) return
    this.busy = false
    this.refusal = isRefusal(answer) ? answer : null
    if (isRefusal(answer)) return
    this.by = by
    this.pages = pages
    this.#show(answer)
  }
  #show(page: FoundPage | null) {
    this.page = page
    this.dispatchEvent(new CustomEvent('found', { detail: page }))
  }
  #byText = (event: SubmitEvent) => {
    event.preventDefault()
    this.find(fieldsOf(event).text ?? '')
  }
  #byDays = (event: SubmitEvent) => {
    event.preventDefault()
    const { from = '', to = '', phase = '' } = fieldsOf(event)
    if (from === '') return
    const known = FOUND_PHASES.find((one) => one === phase)
    // One day is a span, too.
    void this.#look({ from, to: to === '' ? from : to, ...(known && { phase: known }) }, [null])
  }
  #next = () => {
    const last = this.page?.entries.at(-1)
    if (this.by && last) void this.#look(this.by, [...this.pages, { concludedAt: last.concludedAt, check: last.check }])
  }
  #previous = () => this.by && void this.#look(this.by, this.pages.slice(0, -1))
  #back = () => {
    this.#asked += 1
    this.by = null
    this.pages = [null]
    this.busy = false
    this.refusal = null
    // Nobody else at this screen needs the number that was looked for.
    for (const form of this.renderRoot.querySelectorAll('form')) form.reset()
    this.#show(null)
    this.renderRoot.querySelector('input')?.focus()
  }

  #said() {
    const words = text[this.language].counter.search
    if (this.busy) return words.busy
    if (!this.page || !this.by) return ''
    if (this.page.entries.length === 0)
      return 'from' in this.by ? words.noneOfDays : 'name' in this.by ? words.noneOfName : words.noneOfText
    return fill(words.found, { page: this.pages.length, count: this.page.entries.length })
  }

  override render() {
    const words = text[this.language].counter.search
    const { states } = text[this.language].counter
    const { busy, page } = this
    const shown = page !== null || busy
    return html`<search aria-label=${words.title}>
      <form class="row" @submit=${this.#byText}>
        <label class="text">${words.text}<input aria-keyshortcuts=${KEYS.search} name="text" required maxlength="40" autocomplete="off" spellcheck="false" title=${words.help} /></label>
        <button class="primary">${words.go}</button>
      </form>
      <form class="row" @submit=${this.#byDays}>
        <label>${words.from}<input name="from" type="date" required min="2000-01-01" max="2999-12-31" /></label>
        <label>${words.to}<input name="to" type="date" min="2000-01-01" max="2999-12-31" /></label>
        <label
          >${words.phase}<select name="phase">
            <option value="">${words.anyPhase}</option>
            ${FOUND_PHASES.map((phase) => html`<option value=${phase}>${states[phase]}</option>`)}
          </select></label
        >
        <button>${words.goDays}</button>
      </form>
      </search>
      <div role="alert">${this.refusal ? html`<p class="said bad">${refusalWords(this.language, this.refusal, 'counter')}</p>` : nothing}</div>
      <div class="row pages">
        ${shown ? html`<h2>${words.results}</h2>` : nothing}
        <p role="status">${this.#said()}</p>
        <span class="rest"></span>
        ${
          shown
            ? html`${
                page && (this.pages.length > 1 || page.more)
                  ? html`<button ?disabled=${busy || this.pages.length === 1} @click=${this.#previous}>${words.previous}</button>
                      <button ?disabled=${busy || !page.more} @click=${this.#next}>${words.next}</button>`
                  : nothing
              }
              <button @click=${this.#back}>${words.back}</button>`
            : nothing
        }
      </div>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }
      search {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2) var(--space-3);
      }
      form.row {
        align-items: end;
        flex-wrap: nowrap;
      }
      /* The eighteen digits of an identity number, and the caret behind them. */
      .text {
        width: 11rem;
      }
      select {
        width: 7.25rem;
      }
      input[type='date'] {
        width: 8.25rem;
      }
      .rest {
        flex: 1;
      }
      p,
      h2 {
        margin: 0;
      }
    `,
  ]
}
customElements.define('rf-counter-search', CounterSearch)
