import { css, html, LitElement, nothing } from 'lit'
import { watch } from '#kit/watch.ts'
import type { CheckView, ClosedEntry, CounterEntry, CounterView, FoundPage } from '#protocol/check.ts'
import type { HelpCall } from '#protocol/help.ts'
import { type LinkState, openLink } from '#protocol/link.ts'
import { staffMessages, staffPushes } from '#protocol/messages.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import { fill } from '#words/fill.ts'
import { refusalWords } from '#words/refusal.ts'
import type { StaffLink } from '../desk.ts'
import { chosenLanguage } from '../language.ts'
import { openSession } from '../session.ts'
import { sheet } from '../sheet.ts'
import { text } from './text.ts'
import '../help.ts'
import '../other-report.ts'
import '../sign-in.ts'
import { KeyList } from '../key-list.ts'
import { CodeCamera } from './camera.ts'
import { DayList } from './day-list.ts'
import { type Does, doesOf, KEYS } from './keys.ts'
import { asNow, inOrder, isOpen, LINES, newcomer, nextToDecide, ORDERS, type Order, pressed, stepped, USUAL, waitsForWord } from './list.ts'
import { CounterList } from './list-view.ts'
import { CounterReport, type Deed } from './report-view.ts'
import './owing.ts'
import { type Ask, CounterSearch } from './search.ts'
import { CounterSeveral } from './several.ts'
import { focused, hearScanner, isField } from './wedge.ts'

type Ids = { command: string; check: string; version: number }

/** The message of each move that needs no words. */
const MOVES = { accept: 'counter:accept', resend: 'counter:resend', try: 'counter:try' } as const

