import { LitElement, css, html } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Link } from '#protocol/link.ts'
import type { serviceMessages, servicePushes } from '#protocol/messages.ts'
import type { Heard } from '#protocol/service.ts'
import { fill, text } from '#protocol/text/index.ts'
import { shared } from '#kit/tokens.ts'

type ServiceLink = Pick<Link<typeof serviceMessages, typeof servicePushes>, 'ask' | 'on'>

/** So many lines are kept. */
const MOST = 200

/** Frames and readings of one device, the newest on top. Fires `done` when the installer leaves it. */
export class WatchDevice extends LitElement {
  static override properties = {
    name: {},
    language: {},
    link: { attribute: false },
    lines: { state: true },
    paused: { state: true },
  }
  declare name: string
  declare language: Language
  declare link: ServiceLink
  declare lines: readonly Heard[]
  declare paused: boolean
  #stop = () => {}

  constructor() {
    super()
    this.lines = []
    this.paused = false
  }

  override connectedCallback() {
    super.connectedCallback()
    this.#stop = this.link.on('service:heard', (heard) => {
      if (!this.paused && heard.name === this.name) this.lines = [heard, ...this.lines].slice(0, MOST)
    })
    void this.link.ask('service:watch', { name: this.name })
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#stop()
    void this.link.ask('service:watch', { name: null })
  }

  override render() {
    const say = text[this.language].service
    const newest = this.lines.find(({ readings }) => readings.length > 0)
    return html`<h2>${fill(say.watching, { name: this.name })}</h2>
      <p class="newest number">${newest?.readings.at(-1) ?? '–'}</p>
      <div class="row">
        <button aria-pressed=${this.paused} @click=${() => (this.paused = !this.paused)}>${this.paused ? say.resume : say.pause}</button>
        <button class="primary" @click=${() => this.dispatchEvent(new CustomEvent('done'))}>${say.back}</button>
      </div>
      <table>
        ${this.lines.map(
          ({ at, frame, readings, fault }) =>
            html`<tr class=${fault === null ? '' : 'fault'}><td>${(at / 1000).toFixed(3)}</td><td>${frame}</td><td>${fault ?? readings.join(' ')}</td></tr>`,
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
      .newest {
        font-size: var(--text-huge);
        font-weight: 700;
        overflow-wrap: anywhere;
        min-height: 1.5em;
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
