import { css, html, LitElement, nothing } from 'lit'
import { type CheckView, type ClosedEntry, type CounterEntry, type CounterView, type FoundPage } from '#protocol/check.ts'
import type { HelpCall } from '#protocol/help.ts'
import { type LinkState, openLink } from '#protocol/link.ts'
import { staffMessages, staffPushes } from '#protocol/messages.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import { addressOf } from '#protocol/route.ts'
import { paper } from '#protocol/routes/papers.ts'
import { fill } from '#words/fill.ts'
import { overrideLines } from '#words/overrides.ts'
import { text } from './text.ts'
import '#kit/dialog.ts'
import { watch } from '#kit/watch.ts'
import { outcomeWords } from '#words/outcome.ts'
import { heldWords, refusalWords } from '#words/refusal.ts'
import type { StaffLink } from '../desk.ts'
import { fieldsOf } from '../form.ts'
import { chosenLanguage } from '../language.ts'
import { openSession } from '../session.ts'
import { sheet } from '../sheet.ts'
import '../help.ts'
import '../other-report.ts'
import '../reason.ts'
import '../sign-in.ts'
import { dateTimeOf } from '../clock.ts'
import { chipOf, errandWords } from '../errand.ts'
import { exportsOf } from './export-day.ts'
import { asNow, isOpen, movesOf, newcomer } from './list.ts'
import { type Ask, CounterSearch } from './search.ts'

const CHIP: Readonly<Partial<Record<string, string>>> = { accepted: 'good', refused: 'bad', returned: 'bad', 'handed-over': 'warn' }
type Ids = { command: string; check: string; version: number }

/** A day and its time, neither broken at its hyphens. */
const when = (instant: string) =>
  html`<time class="quiet number">${dateTimeOf(instant)
    .split(' ')
    .map((part) => html`<span>${part}</span> `)}</time>`

/** The squad's page: reports as they arrive, the paper, and what the counter says to them. */
export class CounterApp extends LitElement {
  static override properties = {
    view: { state: true },
    line: { state: true },
    refusal: { state: true },
    all: { state: true },
    chosen: { state: true },
    returning: { state: true },
    busy: { state: true },
    arrival: { state: true },
    found: { state: true },
    help: { state: true },
  }
  declare view: CounterView | null
  declare line: LinkState
  declare refusal: Refusal | null
  declare all: boolean
  declare chosen: string | null
  declare returning: boolean
  declare busy: boolean
  declare arrival: string
  /** What was looked for, in the list's place; null: nothing is. */
  declare found: FoundPage | null
  /** Who calls the staff from a booth. */
  declare help: readonly HelpCall[]
  readonly #session = openSession()
  readonly #language = chosenLanguage((language) => text[language].counter.title)
  #link: StaffLink | null = null

