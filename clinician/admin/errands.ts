import { css, html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import type { NeededErrand, NeededErrands } from '#protocol/errand.ts'
import { isRefusal } from '#protocol/refusal.ts'
import { listErrands, listWays, tryErrand } from '#protocol/routes/records.ts'
import type { WayView } from '#protocol/way.ts'
import { fill, sentences } from '#words/fill.ts'
import { andMore } from '../and-more.ts'
import { dateTimeOf } from '../clock.ts'
import { errandWords } from '../errand.ts'
import { list, listSheet } from './list.ts'
import { text } from './text.ts'

/** The list is asked for again so often, ms. */
const EVERY_MS = 10_000

/** Reports that are not made or handed over, and will not be until somebody does something. */
export class ErrandsPage extends LitElement {
  static override properties = {
    language: {},
    refused: { attribute: false },
    mayTry: { type: Boolean },
    errands: { state: true },
    ways: { state: true },
  }
  declare language: Language
  declare refused: (answer: unknown) => boolean
  declare mayTry: boolean
  declare errands: NeededErrands | null
  declare ways: WayView[] | null
  #timer: ReturnType<typeof setInterval> | undefined

  constructor() {
    super()
    this.errands = null
    this.ways = null
    this.mayTry = false
  }

  override connectedCallback() {
    super.connectedCallback()
    void this.#load()
    this.#timer = setInterval(() => void this.#look(), EVERY_MS)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    clearInterval(this.#timer)
  }

  async #load() {
    const errands = await ask(listErrands)
    if (!this.refused(errands) && !isRefusal(errands)) this.errands = errands
    await this.#lookAtWays()
  }

  /** By itself: what is refused now is refused when somebody does something. */
  async #look() {
    const errands = await ask(listErrands)
    if (!isRefusal(errands)) this.errands = errands
    await this.#lookAtWays()
  }

  async #lookAtWays() {
    const ways = await ask(listWays)
    if (!isRefusal(ways)) this.ways = ways
  }

  async #try({ check, version }: NeededErrand) {
    if (!this.refused(await ask(tryErrand, { params: { id: check }, body: { command: crypto.randomUUID(), version } }))) await this.#load()
  }

  #line(one: NeededErrand) {
    const words = text[this.language].errands
    const [why = '', ...others] = errandWords(this.language, one.errand)
    return html`<tr>
      <th scope="row" class="number">${one.number}</th>
      <td>${one.site}</td>
      <td class="number">${dateTimeOf(one.personSince)}</td>
      <td class="number">${one.errand.tries}</td>
      <td><strong>${why}</strong>${others.map((line) => html`<p class="quiet">${line}</p>`)}</td>
      <td class="act">
        ${this.mayTry ? html`<button ?disabled=${one.errand.underWay} @click=${() => void this.#try(one)}>${one.errand.underWay ? words.trying : words.tryNow}</button>` : nothing}
      </td>
    </tr>`
  }

  #way({ id, closed, calls }: WayView) {
    const { admin, errands } = text[this.language]
    const told = closed && errands.faults[closed.fault.code]
    const why = closed?.fault.said ? fill(errands.fault, { words: told ?? '', said: closed.fault.said }) : told
    return html`<tr>
      <th scope="row">${id}</th>
      <td>
        ${closed ? html`<strong>${why}</strong><p class="quiet">${fill(admin.wayClosed, { since: dateTimeOf(closed.since) })}</p>` : admin.wayOpen}
      </td>
      <td class="number">${calls.map((one) => html`<div>${fill(admin.wayCall, one)}</div>`)}</td>
    </tr>`
  }

  override render() {
    const words = text[this.language].admin
    const heads = [words.errandReport, words.site, words.errandSince, words.errandTries, words.errandWhy]
    return html`<h1>${words.errands}</h1>
      <p class="quiet">${sentences(this.language, [words.errandsHelp, ...(this.mayTry ? [] : [words.errandsTry])])}</p>
      ${list(heads, this.errands?.entries.map((one) => this.#line(one)) ?? null, { none: words.errandsNone, acts: true })}
      ${this.errands ? andMore(this.language, this.errands, 'newer') : nothing}
      ${
        this.ways?.length
          ? html`<h2>${words.ways}</h2>${list(
              [words.wayId, words.wayState, words.wayCalls],
              this.ways.map((one) => this.#way(one)),
              { none: '' },
            )}`
          : nothing
      }`
  }

  static override styles = [
    listSheet,
    css`
      td p {
        margin: var(--space-1) 0 0;
      }
      .act {
        white-space: nowrap;
      }
    `,
  ]
}
customElements.define('rf-errands', ErrandsPage)
