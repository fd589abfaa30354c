import { css, html, LitElement, nothing } from 'lit'
import { findEcho } from '#kit/echo.ts'
import type { EchoFound } from '#kit/echo-loss.ts'
import { echoWords } from '#kit/echo-words.ts'
import { whileHere } from '#kit/while-here.ts'
import type { Language } from '#protocol/basic.ts'
import type { TriedPaths } from '#protocol/path.ts'
import { echo as echoText } from '#words/echo.ts'
import { fill } from '#words/fill.ts'
import { paths as pathNames } from '#words/paths.ts'
import { readiness } from '#words/readiness.ts'
import '#kit/video-tile.ts'
import type { Calling, CallingView } from '../calling.ts'
import { lackingToSign } from '../desk.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import type { Work } from '../work.ts'
import './choose-devices.ts'
import { type Finding, findingsOf, resultOf, type Seen } from './findings.ts'
import { hearLoudness } from './loudness.ts'
import { playTone } from './tone.ts'

/** The range of the level that is drawn, dB of full scale. */
const QUIETEST_DB = -70

/** What the self-test came to. */
export class Tested extends Event {
  readonly result: 'good' | 'bad'
  constructor(result: 'good' | 'bad') {
    super('tested')
    this.result = result
  }
}

/** How far this clock is from the server's, ms; the server's is told in whole seconds (RFC 9110, 6.6.1). */
const clockOff = async (): Promise<number | 'unknown'> => {
  try {
    const asked = Date.now()
    const { headers } = await fetch('/healthz', { method: 'HEAD', cache: 'no-store' })
    const there = Date.parse(headers.get('date') ?? '')
    return Number.isNaN(there) ? 'unknown' : (asked + Date.now()) / 2 - there - 500
  } catch {
    return 'unknown'
  }
}

/** Camera, microphone, loudspeaker, echo, ways to the media, clock and what signing needs, one after the other on one sheet. Fires `tested` when it has come to something. */
export class SelfTest extends LitElement {
  static override properties = {
    view: { attribute: false },
    calling: { attribute: false },
    work: { attribute: false },
    paths: { attribute: false },
    language: {},
    moves: { state: true },
    loudest: { state: true },
    level: { state: true },
    heard: { state: true },
    played: { state: true },
    echo: { state: true },
    off: { state: true },
  }
  declare view: CallingView
  declare calling: Calling
  declare work: Work
  /** How this computer has found its ways; null: it is looking; `unknown`: it can't. */
  declare paths: TriedPaths | null | 'unknown'
  declare language: Language
  declare moves: boolean
  declare loudest: number | null
  declare level: number
  declare heard: boolean | null
  declare played: boolean
  /** What becomes of the driver's voice here; null: not tried; `listening`: being tried. */
  declare echo: EchoFound | null | 'listening'
  declare off: Seen['clockOffMs']
  #told: string | null = null
  #here = new AbortController()

  constructor() {
    super()
    this.paths = null
    this.moves = false
    this.loudest = null
    this.level = QUIETEST_DB
    this.heard = null
    this.played = false
    this.echo = null
    this.off = null
    whileHere(
      this,
      () => this.view.captured?.tracks.microphone?.id ?? null,
      (signal) => {
        const track = this.view.captured?.tracks.microphone
        if (track) hearLoudness(track, this.#louder, signal)
      },
    )
    whileHere(
      this,
      () => 'here',
      (signal) => {
        this.#here = new AbortController()
        signal.addEventListener('abort', () => this.#here.abort(), { once: true })
        void clockOff().then((off) => (this.off = off))
      },
    )
  }

  #louder = (db: number) => {
    this.level = Math.max(QUIETEST_DB, Math.round(db))
    this.loudest = Math.max(this.loudest ?? QUIETEST_DB, this.level)
  }
  #play = () => {
    playTone(this.view.loudspeaker, this.#here.signal)
    this.played = true
    this.heard = null
  }

  #testEcho = async () => {
    const { signal } = this.#here
    this.echo = 'listening'
    const found = await findEcho(this.view.loudspeaker, signal)
    this.echo = signal.aborted ? null : found
  }