  constructor() {
    super()
    this.view = null
    this.line = 'connecting'
    this.refusal = null
    this.all = false
    this.chosen = null
    this.returning = false
    this.busy = false
    this.arrival = ''
    this.found = null
    this.help = []
    watch(this, this.#session.state)
    watch(this, this.#language)
    this.#session.state.subscribe(this.#follow)
  }

  get #words() {
    return text[this.#language.value].counter
  }

  #follow = () => {
    const roles = this.#session.state.value.greeting?.me?.person.roles ?? []
    if (roles.includes('counter') === (this.#link !== null)) return
    this.#link?.close()
    this.#link = null
    this.view = null
    this.found = null
    this.help = []
    if (!roles.includes('counter')) return
    const link: StaffLink = openLink('', { messages: staffMessages, pushes: staffPushes, path: '/staff/socket' })
    this.#link = link
    link.watch((state, refusal) => {
      this.line = state
      if (refusal?.refused === 'not-signed-in') void this.#session.load()
    })
    link.on('help:view', ({ calls }) => (this.help = calls.filter(({ whom }) => whom === 'staff')))
    link.on('counter:view', (view) => {
      this.arrival = newcomer(this.view, view) ?? this.arrival
      this.view = view
    })
  }

  /** One command on the chosen report. The list that is pushed brings the new state; a no is shown. */
  async #send(entry: CounterEntry, ask: (link: StaffLink, ids: Ids) => Promise<CheckView | Refusal>) {
    if (!this.#link || this.busy) return
    this.busy = true
    const answer = await ask(this.#link, { command: crypto.randomUUID(), check: entry.check, version: entry.version })
    this.busy = false
    this.refusal = isRefusal(answer) ? answer : null
    await this.#again()
  }
  #answer = ({ id }: HelpCall) =>
    void this.#link?.ask('help:answer', { help: id }).then((answer) => (this.refusal = isRefusal(answer) ? answer : null))
  #ask: Ask = async (question) => this.#link?.ask('counter:search', question) ?? refuse('not-connected')
  /** What was found may stand otherwise now, or be open. */
  #again = async () => {
    const search = this.renderRoot.querySelector('rf-counter-search')
    if (search instanceof CounterSearch) await search.again()
  }
  #return = (entry: CounterEntry) => (event: SubmitEvent) => {
    event.preventDefault()
    const reason = fieldsOf(event).reason?.trim() ?? ''
    if (reason === '') return
    this.returning = false
    void this.#send(entry, (link, ids) => link.ask('counter:return', { ...ids, reason }))
  }

  #line(entry: CounterEntry) {
    const { terms } = text[this.#language.value]
    const answer = entry.reason ?? (entry.receipt ? fill(this.#words.receipt, { receipt: entry.receipt }) : '')
    const chosen = entry.check === this.chosen
    return html`<tr class=${chosen ? 'chosen' : ''} @click=${() => (this.chosen = entry.check)}>
      <td class="number"><button aria-pressed=${chosen}>${entry.number}</button></td>
      <th scope="row">${entry.name}<br /><span class="quiet number">${entry.document}</span></th>
      <td>${entry.classes.join(' ')}</td>
      <td><span class="phrase">${terms.outcomes[entry.outcome.kind]}</span>${overrideLines(this.#language.value, entry.overrides ?? []).map((line) => html`<br /><span class="mark">${line}</span>`)}</td>
      <td>
        <span class="chip ${entry.held ? 'bad' : (CHIP[entry.phase] ?? '')}">${entry.held ? this.#words.heldShort : terms.phases[entry.phase]}</span>
        ${chipOf(this.#language.value, entry.errand)}
        <br /><span class="quiet">${entry.held ? heldWords(this.#language.value, entry.held, 'counter') : answer}${errandWords(this.#language.value, entry.errand, { short: true }).map((line) => html`${line}<br />`)}</span>
      </td>
      <td>${entry.doctor}${entry.countersigned ? html`<br />${fill(this.#words.countersigned, { doctor: entry.countersigned.doctor.name })}` : nothing}<br />${when(entry.concludedAt)}</td>
    </tr>`
  }

  /** A report of another site: that there is one, and nothing of it. */
  #closedLine({ check, number, concludedAt, closed }: ClosedEntry) {
    const chosen = check === this.chosen
    return html`<tr class=${chosen ? 'chosen' : ''} @click=${() => (this.chosen = check)}>
      <td class="number"><button aria-pressed=${chosen}>${number}</button></td>
      <td colspan="4" class="quiet">${fill(this.#words.search.closed, { site: closed })}</td>
      <td>${when(concludedAt)}</td>
    </tr>`
  }

  /** The lines on the screen. */
  get #entries(): (CounterEntry | ClosedEntry)[] {
    if (!this.view) return []
    return this.found ? asNow(this.found.entries, this.view) : this.view.entries.filter((entry) => this.all || isOpen(entry))
  }
  /** The chosen line; one of the list stays chosen when the list is drawn otherwise. */
  get #chosen(): CounterEntry | ClosedEntry | undefined {
    const isChosen = ({ check }: { check: string }) => check === this.chosen
    return this.#entries.find(isChosen) ?? (this.found ? undefined : this.view?.entries.find(isChosen))
  }

  #list() {
    const words = this.#words
    if (this.view === null) return html`<p class="none" role="status">${words.loading}</p>`
    const entries = this.#entries
    // What wasn't found is said where it was looked for.
    if (entries.length === 0 && this.found) return nothing
    if (entries.length === 0) return html`<p class="none">${this.view.entries.length === 0 ? words.empty : words.emptyOpen}</p>`
    return html`<table>
      <caption class="unseen">${words.heading}</caption>
      <thead>
        <tr>${[words.number, words.name, words.classes, words.outcome, words.phase, words.doctor].map((head) => html`<th scope="col">${head}</th>`)}</tr>
      </thead>
      <tbody>${entries.map((entry) => ('closed' in entry ? this.#closedLine(entry) : this.#line(entry)))}</tbody>
    </table>`
  }

  #acts(entry: CounterEntry) {
    const words = this.#words
    const moves = movesOf(entry)
    const { busy } = this
    return html`<div class="row acts">
      <strong class="number">${entry.number}</strong>
      <span class="rest"></span>
      ${moves.includes('return') ? html`<button class="danger" ?disabled=${busy} @click=${() => (this.returning = true)}>${words.return}</button>` : nothing}
      ${
        moves.includes('try')
          ? html`<button class="primary" ?disabled=${busy || entry.errand?.underWay === true} @click=${() => void this.#send(entry, (link, ids) => link.ask('counter:try', ids))}>${entry.errand?.underWay ? text[this.#language.value].errands.trying : text[this.#language.value].errands.tryNow}</button>`
          : nothing
      }
      ${
        moves.includes('resend')
          ? html`<button class="primary" ?disabled=${busy} @click=${() => void this.#send(entry, (link, ids) => link.ask('counter:resend', ids))}>${words.resend}</button>`
          : nothing
      }
      ${
        moves.includes('accept')
          ? html`<button class="primary" ?disabled=${busy} @click=${() => void this.#send(entry, (link, ids) => link.ask('counter:accept', ids))}>${words.accept}</button>`
          : nothing
      }
    </div>`
  }

  #paper() {
    const words = this.#words
    const entry = this.#chosen
    if (!entry) return html`<p class="none">${words.none}</p>`
    if ('closed' in entry)
      return html`<strong class="number">${entry.number}</strong>
        <p class="said">${fill(words.search.closedHelp, { site: entry.closed })}</p>
        <rf-reason .language=${this.#language.value} .of=${{ check: entry.check }} @given=${this.#again}></rf-reason>`
    return html`${this.#acts(entry)}
      ${entry.elsewhere === undefined ? nothing : html`<p class="said">${fill(words.search.elsewhere, { site: entry.elsewhere })}</p>`}
      ${this.#errand(entry)}
      <ul>${this.#reasons(entry)}</ul>
      ${
        entry.pdf
          ? html`<p><a href=${addressOf(paper, { number: entry.number })} target="_blank" rel="noopener">${words.pdf}</a> ${exportsOf(entry.number, this.#language.value)}</p>
              <iframe src="${addressOf(paper, { number: entry.number })}#navpanes=0&view=FitH" title=${entry.number}></iframe>`
          : entry.held
            ? html`<p class="said bad" role="status"><strong>${words.held}</strong> ${heldWords(this.#language.value, entry.held, 'counter')} ${words.heldHelp}</p>`
            : html`<p class="none">${words.notSealed}</p>`
      }
      <rf-dialog heading=${fill(words.returnTitle, { number: entry.number })} .open=${this.returning} @close=${() => (this.returning = false)}>
        <form id="return" class="stack" @submit=${this.#return(entry)}>
          <label>${words.returnReason}<textarea name="reason" rows="3" maxlength="500" required></textarea></label>
          <p class="quiet">${words.returnHelp}</p>
        </form>
        <button slot="buttons" @click=${() => (this.returning = false)}>${words.cancel}</button>
        <button slot="buttons" form="return" class="danger">${words.returnYes}</button>
      </rf-dialog>`
  }
  /** Why the report isn't made or handed over yet, and what to do. */
  #errand({ errand }: CounterEntry) {
    const lines = errandWords(this.#language.value, errand)
    if (lines.length === 0) return nothing
    return html`<div class="said ${errand?.person ? 'bad' : ''}" role="status">${lines.map((line) => html`<p>${line}</p>`)}</div>`
  }
  #reasons({ outcome, overrides = [] }: CounterEntry) {
    const { title, conditions, reasons } = outcomeWords(this.#language.value, outcome, 'counter')
    return [title, ...conditions, ...overrideLines(this.#language.value, overrides), ...reasons].map((line) => html`<li>${line}</li>`)
  }

  #strips() {
    const language = this.#language.value
    const said = this.refusal && (this.refusal.refused === 'stale' ? this.#words.stale : refusalWords(language, this.refusal, 'counter'))
    return html`<rf-help .calls=${this.help} .answer=${this.#answer} .language=${language}></rf-help>
      <div role="status">${this.line === 'connecting' && this.view ? html`<p class="said">${text[language].attended.line.connecting}</p>` : nothing}</div>
      <div role="alert">${said ? html`<p class="said bad">${said}</p>` : nothing}</div>
      <p class="unseen" aria-live="polite">${this.arrival ? fill(this.#words.arrived, { number: this.arrival }) : ''}</p>`
  }

  override render() {
    const language = this.#language.value
    const words = this.#words
    return html`<rf-frame
      .session=${this.#session}
      .language=${language}
      allowed="counter"
      heading=${words.title}
      @switch-language=${() => this.#language.set(language === 'zh' ? 'en' : 'zh')}
    >
      <div class="page">
        <section class="list">
          ${this.#strips()}
          <div class="row">
            <h1>${words.heading}</h1>
            <span class="rest"></span>
            <rf-other-report .language=${language}></rf-other-report>
            ${
              this.found
                ? nothing
                : html`<span role="group" aria-label=${words.filter} class="row">
                    <button aria-pressed=${!this.all} @click=${() => (this.all = false)}>${words.open}</button>
                    <button aria-pressed=${this.all} @click=${() => (this.all = true)}>${words.all}</button>
                  </span>`
            }
          </div>
          ${this.view?.cut ? html`<p class="said">${words.cut}</p>` : nothing}
          <rf-counter-search
            .language=${language}
            .ask=${this.#ask}
            @found=${({ detail }: CustomEvent<FoundPage | null>) => (this.found = detail)}
          ></rf-counter-search>
          ${this.#list()}
          <rf-export-day .language=${language}></rf-export-day>
        </section>
        <section class="paper" aria-label=${words.pdf}>${this.#paper()}</section>
      </div>
    </rf-frame>`
  }

  static override styles = [
    sheet,
    css`
      time span {
        white-space: nowrap;
      }
      .page {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(26rem, 38%);
        height: 100%;
      }
      section {
        min-height: 0;
        overflow: auto;
        padding: var(--space-3);
        display: flex;
        flex-direction: column;
        gap: var(--space-3);
      }
      .paper {
        background: var(--white);
        border-inline-start: 1px solid var(--line);
      }
      /* Zoomed, or on a small screen: the paper comes below the list. */
      @media (max-width: 75rem) {
        .page {
          display: block;
          height: auto;
        }
      }
      .mark {
        color: var(--warn);
      }
      .rest {
        flex: 1;
      }
      th,
      td {
        padding: 0.5rem;
      }
      /* However long the state's words: a column's name and a doctor's stay whole words. */
      thead th,
      td:last-child {
        min-width: 4em;
        word-break: keep-all;
      }
      thead th,
      td .chip {
        white-space: normal;
      }
      /* What a machine says about itself can be one long word. */
      td .quiet {
        overflow-wrap: anywhere;
      }
      table {
        border: 1px solid var(--line);
      }
      tbody tr {
        cursor: pointer;
      }
      tbody th {
        color: var(--ink);
      }
      tbody th span {
        font-weight: 400;
      }
      .chosen td,
      .chosen th {
        background: var(--wash);
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
      }
    `,
  ]
}
customElements.define('rf-counter', CounterApp)
