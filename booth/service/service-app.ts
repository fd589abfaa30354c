import { css, html, LitElement, nothing, type TemplateResult } from 'lit'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import type { Link, LinkState } from '#protocol/link.ts'
import type { serviceMessages, servicePushes } from '#protocol/messages.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { ServiceView } from '#protocol/service.ts'
import { dated } from '#words/dated.ts'
import { refusalWords } from '#words/refusal.ts'
import { stationName } from '#words/stations.ts'
import { text } from './text.ts'
import './calibrate-device.ts'
import './device-list.ts'
import type { Open, Probes } from './device-list.ts'
import './self-test.ts'
import './watch-device.ts'

type ServiceLink = Link<typeof serviceMessages, typeof servicePushes>

/** The list is asked for again so often, ms. */
const EVERY_MS = 2000
/** A probe tries every model. */
const PROBE_MS = 60_000

/** The installer's page. */
export class ServiceApp extends LitElement {
  static override properties = {
    view: { state: true },
    door: { state: true },
    open: { state: true },
    refused: { state: true },
    language: { state: true },
    probes: { state: true },
  }
  declare view: ServiceView | null
  declare door: LinkState
  declare open: Open
  declare refused: Refusal | null
  declare language: Language
  declare probes: Probes
  readonly #link: ServiceLink
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(link: ServiceLink, language: Language) {
    super()
    this.view = null
    this.door = 'connecting'
    this.open = { page: 'list' }
    this.refused = null
    this.language = language
    this.probes = {}
    this.#link = link
    link.watch((door, refusal) => {
      this.door = door
      this.refused = refusal
      if (door === 'connected') void this.#look()
      // The visit is over: the door asks for the code again.
      if (refusal?.refused === 'not-signed-in') location.assign('/service/')
    })
  }

  override connectedCallback() {
    super.connectedCallback()
    this.#timer = setInterval(() => this.open.page === 'list' && void this.#look(), EVERY_MS)
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    clearInterval(this.#timer)
  }

  async #look() {
    const answer = await this.#link.ask('service:view', {})
    if (!isRefusal(answer)) this.view = answer
  }

  async #probe(path: string) {
    this.probes = { ...this.probes, [path]: 'probing' }
    const found = await this.#link.ask('service:probe', { path }, PROBE_MS)
    this.probes = { ...this.probes, [path]: found }
  }

  #page(view: ServiceView): TemplateResult {
    const { open, language } = this
    const done = () => {
      this.open = { page: 'list' }
      void this.#look()
    }
    if (open.page === 'watch')
      return html`<rf-watch-device .link=${this.#link} .language=${language} .name=${open.name} @done=${done}></rf-watch-device>`
    if (open.page === 'calibrate')
      return html`<rf-calibrate-device .link=${this.#link} .language=${language} .device=${open.device} .simulated=${view.simulated} @done=${done}></rf-calibrate-device>`
    if (open.page === 'test') return html`<rf-self-test .link=${this.#link} .language=${language} @done=${done}></rf-self-test>`
    const go = (next: Open) => (this.open = next)
    return html`${this.#aside(view)}<rf-device-list .language=${language} .view=${view} .go=${go} .probes=${this.probes} .probe=${(path: string) => void this.#probe(path)}></rf-device-list>`
  }

  #aside({ aside }: ServiceView) {
    if (aside.length === 0) return nothing
    const { service: words } = text[this.language]
    return html`<section class="aside">
      <h2>${words.aside.title}</h2>
      <p>${words.aside.help}</p>
      <ul>
        ${aside.map(({ station, at, refusal }) => html`<li><strong>${stationName(station, this.language)}</strong> · <time datetime=${at}>${dated(at)}</time><br />${refusalWords(this.language, refusal, 'installer')}</li>`)}
      </ul>
    </section>`
  }

  override render() {
    const { service: words } = text[this.language]
    const other = this.language === 'zh' ? 'en' : 'zh'
    document.documentElement.lang = this.language
    // What was typed in a calibration outlives a short loss of the line.
    const there = this.door === 'connected' || this.open.page === 'calibrate'
    return html`<header>
        <h1>${words.title}</h1>
        <a class="button" href="/booth/">${words.toBooth}</a>
        <button lang=${other} @click=${() => (this.language = other)}>${words.page.language}</button>
      </header>
      <main>
        ${this.view && there ? this.#page(this.view) : html`<p role="status">${this.refused ? refusalWords(this.language, this.refused, 'installer') : `${words.page.connecting}…`}</p>`}
      </main>`
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        max-width: 116rem;
        margin: 0 auto;
        padding: var(--space-3);
      }
      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--space-2);
      }
      h1 {
        flex: 1;
        font-size: var(--text-huge);
        color: var(--deep);
      }
      .aside {
        padding: var(--space-2) var(--space-3);
        border: 2px solid var(--edge);
        border-radius: var(--radius);
        background: var(--white);
      }
      .aside li {
        margin-block: var(--space-1);
      }
      .button {
        display: inline-grid;
        place-items: center;
        min-height: var(--target);
        padding: 0 var(--space-3);
        border: 2px solid var(--edge);
        border-radius: var(--radius);
        background: var(--white);
        color: var(--deep);
        font-weight: 600;
        text-decoration: none;
      }
    `,
  ]
}
customElements.define('rf-service-app', ServiceApp)