/** The squad's desk: reports as they arrive, what is looked for, the chosen one's paper, and what the clerk does with it. */
export class CounterApp extends LitElement {
  static override properties = {
    view: { state: true },
    line: { state: true },
    refusal: { state: true },
    all: { state: true },
    chosen: { state: true },
    ticked: { state: true },
    order: { state: true },
    page: { state: true },
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
  /** Checks whose reports are to be accepted together. */
  declare ticked: ReadonlySet<string>
  declare order: Order
  /** Of the list, from 0. */
  declare page: number
  declare busy: boolean
  declare arrival: string
  /** What was looked for, in the list's place; null: nothing is. */
  declare found: FoundPage | null
  /** Who calls the staff from a booth. */
  declare help: readonly HelpCall[]
  readonly #session = openSession()
  readonly #language = chosenLanguage((language) => text[language].counter.title)
  #link: StaffLink | null = null
  #stopScanner = () => {}

  constructor() {
    super()
    this.view = null
    this.line = 'connecting'
    this.refusal = null
    this.all = false
    this.chosen = null
    this.ticked = new Set()
    this.order = USUAL
    this.page = 0
    this.busy = false
    this.arrival = ''
    this.found = null
    this.help = []
    watch(this, this.#session.state)
    watch(this, this.#language)
    this.#session.state.subscribe(this.#follow)
  }

  override connectedCallback() {
    super.connectedCallback()
    window.addEventListener('keydown', this.#key)
    this.#stopScanner = hearScanner(this.#scanned)
  }
  override disconnectedCallback() {
    super.disconnectedCallback()
    window.removeEventListener('keydown', this.#key)
    this.#stopScanner()
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

  /** One command on a report. The list that is pushed brings the new state. */
  async #command(entry: CounterEntry, ask: (link: StaffLink, ids: Ids) => Promise<CheckView | Refusal>): Promise<Refusal | null> {
    if (!this.#link) return refuse('not-connected')
    const answer = await ask(this.#link, { command: crypto.randomUUID(), check: entry.check, version: entry.version })
    return isRefusal(answer) ? answer : null
  }
  /** What the clerk does with the chosen report; a no is shown. */
  #deed = async ({ detail }: CustomEvent<Deed>) => {
    const entry = this.#chosen
    if (!entry || 'closed' in entry || this.busy) return
    this.busy = true
    this.refusal = await this.#command(entry, (link, ids) => {
      if (detail.move === 'return') return link.ask('counter:return', { ...ids, reason: detail.reason })
      if (detail.move === 'provisional') return link.ask('counter:provisional', { ...ids, ...detail.noted })
      if (detail.move === 'withdraw') return link.ask('counter:withdraw', { ...ids, reason: detail.reason })
      return link.ask(MOVES[detail.move], ids)
    })
    this.busy = false
    await this.#again()
  }
  #acceptOne = (entry: CounterEntry) => this.#command(entry, (link, ids) => link.ask('counter:accept', ids))
  #answer = ({ id }: HelpCall) =>
    void this.#link?.ask('help:answer', { help: id }).then((answer) => (this.refusal = isRefusal(answer) ? answer : null))
  #ask: Ask = async (question) => this.#link?.ask('counter:search', question) ?? refuse('not-connected')
  /** What was found may stand otherwise now, or be open. */
  #again = async () => this.#part(CounterSearch)?.again()

  #part<T extends Element>(kind: new () => T): T | null {
    return [...this.renderRoot.querySelectorAll('*')].find((one): one is T => one instanceof kind) ?? null
  }

  /** What a scanner or the camera has read: its report is looked for, and opened when it is the only one. Over a dialog nothing changes. */
  #scanned = (read: string) => {
    if (this.#inDialog()) return
    this.#part(CounterSearch)?.find(read)
  }
  #inDialog = () => focused()?.closest('rf-dialog, dialog') !== null && focused()?.closest('rf-dialog, dialog') !== undefined

  #key = (event: KeyboardEvent) => {
    if (event.defaultPrevented || !this.view || this.#inDialog()) return
    const does = doesOf(event, isField(focused()))
    if (does === null) return
    event.preventDefault()
    this.#does[does]()
  }
  #does: Readonly<Record<Does, () => unknown>> = {
    accept: () => this.#part(CounterReport)?.accept(),
    return: () => this.#part(CounterReport)?.askReturn(),
    resend: () => this.#part(CounterReport)?.again(),
    turn: () => this.#part(CounterReport)?.turn(),
    print: () => this.#part(CounterReport)?.print(),
    label: () => this.#part(CounterReport)?.label(),
    tick: () => this.chosen !== null && this.#tick(this.chosen),
    acceptTicked: () => this.#part(CounterSeveral)?.ask(),
    next: () => this.#choose(nextToDecide(this.#open, this.chosen)),
    up: () => this.#choose(stepped(this.#shown, this.chosen, -1)),
    down: () => this.#choose(stepped(this.#shown, this.chosen, 1)),
    pageUp: () => (this.found ? this.#part(CounterSearch)?.previous() : this.#turn(-1)),
    pageDown: () => (this.found ? this.#part(CounterSearch)?.next() : this.#turn(1)),
    search: () => this.#part(CounterSearch)?.focusField(),
    back: () => this.#part(CounterSearch)?.leave(),
    camera: () => this.#part(CodeCamera)?.toggle(),
    day: () => this.#part(DayList)?.toggle(),
    keys: () => this.#part(KeyList)?.toggle(),
  }

  #choose = (entry: CounterEntry | ClosedEntry | undefined) => {
    if (!entry) return
    this.chosen = entry.check
    if (!this.found) this.page = Math.max(0, Math.floor(this.#open.findIndex(({ check }) => check === entry.check) / LINES))
    void this.updateComplete.then(() => this.#part(CounterList)?.focusChosen())
  }
  #turn = (pages: number) => (this.page = Math.min(this.#pages - 1, Math.max(0, this.page + pages)))
  #tick = (check: string) => {
    const entry = this.#shown.find((one) => one.check === check)
    if (!entry || 'closed' in entry || !waitsForWord(entry)) return
    const ticked = new Set(this.ticked)
    if (!ticked.delete(check)) ticked.add(check)
    this.ticked = ticked
  }
  #orderBy = ({ detail }: CustomEvent<string>) => {
    const by = ORDERS.find((one) => one === detail)
    if (by) this.order = pressed(this.order, by)
    this.page = 0
  }
  #found = ({ detail }: CustomEvent<FoundPage | null>) => {
    this.found = detail
    const [one] = detail?.entries ?? []
    if (one && detail?.entries.length === 1) this.chosen = one.check
  }

  /** The lines of the list in their order, all pages together. */
  get #open(): CounterEntry[] {
    return inOrder(this.view?.entries.filter((entry) => this.all || isOpen(entry)) ?? [], this.order)
  }
  get #pages() {
    return Math.max(1, Math.ceil(this.#open.length / LINES))
  }
  /** The lines on the screen. */
  get #shown(): (CounterEntry | ClosedEntry)[] {
    if (!this.view) return []
    const page = Math.min(this.page, this.#pages - 1)
    return this.found ? asNow(this.found.entries, this.view) : this.#open.slice(page * LINES, (page + 1) * LINES)
  }
  /** The chosen line; one of the list stays chosen when the list is drawn otherwise. */
  get #chosen(): CounterEntry | ClosedEntry | null {
    const isChosen = ({ check }: { check: string }) => check === this.chosen
    return this.#shown.find(isChosen) ?? (this.found ? undefined : this.view?.entries.find(isChosen)) ?? null
  }
  /** The ticked ones that still can be accepted. */
  get #ticked(): CounterEntry[] {
    return this.view?.entries.filter((entry) => this.ticked.has(entry.check) && waitsForWord(entry)) ?? []
  }

  #list() {
    const words = this.#words
    if (this.view === null) return html`<p class="none" role="status">${words.loading}</p>`
    const entries = this.#shown
    // What wasn't found is said where it was looked for.
    if (entries.length === 0 && this.found) return nothing
    if (entries.length === 0) return html`<p class="none">${this.view.entries.length === 0 ? words.empty : words.emptyOpen}</p>`
    return html`<rf-counter-list
        .language=${this.#language.value}
        .entries=${entries}
        .chosen=${this.chosen}
        .ticked=${this.ticked}
        .order=${this.found ? null : this.order}
        @choose=${({ detail }: CustomEvent<string>) => (this.chosen = detail)}
        @tick=${({ detail }: CustomEvent<string>) => this.#tick(detail)}
        @order=${this.#orderBy}
      ></rf-counter-list>
      ${this.found || this.#pages === 1 ? nothing : this.#turning()}`
  }
  #turning() {
    const { search, listed } = this.#words
    const [pages, page] = [this.#pages, Math.min(this.page, this.#pages - 1)]
    return html`<div class="row">
      <span class="quiet">${fill(listed, { page: page + 1, pages, count: this.#open.length })}</span>
      <span class="rest"></span>
      <button ?disabled=${page === 0} @click=${() => this.#turn(-1)}>${search.previous}</button>
      <button ?disabled=${page === pages - 1} @click=${() => this.#turn(1)}>${search.next}</button>
    </div>`
  }

