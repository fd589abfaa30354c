import { css, html, LitElement, nothing } from 'lit'
import { watch } from '#kit/watch.ts'
import type { Language } from '#protocol/basic.ts'
import type { LedgerEntry } from '#protocol/escalation.ts'
import type { HelpCall } from '#protocol/help.ts'
import { openLink } from '#protocol/link.ts'
import { staffMessages, staffPushes } from '#protocol/messages.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { escalation } from '#words/escalation.ts'
import { fill } from '#words/fill.ts'
import { recordings } from '#words/recordings.ts'
import { refusalWords } from '#words/refusal.ts'
import { rota } from '#words/rota.ts'
import { asTimeGoes } from '../as-time-goes.ts'
import type { StaffLink } from '../desk.ts'
import { isOverdue } from '../escalation/overdue.ts'
import { fieldsOf } from '../form.ts'
import { chosenLanguage } from '../language.ts'
import { openSession } from '../session.ts'
import { sheet } from '../sheet.ts'
import { text } from './text.ts'
import '../help.ts'
import '../sign-in.ts'
import './access.ts'
import './errands.ts'
import './ledger.ts'
import './institutions.ts'
import './machines.ts'
import './overrides.ts'
import './people.ts'
import './recordings.ts'
import './rota.ts'
import './sites.ts'

/** The pages, in the order of their tabs. */
const PAGES = ['people', 'machines', 'sites', 'overrides', 'access', 'errands', 'ledger', 'institutions', 'rota', 'recordings'] as const
type AdminPage = (typeof PAGES)[number]

const titleOf = (page: AdminPage, language: Language): string => {
  if (page === 'institutions') return text[language].registry.institutions
  if (page === 'ledger') return escalation[language].ledger.title
  if (page === 'rota') return rota[language].tab
  if (page === 'recordings') return recordings[language].title
  return text[language].admin[page]
}

/** Administration: the first administrator, people, machines and sites. */
export class AdminApp extends LitElement {
  static override properties = { refusal: { state: true }, page: { state: true }, help: { state: true }, ledger: { state: true } }
  declare refusal: Refusal | null
  /** Who calls the staff from a booth. */
  declare help: readonly HelpCall[]
  /** Hard cases that are open. */
  declare ledger: readonly LedgerEntry[]
  declare page: AdminPage
  readonly #session = openSession()
  readonly #language = chosenLanguage((language) => text[language].admin.title)

  constructor() {
    super()
    this.refusal = null
    this.page = 'people'
    this.help = []
    this.ledger = []
    // What is open becomes overdue without a push.
    asTimeGoes(this)
    watch(this, this.#session.state)
    watch(this, this.#language)
    this.#session.state.subscribe(this.#follow)
  }

  /** An administrator who is signed in hears who calls. */
  #link: StaffLink | null = null
  #follow = () => {
    const roles = this.#session.state.value.greeting?.me?.person.roles ?? []
    if (roles.includes('administrator') === (this.#link !== null)) return
    this.#link?.close()
    this.#link = null
    this.help = []
    this.ledger = []
    if (!roles.includes('administrator')) return
    const link: StaffLink = openLink('', { messages: staffMessages, pushes: staffPushes, path: '/staff/socket' })
    this.#link = link
    link.on('ledger:view', ({ entries }) => (this.ledger = entries))
    link.on('help:view', ({ calls }) => (this.help = calls.filter(({ whom }) => whom === 'staff')))
  }
  #answer = ({ id }: HelpCall) => void this.#link?.ask('help:answer', { help: id }).then(this.#refused)

  #setUp = (event: SubmitEvent) => {
    event.preventDefault()
    const { code = '', login = '', name = '', password = '' } = fieldsOf(event)
    void this.#session.setUp({ code: code.trim(), login: login.trim(), name: name.trim(), password })
  }

  #first() {
    const language = this.#language.value
    const { first: words, ...admin } = text[language].admin
    const { refusal } = this.#session.state.value
    return html`<form slot="first" class="card stack" @submit=${this.#setUp}>
      <h1>${words.title}</h1>
      <p>${words.intro}</p>
      <label>${words.code}<input name="code" required maxlength="40" autocomplete="one-time-code" autocapitalize="characters" /></label>
      <label>${admin.login}<input name="login" required pattern="[a-z0-9][a-z0-9._\\-]{1,39}" autocomplete="username" autocapitalize="none" /><small class="quiet">${admin.loginHelp}</small></label>
      <label>${admin.name}<input name="name" required maxlength="60" autocomplete="name" /></label>
      <label
        >${admin.password}<input name="password" type="password" required minlength="10" maxlength="200" autocomplete="new-password" /><small class="quiet">${admin.passwordHelp}</small></label
      >
      <p role="alert">${refusal ? html`<span class="said bad">${refusalWords(language, refusal, 'administrator')}</span>` : nothing}</p>
      <button class="primary">${words.create}</button>
    </form>`
  }

  /** Shows what the server said no to; says whether it did. */
  readonly #refused = (answer: unknown): boolean => {
    this.refusal = isRefusal(answer) ? answer : null
    if (this.refusal?.refused === 'not-signed-in') void this.#session.load()
    return this.refusal !== null
  }

