import { css, html, LitElement, nothing } from 'lit'
import { watch } from '#kit/watch.ts'
import type { Language } from '#protocol/basic.ts'
import type { Me } from '#protocol/rest.ts'
import { account } from '#words/account.ts'
import { attended } from '#words/attended.ts'
import { product } from '#words/product.ts'
import { refusalWords } from '#words/refusal.ts'
import { eventWords } from './account/event-words.ts'
import { andMore } from './and-more.ts'
import { fieldsOf } from './form.ts'
import { chosenScheme } from './scheme.ts'
import type { Session, SignInState } from './session.ts'
import { sheet } from './sheet.ts'

/** User name and password. */
export class SignIn extends LitElement {
  static override properties = { session: { attribute: false }, state: { attribute: false }, language: {}, busy: { state: true } }
  declare session: Session
  declare state: SignInState
  declare language: Language
  declare busy: boolean

  #watching = false

  constructor() {
    super()
    this.busy = false
  }

  // Whoever set the session does not draw this element again when the server's answer comes: it looks for itself.
  override connectedCallback() {
    super.connectedCallback()
    if (!this.#watching) watch(this, this.session.state)
    this.#watching = true
  }

  #submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const { login = '', password = '' } = fieldsOf(event)
    this.busy = true
    await this.session.signIn(login, password)
    this.busy = false
  }

  override render() {
    const words = attended[this.language].signIn
    const { greeting, refusal } = this.state
    if (!greeting) return html`<p role="status">${refusal ? refusalWords(this.language, refusal, 'staff') : words.wait}</p>`
    return html`<form class="card stack" @submit=${this.#submit}>
      <h1>${words.title}</h1>
      ${greeting.firstAdministrator ? html`<p class="said">${words.firstAdministrator}</p>` : nothing}
      <label>${words.login}<input name="login" autocomplete="username" autocapitalize="none" required autofocus /></label>
      <label>${words.password}<input name="password" type="password" autocomplete="current-password" required /></label>
      <p role="alert">${refusal ? html`<span class="said bad">${refusalWords(this.language, refusal, 'staff')}</span>` : nothing}</p>
      <button class="primary" ?disabled=${this.busy}>${words.enter}</button>
    </form>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        place-items: center;
        height: 100%;
        padding: var(--space-4);
      }
      form {
        width: min(26rem, 100%);
        padding: var(--space-4);
      }
      .said {
        display: block;
      }
    `,
  ]
}
customElements.define('rf-sign-in', SignIn)

/** Which sentence tells somebody without the role. */
const NOT_ALLOWED = { doctor: 'notDoctor', counter: 'notCounter', administrator: 'notAdministrator', auditor: 'notAdministrator' } as const

const HALF_MOON = html`<svg viewBox="0 0 16 16" aria-hidden="true"><path fill="none" stroke="currentColor" stroke-width="1.5" d="M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13" /><path fill="currentColor" d="M8 1.5a6.5 6.5 0 0 1 0 13z" /></svg>`

/**
 * The frame of an attended page: a bar with title, person and language; below it the page in the slot, for those with the role,
 * else the way in. The slot `bar` takes what a page puts into the bar; the slot `first` takes the form of the first administrator.
 */
export class Frame extends LitElement {
  static override properties = { session: { attribute: false }, language: {}, allowed: {}, heading: {}, account: { state: true } }
  declare session: Session
  declare language: Language
  declare allowed: keyof typeof NOT_ALLOWED
  declare heading: string
  /** One's own account is looked at, over the page. */
  declare account: boolean
  #watching = false
  readonly #scheme = chosenScheme()