  get #seen(): Seen {
    const { captured } = this.view
    const [lacking] = lackingToSign(this.work.desk.value.me)
    const { demonstration } = this.work.desk.value.me
    return {
      camera: captured?.missing.camera ? 'missing' : this.moves ? 'moves' : 'waits',
      microphone: captured?.missing.microphone ? 'missing' : this.loudest,
      heard: this.heard,
      echo: this.echo === 'listening' ? null : this.echo,
      paths: this.paths,
      clockOffMs: this.off,
      lacking: lacking ?? ('PublicKeyCredential' in window || demonstration ? null : 'browser'),
    }
  }

  protected override updated() {
    const result = resultOf(findingsOf(this.#seen))
    if (result === null || result === this.#told) return
    this.#told = result
    this.dispatchEvent(new Tested(result))
  }

  #sentence({ what, says, fields, path }: Finding): string {
    const words = readiness[this.language]
    const { captures, sources } = text[this.language].call
    if (what === 'echo' && this.echo)
      return this.echo === 'listening' ? `${echoText[this.language].listening}…` : echoWords(this.language, this.echo, 'console')
    const problem = what === 'camera' || what === 'microphone' ? this.view.captured?.missing[what] : undefined
    if (problem && (what === 'camera' || what === 'microphone')) return fill(captures[problem], { source: sources[what] })
    return fill(words.says[says], { ...fields, ...(path && { path: pathNames[this.language].names[path] }) })
  }

  #more({ what }: Finding) {
    const words = readiness[this.language]
    if (what === 'microphone') return html`<meter min=${QUIETEST_DB} max="0" value=${this.level} aria-label=${words.level}></meter>`
    if (what === 'loudspeaker')
      return html`<span class="row">
        <button @click=${this.#play}>${words.play}</button>
        ${this.played ? html`<button aria-pressed=${this.heard === true} @click=${() => (this.heard = true)}>${words.heard}</button><button aria-pressed=${this.heard === false} @click=${() => (this.heard = false)}>${words.notHeard}</button>` : nothing}
      </span>`
    if (what === 'echo')
      return html`<span class="row" ?data-tried=${this.echo !== null}><button ?disabled=${this.echo === 'listening'} @click=${() => void this.#testEcho()}>${words.testEcho}</button></span>`
    if (what !== 'paths' || !Array.isArray(this.paths)) return nothing
    const { names, none } = pathNames[this.language]
    return html`<span class="row">${this.paths.map(({ path, ms }) => html`<span class="chip ${ms === null ? 'bad' : ''}">${names[path]} ${ms === null ? none : `${ms} ms`}</span>`)}</span>`
  }

  override render() {
    const words = readiness[this.language]
    const findings = findingsOf(this.#seen)
    return html`<p>${words.help}</p>
      <div class="both">
        <div class="stack">
          <rf-video-tile .video=${this.view.captured?.tracks.camera ?? null} muted mirrored label=${text[this.language].clinician.media.self} @moving=${() => (this.moves = true)}></rf-video-tile>
          <rf-choose-devices .view=${this.view} .calling=${this.calling} .language=${this.language}></rf-choose-devices>
        </div>
        <ul>
          ${findings.map(
            (finding) => html`<li>
              <p><strong>${words.names[finding.what]}</strong> <span class="chip ${finding.state === 'waiting' ? '' : finding.state}">${words.states[finding.state]}</span></p>
              <p>${this.#sentence(finding)}</p>
              ${this.#more(finding)}
            </li>`,
          )}
        </ul>
      </div>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        gap: var(--space-3);
      }
      .both {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
        gap: var(--space-4);
      }
      ul {
        display: grid;
        gap: var(--space-2);
        align-content: start;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        gap: var(--space-1);
      }
      meter {
        width: 100%;
      }
      @media (max-width: 60rem) {
        .both {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ]
}
customElements.define('rf-self-test', SelfTest)