  #shown(page: AdminPage) {
    const language = this.#language.value
    const refused = this.#refused
    const roles = this.#session.state.value.greeting?.me?.person.roles ?? []
    switch (page) {
      case 'people':
        return html`<rf-people .language=${language} .refused=${refused}></rf-people>`
      case 'machines':
        return html`<rf-machines .language=${language} .refused=${refused}></rf-machines>`
      case 'sites':
        return html`<rf-sites .language=${language} .refused=${refused}></rf-sites>`
      case 'overrides':
        return html`<rf-overrides .language=${language} .refused=${refused}></rf-overrides>`
      case 'access':
        return html`<rf-access .language=${language} .refused=${refused}></rf-access>`
      case 'errands':
        return html`<rf-errands .language=${language} .refused=${refused} .mayTry=${roles.includes('counter')}></rf-errands>`
      case 'ledger':
        return html`<rf-ledger .language=${language} .refused=${refused}></rf-ledger>`
      case 'institutions':
        return html`<rf-institutions .language=${language} .refused=${refused}></rf-institutions>`
      case 'rota':
        return html`<rf-doctors-hours .language=${language} .refused=${refused}></rf-doctors-hours>`
      case 'recordings':
        return html`<rf-kept-recordings .language=${language} .refused=${refused} ?watches=${roles.includes('auditor')} ?administers=${roles.includes('administrator')}></rf-kept-recordings>`
    }
  }

  override render() {
    const language = this.#language.value
    const words = text[language].admin
    const { greeting } = this.#session.state.value
    const roles = greeting?.me?.person.roles ?? []
    // Who looks through recordings and nothing else has their page alone.
    const isOnlyAuditor = roles.includes('auditor') && !roles.includes('administrator')
    const overdue = this.ledger.filter((entry) => isOverdue(entry, new Date())).length
    const tab = (page: AdminPage) =>
      html`<button data-page=${page} aria-pressed=${this.page === page} @click=${() => (this.page = page)}>${titleOf(page, language)}</button>`
    return html`<rf-frame
      .session=${this.#session}
      .language=${language}
      allowed=${isOnlyAuditor ? 'auditor' : 'administrator'}
      heading=${isOnlyAuditor ? recordings[language].title : words.title}
      @switch-language=${() => this.#language.set(language === 'zh' ? 'en' : 'zh')}
    >
      ${greeting?.firstAdministrator ? this.#first() : nothing}
      ${
        isOnlyAuditor
          ? html`<div class="page stack">
              <div role="alert">${this.refusal ? html`<p class="said bad">${refusalWords(language, this.refusal, 'administrator')}</p>` : nothing}</div>
              ${this.#shown('recordings')}
            </div>`
          : greeting?.me && roles.includes('administrator')
            ? html`<div class="page stack">
              <nav class="row">${PAGES.map(tab)}</nav>
              <rf-help .calls=${this.help} .answer=${this.#answer} .language=${language}></rf-help>
              <div role="alert">${overdue > 0 ? html`<p class="said bad">${fill(escalation[language].ledger.overdueNow, { count: overdue })}</p>` : nothing}</div>
              <div role="alert">${this.refusal ? html`<p class="said bad">${refusalWords(language, this.refusal, 'administrator')}</p>` : nothing}</div>
              ${this.#shown(this.page)}
            </div>`
            : nothing
      }
    </rf-frame>`
  }

  static override styles = [
    sheet,
    css`
      /* As wide whatever stands on it: a tab stays under the finger that pressed it. */
      .page {
        width: 100%;
        max-width: 84rem;
        margin-inline: auto;
        padding: var(--space-4);
      }
      /* Every tab in one row where the page is as wide as a small desk screen. */
      nav {
        gap: var(--space-1);
      }
      nav button {
        padding-inline: var(--space-2);
      }
      form {
        width: min(30rem, 100%);
        margin: var(--space-5) auto;
        padding: var(--space-4);
      }
      small {
        font-size: var(--text-small);
        font-weight: 400;
      }
      .said {
        display: block;
      }
    `,
  ]
}
customElements.define('rf-admin', AdminApp)
