import { css, html, LitElement, nothing } from 'lit'
import { shared } from '#kit/tokens.ts'
import { LANGUAGES, type Language } from '#protocol/basic.ts'
import type { HallView } from '#protocol/check.ts'
import { type LinkState, openLink } from '#protocol/link.ts'
import { hallPushes } from '#protocol/messages.ts'
import type { Refusal } from '#protocol/refusal.ts'
import { fill } from '#words/fill.ts'
import { waitWords } from '#words/waits.ts'
import { handshakeOf, type Kept, keptKey } from './key.ts'
import { text } from './text.ts'

const CHINA = 'Asia/Shanghai'
const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: CHINA, hour: '2-digit', minute: '2-digit' })
const day = (language: Language) =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: CHINA,
    weekday: 'long',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  })

/** What enrols a screen is loaded when it's needed: once in a screen's life. */
const enrolling = () => import('./enrolment.ts')

/** The hall's big screen: which booth is free, and how many wait, are examined and are done. Nobody's name. `?language=en` for English. */
export class Hall extends LitElement {
  static override properties = {
    view: { state: true },
    line: { state: true },
    refusal: { state: true },
    why: { state: true },
    enrolled: { state: true },
    said: { state: true },
    now: { state: true },
  }
  declare view: HallView | null
  declare line: LinkState
  declare refusal: Refusal | null
  /** The refusal in words, which are loaded when there is one. */
  declare why: string
  declare enrolled: boolean | null
  /** Why enrolling didn't work. */
  declare said: string
  declare now: Date
  readonly #language: Language
  #ticking: ReturnType<typeof setInterval> | undefined

  constructor() {
    super()
    this.view = null
    this.line = 'connecting'
    this.refusal = null
    this.why = ''
    this.enrolled = null
    this.said = ''
    this.now = new Date()
    const asked = new URLSearchParams(location.search).get('language')
    this.#language = LANGUAGES.find((known) => known === asked) ?? 'zh'
  }

  /** A booth that calls is heard in the whole hall, until somebody has answered. */
  protected override updated() {
    const calls = this.view?.booths.some((each) => each.calls)
    void import('#kit/chime.ts').then(({ ringFor }) => ringFor(this, calls))
  }

