import { css, html, LitElement, nothing } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { AccountEventViews, Me, SessionView } from '#protocol/rest.ts'
import { changePassword, endSession, listEvents, listSessions } from '#protocol/routes/account.ts'
import { account } from '#words/account.ts'
import { fill } from '#words/fill.ts'
import { refusalWords } from '#words/refusal.ts'
import { dateTimeOf } from '../clock.ts'
import { fieldsOf } from '../form.ts'
import { sheet } from '../sheet.ts'
import './passkeys.ts'
import { andMore } from '../and-more.ts'
import { eventWords } from './event-words.ts'

/** One's own account, the same on every attended page: password, where one is signed in, passkeys, and what happened. */
export class AccountPage extends LitElement {
  static override properties = {
    me: { attribute: false },
    language: {},
    take: { attribute: false },
    sessions: { state: true },
    events: { state: true },
    refusal: { state: true },
    saved: { state: true },
  }
  declare me: Me
  declare language: Language
  declare take: (me: Me) => void
  declare sessions: readonly SessionView[]
  declare events: AccountEventViews | null
  declare refusal: Refusal | null
  declare saved: boolean

  constructor() {
    super()
    this.sessions = []
    this.events = null
    this.refusal = null
    this.saved = false
  }
  override connectedCallback() {
    super.connectedCallback()
    void this.#load()
  }
  async #load() {
    const [sessions, events] = await Promise.all([ask(listSessions), ask(listEvents)])
    if (!isRefusal(sessions)) this.sessions = sessions
    if (!isRefusal(events)) this.events = events
  }
  #change = async (event: SubmitEvent) => {
    event.preventDefault()
    const form = event.currentTarget
    const { password = '', next = '' } = fieldsOf(event)
    const answer = await ask(changePassword, { body: { password, next } })
    this.refusal = isRefusal(answer) ? answer : null
    this.saved = !isRefusal(answer)
    if (this.saved && form instanceof HTMLFormElement) form.reset()
    await this.#load()
  }
  #end = async ({ id }: SessionView) => {
    const answer = await ask(endSession, { params: { id } })
    this.refusal = isRefusal(answer) ? answer : null
    await this.#load()
  }

  #password() {
    const words = account[this.language]
    return html`<form class="card stack" @submit=${this.#change}>
      <h2>${words.password}</h2>
      <label>${words.passwordNow}<input name="password" type="password" required maxlength="200" autocomplete="current-password" /></label>
      <label
        >${words.passwordNext}<input name="next" type="password" required maxlength="200" autocomplete="new-password" /><small class="quiet"
          >${words.passwordHelp}</small
        ></label
      >
      <div role="alert">${this.refusal ? html`<p class="said bad">${refusalWords(this.language, this.refusal, 'staff')}</p>` : nothing}</div>
      <div role="status">${this.saved ? html`<p class="said good">${words.passwordSaved}</p>` : nothing}</div>
      <div class="row"><button class="primary">${words.passwordSave}</button></div>
    </form>`
  }
  #session(session: SessionView) {
    const words = account[this.language]
    const begun = fill(words.begun, { at: dateTimeOf(session.createdAt) })
    return html`<li class="row">
      <span>${begun}</span>
      <span class="quiet">${fill(words.seen, { at: dateTimeOf(session.seenAt) })}</span>
      ${session.current ? html`<span class="chip good">${words.here}</span>` : nothing}
      <span class="quiet browser">${session.browser}</span>
      <span class="rest"></span>
      ${session.current ? nothing : html`<button aria-label="${words.end} ${begun}" @click=${() => this.#end(session)}>${words.end}</button>`}
    </li>`
  }

  #events() {
    if (!this.events) return nothing
    if (this.events.entries.length === 0) return html`<p class="quiet">${account[this.language].none}</p>`
    return html`<ul>${this.events.entries.map((event) => html`<li>${eventWords(event, this.language)}</li>`)}</ul>
      ${andMore(this.language, this.events, 'older')}`
  }

  override render() {
    const words = account[this.language]
    return html`<div class="row">
        <h1>${words.open}</h1>
        <span class="rest"></span>
        <button @click=${() => this.dispatchEvent(new Event('leave'))}>${words.back}</button>
      </div>
      <div class="two">
        ${this.#password()}
        <section class="card stack">
          <h2>${words.passkeys}</h2>
          <rf-passkeys .me=${this.me} .language=${this.language} .take=${this.take}></rf-passkeys>
        </section>
      </div>
      <section class="card stack">
        <h2>${words.sessions}</h2>
        <p class="quiet">${words.sessionsHelp}</p>
        <ul>${this.sessions.map((session) => this.#session(session))}</ul>
      </section>
      <section class="card stack">
        <h2>${words.events}</h2>
        ${this.#events()}
      </section>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--space-3);
        padding: clamp(var(--space-2), 3vw, var(--space-4));
        width: min(72rem, 100%);
        margin-inline: auto;
        align-content: start;
      }
      .two {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr));
        gap: var(--space-3);
        align-items: start;
      }
      ul {
        display: grid;
        gap: var(--space-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .rest {
        flex: 1;
      }
      .browser {
        max-width: 28rem;
        overflow-wrap: anywhere;
      }
      small {
        font-size: var(--text-small);
        font-weight: 400;
      }
    `,
  ]
}
customElements.define('rf-account', AccountPage)
