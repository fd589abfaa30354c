import { LitElement, css, html, nothing, type TemplateResult } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Link, LinkState } from '#protocol/link.ts'
import type { serviceMessages, servicePushes } from '#protocol/messages.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { ServiceDevice, ServiceView, SparePort } from '#protocol/service.ts'
import { fill, text } from '#protocol/text/index.ts'
import { refusalWords } from '#kit/refusal.ts'
import { shared } from '#kit/tokens.ts'
import './calibrate-device.ts'
import './self-test.ts'
import './watch-device.ts'

type ServiceLink = Link<typeof serviceMessages, typeof servicePushes>
type Open = { page: 'list' } | { page: 'watch'; name: string } | { page: 'calibrate'; device: ServiceDevice } | { page: 'test' }

/** The list is asked for again so often, ms. */
const EVERY_MS = 2000
/** A probe tries every model. */
const PROBE_MS = 60_000

/** Seen without its colour too. */
const SHAPES = { alive: '●', silent: '◐', absent: '○' } as const

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
  declare probes: Readonly<Record<string, string>>
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
    const say = text[this.language].service
    this.probes = { ...this.probes, [path]: `${say.probing}…` }
    const found = await this.#link.ask('service:probe', { path }, PROBE_MS)
    const words = isRefusal(found)
      ? refusalWords(this.language, found)
      : found.model === null
        ? say.unknown
        : fill(found.sure ? say.probed : say.perhaps, { model: found.model })
    this.probes = { ...this.probes, [path]: words }
  }

  #device(device: ServiceDevice): TemplateResult {
    const { service: say, terms } = text[this.language]
    const { name, model, kind, state, port, frames, faults, trouble, calibration } = device
    const until =
      calibration === undefined
        ? nothing
        : calibration === null
          ? html`<p class="bad">${say.never}</p>`
          : html`<p class=${calibration.expired ? 'bad' : 'quiet'}>${say.columns.calibration} ${calibration.expiresAt.slice(0, 10)}${calibration.expired ? ` · ${say.expired}` : ''}</p>`
    const hasLine = kind !== 'screen' && kind !== 'speakers' && kind !== 'cameras'
    return html`<li class="device">
      <div>
        <h3>${terms.devices[kind]} <small>${name} · ${model}</small></h3>
        ${hasLine ? html`<p class="state ${state}">${SHAPES[state]} ${say.states[state]}</p>` : nothing}
        ${hasLine ? html`<p class="quiet">${port ?? say.none} · ${say.columns.frames} ${frames} · ${say.columns.faults} ${faults}</p>` : nothing}
        ${trouble ? html`<p class="bad">${trouble}</p>` : nothing}
        ${until}
      </div>
      <div class="acts">
        ${hasLine ? html`<button @click=${() => (this.open = { page: 'watch', name })}>${say.watch}</button>` : nothing}
        ${calibration === undefined ? nothing : html`<button @click=${() => (this.open = { page: 'calibrate', device })}>${say.calibrate}</button>`}
      </div>
    </li>`
  }

  #spare({ path, id, vendorId, productId }: SparePort): TemplateResult {
    const say = text[this.language].service
    const busy = this.probes[path]?.endsWith('…') ?? false
    return html`<li class="device">
      <div>
        <h3>${path}</h3>
        <p class="quiet">${id}${vendorId ? ` · ${vendorId}:${productId}` : ''}</p>
        <p role="status">${this.probes[path] ?? ''}</p>
      </div>
      <div class="acts"><button ?disabled=${busy} @click=${() => void this.#probe(path)}>${say.probe}</button></div>
    </li>`
  }

  #list(view: ServiceView): TemplateResult {
    const say = text[this.language].service
    return html`<div class="acts"><button class="primary" @click=${() => (this.open = { page: 'test' })}>${say.test}</button></div>
      <h2>${say.devices}</h2>
      <ul>${view.devices.map((device) => this.#device(device))}</ul>
      <h2>${say.spare}</h2>
      ${view.spare.length === 0 ? html`<p class="quiet">${say.noSpare}</p>` : html`<ul>${view.spare.map((port) => this.#spare(port))}</ul>`}`
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
      return html`<rf-calibrate-device .link=${this.#link} .language=${language} .device=${open.device} @done=${done}></rf-calibrate-device>`
    if (open.page === 'test') return html`<rf-self-test .link=${this.#link} .language=${language} @done=${done}></rf-self-test>`
    return this.#list(view)
  }

  override render() {
    const { service: say } = text[this.language]
    const other = this.language === 'zh' ? 'en' : 'zh'
    document.documentElement.lang = this.language
    return html`<header>
        <h1>${say.title}</h1>
        <a class="button" href="/booth/">${say.toBooth}</a>
        <button lang=${other} @click=${() => (this.language = other)}>${say.page.language}</button>
      </header>
      <p class="quiet">${say.page.text}</p>
      <main>
        ${this.view && this.door === 'connected' ? this.#page(this.view) : html`<p role="status">${this.refused ? refusalWords(this.language, this.refused) : `${say.page.connecting}…`}</p>`}
      </main>`
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        max-width: 100rem;
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
      h2 {
        margin-top: var(--space-3);
      }
      small {
        font-size: var(--text-small);
        font-weight: 400;
        color: var(--quiet);
      }
      .quiet {
        color: var(--quiet);
        font-size: var(--text-small);
        overflow-wrap: anywhere;
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
      ul {
        list-style: none;
        padding: 0;
        display: grid;
        gap: var(--space-2);
      }
      .device {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: var(--space-2);
        padding: var(--space-2) var(--space-3);
        background: var(--white);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      .device > div:first-child {
        flex: 1 1 30rem;
        display: grid;
        gap: 0.2em;
      }
      .acts {
        display: flex;
        flex-wrap: wrap;
        align-content: start;
        gap: var(--space-2);
      }
      .state {
        font-weight: 700;
      }
      .alive {
        color: var(--good);
      }
      .silent {
        color: var(--warn);
      }
      .absent,
      .bad {
        color: var(--bad);
      }
    `,
  ]
}
customElements.define('rf-service-app', ServiceApp)
