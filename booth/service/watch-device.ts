import { css, html, LitElement, nothing } from 'lit'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import type { Link } from '#protocol/link.ts'
import type { serviceMessages, servicePushes } from '#protocol/messages.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { DeviceOutput, ReadingOutput } from '#protocol/service.ts'
import { fill } from '#words/fill.ts'
import { refusalWords } from '#words/refusal.ts'
import { readingWords, subjectOf } from './reading-words.ts'
import { text } from './text.ts'

type ServiceLink = Pick<Link<typeof serviceMessages, typeof servicePushes>, 'ask' | 'on'>

/** So many lines are kept. */
const MOST = 200

/** What one device says: its newest values in words, below them its frames, the newest on top. Fires `done` when the installer leaves it. */
export class WatchDevice extends LitElement {
  static override properties = {
    name: {},
    language: {},
    link: { attribute: false },
    lines: { state: true },
    newest: { state: true },
    paused: { state: true },
    refused: { state: true },
  }
  declare name: string
  declare language: Language
  declare link: ServiceLink
  declare lines: readonly DeviceOutput[]
  /** By what it tells of. */
  declare newest: ReadonlyMap<string, ReadingOutput>
  declare paused: boolean
  declare refused: Refusal | null
  #stop = () => {}

  constructor() {
    super()
    this.lines = []
    this.newest = new Map()
    this.paused = false
    this.refused = null
  }

  override connectedCallback() {
    super.connectedCallback()
    this.#stop = this.link.on('service:heard', (heard) => this.#hear(heard))
    void this.#watch()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#stop()
    void this.link.ask('service:watch', { name: null })
  }

  async #watch() {
    const answer = await this.link.ask('service:watch', { name: this.name })
    this.refused = isRefusal(answer) ? answer : null
  }

  #hear(heard: DeviceOutput) {
    if (this.paused || heard.name !== this.name) return
    this.lines = [heard, ...this.lines].slice(0, MOST)
    if (heard.readings.length > 0)
      this.newest = new Map([...this.newest, ...heard.readings.map((reading) => [subjectOf(reading), reading] as const)])
  }

  override render() {
    const words = text[this.language].service
    const shown = [...this.newest.values()].map((reading) => readingWords(reading, this.language))
    return html`<h2>${fill(words.watching, { name: this.name })}</h2>
      ${this.refused ? html`<p class="bad" role="alert">${refusalWords(this.language, this.refused, 'installer')}</p>` : nothing}
      <ul aria-label=${fill(words.watching, { name: this.name })}>
        ${shown.map(({ of, value }) => html`<li>${of ? html`<small>${of}</small>` : nothing}<strong>${value}</strong></li>`)}
      </ul>
      ${shown.length === 0 && !this.refused ? html`<p class="quiet">${words.nothingYet}</p>` : nothing}
      <div class="row">
        <button aria-pressed=${this.paused} @click=${() => (this.paused = !this.paused)}>${this.paused ? words.resume : words.pause}</button>
        <button class="primary" @click=${() => this.dispatchEvent(new CustomEvent('done'))}>${words.back}</button>
      </div>
      <table>
        ${this.lines.map(
          ({ at, frame, readings, fault }) =>
            html`<tr class=${fault === null ? '' : 'fault'}><td>${(at / 1000).toFixed(3)}</td><td>${frame}</td><td>${[...(fault === null ? [] : [fault]), ...readings.map((reading) => JSON.stringify(reading))].join(' ')}</td></tr>`,
        )}
      </table>`
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        justify-items: start;
      }
      ul {
        list-style: none;
        padding: 0;
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
      li {
        display: grid;
        align-content: end;
        min-width: 18rem;
        padding: var(--space-2) var(--space-3);
        background: var(--white);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      strong {
        font-size: var(--text-huge);
        line-height: 1.25;
        font-variant-numeric: tabular-nums;
      }
      small,
      .quiet {
        font-size: var(--text-small);
        color: var(--quiet);
      }
      .bad {
        padding: var(--space-2) var(--space-3);
        border-radius: var(--radius);
        background: var(--bad-wash);
        color: var(--bad);
      }
      .row {
        display: flex;
        gap: var(--space-2);
      }
      table {
        width: 100%;
        border-collapse: collapse;
        font-family: ui-monospace, monospace;
        font-size: var(--text-small);
      }
      td {
        padding: 0.2em var(--space-2) 0.2em 0;
        border-bottom: 1px solid var(--line);
        vertical-align: top;
        overflow-wrap: anywhere;
      }
      td:first-child {
        white-space: nowrap;
        color: var(--quiet);
      }
      .fault td {
        color: var(--bad);
      }
    `,
  ]
}
customElements.define('rf-watch-device', WatchDevice)