  override connectedCallback() {
    super.connectedCallback()
    document.documentElement.lang = this.#language === 'zh' ? 'zh-CN' : 'en'
    this.#ticking = setInterval(() => {
      this.now = new Date()
    }, 1000)
    void this.#begin()
  }
  override disconnectedCallback() {
    super.disconnectedCallback()
    clearInterval(this.#ticking)
  }

  /** A code in the address enrols at once, and leaves the address. */
  async #begin() {
    const code = decodeURIComponent(location.hash.slice(1))
    if (code !== '') {
      history.replaceState(null, '', location.pathname + location.search)
      const { enrolled } = await enrolling()
      const answer = await enrolled(code, this.#language)
      if (typeof answer !== 'string') return this.#connect(answer)
      this.said = answer
    }
    const kept = await keptKey()
    if (kept) this.#connect(kept)
    else await this.#ask()
  }

  async #ask() {
    await enrolling()
    this.enrolled = false
  }

  #connect(kept: Kept) {
    this.enrolled = true
    const link = openLink('', { messages: {}, pushes: hallPushes, path: '/hall/socket', credentials: () => handshakeOf(kept) })
    link.watch((state, refusal) => {
      this.line = state
      this.refusal = refusal
      if (refusal) void this.#explain(refusal)
      // Another screen has taken this one's place: it needs a code of its own.
      if (refusal?.refused === 'booth-unknown') {
        link.close()
        void this.#ask()
      }
    })
    link.on('hall:view', (view) => {
      this.view = view
    })
  }

  async #explain(refusal: Refusal) {
    const { screenRefusalWords } = await import('#words/screen-refusal.ts')
    this.why = screenRefusalWords(this.#language, refusal)
    if (refusal.refused === 'booth-unknown') this.said = this.why
  }

  /** Where this screen hangs; of all sites, nothing. */
  #place(): string | null {
    const site = this.view?.site ?? null
    return site && (this.#language === 'en' ? (site.nameEn ?? site.name) : site.name)
  }

  #counts({ waiting, examined, finishedToday, handedOverToday }: HallView) {
    const words = text[this.#language].hall
    const counts = [
      [words.waiting, waiting],
      [words.examined, examined],
      [words.finishedToday, finishedToday],
      [words.handedOverToday, handedOverToday],
    ] as const
    return html`<dl>${counts.map(([name, count]) => html`<div><dt>${name}</dt><dd>${count}</dd></div>`)}</dl>`
  }

  #booths({ booths }: HallView) {
    const words = text[this.#language].hall
    if (booths.length === 0) return html`<p class="none">${words.noBooths}</p>`
    return html`<ul>
      ${booths.map(
        ({ name, online, state, calls }) =>
          html`<li class=${calls ? 'calls' : online ? state : 'offline'}>
            <strong>${name}</strong><span>${calls ? words.calls : online ? words.state[state] : words.offline}</span>
          </li>`,
      )}
    </ul>`
  }

  override render() {
    const words = text[this.#language].hall
    if (this.enrolled === false)
      return html`<rf-enrolment .language=${this.#language} .said=${this.said} .take=${(kept: Kept) => this.#connect(kept)}></rf-enrolment>`
    const { view } = this
    const lost = this.line !== 'connected'
    const why = this.refusal && this.why ? fill(words.refused, { why: this.why }) : ''
    const standing = view ? fill(words.lost, { at: clock.format(new Date(view.at)) }) : words.connecting
    return html`<header>
        <h1>${this.#place() ?? text[this.#language].product} <span>${words.title}</span></h1>
        <p class="clock"><span>${day(this.#language).format(this.now)}</span><time>${clock.format(this.now)}</time></p>
      </header>
      <div role="status">${lost ? html`<p class="warn">${why || standing}</p>` : nothing}</div>
      ${
        view
          ? html`<main class=${lost ? 'grey' : ''}>${this.#counts(view)}
          ${view.wait ? html`<p class="wait">${waitWords(this.#language, view.wait, 'joining', this.now)}</p>` : nothing} ${this.#booths(view)}</main>`
          : nothing
      }`
  }

  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-height: 100vh;
        gap: var(--space-3);
        padding-bottom: var(--space-4);
      }
      header {
        display: flex;
        justify-content: space-between;
        align-items: center;
        gap: var(--space-4);
        padding: var(--space-2) var(--space-4);
        background: var(--deep);
        color: var(--white);
      }
      h1 {
        font-size: var(--text-large);
      }
      h1 span {
        margin-inline-start: var(--space-2);
        font-weight: 400;
      }
      .clock {
        display: flex;
        align-items: baseline;
        gap: var(--space-3);
        font-size: var(--text-small);
        white-space: nowrap;
      }
      time {
        font-size: var(--text-huge);
        font-weight: 700;
        font-variant-numeric: tabular-nums;
        line-height: 1.2;
      }
      main {
        display: grid;
        gap: var(--space-4);
        padding-inline: var(--space-4);
      }
      .grey {
        filter: grayscale(1);
      }
      dl {
        display: grid;
        grid-template-columns: repeat(4, 1fr);
        gap: var(--space-3);
        margin: 0;
      }
      dl div {
        display: flex;
        flex-direction: column-reverse;
        padding: var(--space-2) var(--space-3);
        background: var(--white);
        border: 2px solid var(--line);
        border-radius: var(--radius);
      }
      dt {
        font-size: var(--text-small);
        color: var(--quiet);
      }
      dd {
        font-size: 7rem;
        font-weight: 700;
        line-height: 1.15;
        color: var(--deep);
        font-variant-numeric: tabular-nums;
      }
      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr));
        gap: var(--space-3);
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        gap: 0.25rem;
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius);
        border: 2px solid var(--line);
        border-inline-start-width: 1rem;
        background: var(--white);
        font-size: var(--text-small);
      }
      li strong {
        font-size: var(--text-large);
      }
      .free {
        border-color: var(--good);
        background: var(--good-wash);
        color: var(--good);
      }
      .waiting {
        border-color: var(--warn);
        background: var(--warn-wash);
        color: var(--warn);
      }
      .examined {
        border-color: var(--deep);
        background: var(--wash);
        color: var(--deep);
      }
      .calls {
        border-color: var(--bad);
        background: var(--bad-wash);
        color: var(--bad);
        font-weight: 700;
      }
      .offline {
        color: var(--quiet);
        border-style: dashed;
      }
      .warn {
        padding: var(--space-1) var(--space-4);
        background: var(--warn-wash);
        color: var(--warn);
        font-size: var(--text-small);
      }
      .wait {
        font-size: var(--text);
        color: var(--deep);
        font-weight: 700;
      }
      .none {
        font-size: var(--text);
        color: var(--quiet);
        text-align: center;
      }
    `,
  ]
}
customElements.define('rf-hall', Hall)