  #strips() {
    const language = this.#language.value
    const said = this.refusal && (this.refusal.refused === 'stale' ? this.#words.stale : refusalWords(language, this.refusal, 'counter'))
    return html`<rf-help .calls=${this.help} .answer=${this.#answer} .language=${language}></rf-help>
      <div role="status">${this.line === 'connecting' && this.view ? html`<p class="said">${text[language].attended.line.connecting}</p>` : nothing}</div>
      <div role="alert">${said ? html`<p class="said bad">${said}</p>` : nothing}</div>
      <p class="unseen" aria-live="polite">${this.arrival ? fill(this.#words.arrived, { number: this.arrival }) : ''}</p>`
  }
  #head() {
    const language = this.#language.value
    const words = this.#words
    const toDecide = this.view?.entries.filter(waitsForWord).length ?? 0
    const turn = (all: boolean) => {
      this.all = all
      this.page = 0
    }
    return html`<div class="row">
      <h1>${words.heading}</h1>
      ${this.view ? html`<span class="chip ${toDecide > 0 ? 'warn' : ''}">${fill(words.toDecide, { count: toDecide })}</span>` : nothing}
      <span class="rest"></span>
      <rf-code-camera .language=${language} @read=${({ detail }: CustomEvent<string>) => this.#part(CounterSearch)?.find(detail)}></rf-code-camera>
      <rf-day-list .language=${language} .ask=${this.#ask}></rf-day-list>
      <rf-key-list .keys=${KEYS} .words=${{ ...text[language].counter.keys, note: text[language].counter.keys.scanner }}></rf-key-list>
      <rf-other-report .language=${language}></rf-other-report>
      ${
        this.found
          ? nothing
          : html`<span role="group" aria-label=${words.filter} class="row">
              <button aria-pressed=${!this.all} @click=${() => turn(false)}>${words.open}</button>
              <button aria-pressed=${this.all} @click=${() => turn(true)}>${words.all}</button>
            </span>`
      }
    </div>`
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
          <div>${this.#strips()}</div>
          ${this.#head()}
          ${this.view?.cut ? html`<p class="said">${words.cut}</p>` : nothing}
          <rf-counter-search .language=${language} .ask=${this.#ask} @found=${this.#found}></rf-counter-search>
          <rf-counter-several
            .language=${language}
            .entries=${this.#ticked}
            .accept=${this.#acceptOne}
            @untick=${() => (this.ticked = new Set())}
          ></rf-counter-several>
          ${this.view ? html`<rf-owing .language=${language} .entries=${this.view.entries} @chosen=${({ detail }: CustomEvent<string>) => (this.chosen = detail)}></rf-owing>` : nothing}
          ${this.#list()}
        </section>
        <section class="paper" aria-label=${words.pdf}>
          <rf-counter-report
            .language=${language}
            .entry=${this.#chosen}
            .busy=${this.busy}
            @deed=${this.#deed}
            @given=${this.#again}
          ></rf-counter-report>
        </section>
      </div>
    </rf-frame>`
  }

  static override styles = [
    sheet,
    css`
      .page {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(26rem, 38%);
        height: 100%;
      }
      section {
        min-height: 0;
        overflow: auto;
        padding: var(--space-2) var(--space-3);
        display: flex;
        flex-direction: column;
        gap: var(--space-2);
      }
      .paper {
        background: var(--white);
        border-inline-start: 1px solid var(--line);
      }
      rf-counter-report {
        flex: 1;
      }
      /* Zoomed, or on a small screen: the paper comes below the list. */
      @media (max-width: 75rem) {
        .page {
          display: block;
          height: auto;
        }
      }
      .rest {
        flex: 1;
      }
      .none {
        padding: var(--space-5);
        text-align: center;
        color: var(--quiet);
      }
    `,
  ]
}
customElements.define('rf-counter', CounterApp)