  constructor() {
    super()
    this.account = false
    watch(this, this.#scheme)
  }

  // Seldom opened, and never first.
  override firstUpdated() {
    void import('./account/page.ts')
  }
  override connectedCallback() {
    super.connectedCallback()
    if (!this.#watching) watch(this, this.session.state)
    this.#watching = true
  }

  #body() {
    const { value } = this.session.state
    const me = value.greeting?.me
    if (!me && value.greeting?.firstAdministrator && this.allowed === 'administrator') return html`<slot name="first"></slot>`
    if (!me) return html`<rf-sign-in .session=${this.session} .state=${value} .language=${this.language}></rf-sign-in>`
    if (this.account)
      return html`<rf-account .me=${me} .language=${this.language} .take=${this.session.take} @leave=${() => (this.account = false)}></rf-account>`
    if (me.person.roles.includes(this.allowed)) return html`<slot></slot>`
    return html`<p class="said bad" role="alert">${attended[this.language].signIn[NOT_ALLOWED[this.allowed]]}</p>`
  }

  /** What happened to the account, until its owner says that they know. */
  #news(me: Me | null) {
    const words = account[this.language]
    if (!me || me.news.entries.length === 0) return nothing
    return html`<div class="said news" role="alert">
      <p>${words.news}</p>
      <ul>${me.news.entries.map((event) => html`<li>${eventWords(event, this.language)}</li>`)}</ul>
      ${andMore(this.language, me.news, 'older')}
      <button @click=${() => void this.session.seeNews()}>${words.known}</button>
    </div>`
  }

  override render() {
    const words = attended[this.language]
    const { greeting } = this.session.state.value
    return html`<header>
        <strong>${product[this.language]}</strong>
        <h1>${this.heading}</h1>
        <slot name="bar"></slot>
        <span class="rest"></span>
        ${greeting?.demonstration ? html`<span class="chip warn">${words.signIn.demonstration}</span>` : nothing}
        ${greeting?.me ? html`<span>${greeting.me.person.name}</span><button aria-pressed=${this.account} @click=${() => (this.account = !this.account)}>${account[this.language].open}</button><button @click=${() => void this.session.signOut()}>${words.signIn.leave}</button>` : nothing}
        <button class="scheme" aria-pressed=${this.#scheme.value === 'dark'} aria-label=${words.dark} title=${words.dark} @click=${() => this.#scheme.set(this.#scheme.value === 'dark' ? 'light' : 'dark')}>${HALF_MOON}</button>
        <button lang=${this.language === 'zh' ? 'en' : 'zh-CN'} @click=${() => this.dispatchEvent(new Event('switch-language'))}>
          ${words.switchLanguage}
        </button>
      </header>
      ${this.#news(greeting?.me ?? null)}
      <main>${this.#body()}</main>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr);
        height: 100vh;
      }
      header {
        display: flex;
        align-items: center;
        gap: var(--space-2);
        flex-wrap: wrap;
        row-gap: var(--space-1);
        padding: 0.375rem var(--space-3);
        background: var(--bar);
        color: var(--bar-ink);
      }
      header h1 {
        font-size: var(--text);
        font-weight: 400;
      }
      header button,
      ::slotted(button) {
        background: transparent;
        border-color: var(--bar-ink);
        color: var(--bar-ink);
      }
      .scheme {
        padding-inline: 0.5rem;
      }
      .scheme svg {
        display: block;
        width: 1.125rem;
        height: 1.125rem;
      }
      header .chip {
        white-space: normal;
      }
      /* On a laptop and wider the bar is one row: what is only said gives way to what is pressed. */
      @media (min-width: 75rem) {
        header {
          flex-wrap: nowrap;
        }
        header > :is(strong, h1, span:not(.chip), button),
        ::slotted(button) {
          flex-shrink: 0;
          white-space: nowrap;
        }
        header .chip {
          min-width: 0;
          line-height: 1.25;
        }
      }
      .rest {
        flex: 1;
      }
      .news {
        display: block;
        border-radius: 0;
      }
      .news ul {
        margin: 0 0 var(--space-2);
      }
      main {
        grid-row: 3;
        position: relative;
        display: grid;
        grid-template: minmax(0, 1fr) / minmax(0, 1fr);
        min-height: 0;
        overflow: auto;
      }
      main > .said,
      ::slotted(form) {
        align-self: start;
      }
      main > .said {
        max-width: 40rem;
        margin: var(--space-5) auto;
      }
    `,
  ]
}
customElements.define('rf-frame', Frame)

declare global {
  interface HTMLElementTagNameMap {
    'rf-sign-in': SignIn
  }
}
