import { css, html, LitElement } from 'lit'
import { type CallView, openCall } from '#kit/call.ts'
import '#kit/video-tile.ts'
import { whileHere } from '#kit/while-here.ts'
import type { Language } from '#protocol/basic.ts'
import type { CheckView, Live } from '#protocol/check.ts'
import { standing } from '#protocol/link.ts'
import { openMediaLine } from '#protocol/media-line.ts'
import { isOfForm } from '#protocol/stations.ts'
import { fill, listed } from '#words/fill.ts'
import { stationName } from '#words/stations.ts'
import { tiles } from '#words/tiles.ts'
import type { StaffLink } from '../desk.ts'
import { standingOf } from '../exam/standing.ts'
import { sheet } from '../sheet.ts'
import { text } from '../text.ts'
import { type Alert, alertsOf } from './alerts.ts'
import { effortIn } from './watching.ts'

const MARKS = { running: '▶', waiting: '·', done: '✓', look: '⚠' } as const

/** One driver who goes through the check alone: a small picture without sound, what asks for a doctor, and how far they are. */
export class Tile extends LitElement {
  static override properties = {
    link: { attribute: false },
    check: { attribute: false },
    live: { attribute: false },
    effort: { attribute: false },
    called: { type: Boolean },
    busy: { type: Boolean },
    place: { type: Number },
    line: { type: Number },
    language: {},
    call: { state: true },
  }
  declare link: Pick<StaffLink, 'ask' | 'watch'>
  declare check: CheckView
  declare live: Live | null
  /** Attempts whose logs say something clear of the driver's effort. */
  declare effort: ReadonlySet<string>
  /** The driver calls for a doctor. */
  declare called: boolean
  /** A command of this page is under way. */
  declare busy: boolean
  /** From 1; also the key that claims the driver. */
  declare place: number
  /** Counts the lines by which the driver was watched: each has a picture of its own. */
  declare line: number
  declare language: Language
  declare call: CallView | null

  constructor() {
    super()
    this.live = null
    this.effort = new Set()
    this.called = false
    this.busy = false
    this.call = null
    whileHere(this, () => `${this.check.id} ${this.line}`, this.#join)
  }

  #join = (signal: AbortSignal) => {
    const { link, check } = this
    this.call = null
    const line = openMediaLine('', async () => {
      await standing(link)
      return link.ask('watched:call', { check: check.id })
    })
    openCall({ link: line, check: check.id, me: 'watcher', signal, onChange: (view) => (this.call = view) })
    // After the call has said on it that it leaves.
    signal.addEventListener('abort', () => line.close(), { once: true })
  }

  #alert(alert: Alert): string {
    const { language } = this
    const words = tiles[language].alert
    const { terms } = text[language]
    if ('stations' in alert)
      return fill(words[alert.what], {
        stations: listed(
          language,
          alert.stations.map((station) => stationName(station, language)),
        ),
      })
    if ('devices' in alert)
      return fill(words.lost, {
        devices: listed(
          language,
          alert.devices.map((device) => terms.devices[device]),
        ),
      })
    return words[alert.what]
  }

  #alerts() {
    const words = tiles[this.language]
    const { check, called, live } = this
    const alerts = alertsOf(check, { called, live, effort: effortIn(check, this.effort) })
    const alone = check.stations.some(({ state }) => state === 'running')
    if (alerts.length === 0) return html`<p class="calm">${alone || check.missing.length === 0 ? words.calm : ''}</p>`
    return html`<ul class="alerts" aria-label=${words.alerts}>
      ${alerts.map((alert) => html`<li class=${['called', 'empty', 'lost'].includes(alert.what) ? 'bad' : ''}>${this.#alert(alert)}</li>`)}
    </ul>`
  }

  #progress() {
    const words = tiles[this.language]
    const { stations, outcome } = this.check
    return html`<ol aria-label=${words.stations}>
      ${stations
        .filter(({ station }) => isOfForm(station))
        .map((view) => {
          const stands = standingOf(view, outcome)
          const state = stands === 'running' || stands === 'waiting' ? stands : stands === 'to-look-at' ? 'look' : 'done'
          return html`<li class=${state}>
            <span aria-hidden="true">${MARKS[state]}</span> ${stationName(view.station, this.language)}
            <span class="unseen">${words.state[state]}</span>
          </li>`
        })}
    </ol>`
  }

  override render() {
    const words = tiles[this.language]
    const { call, check, place } = this
    const { name, age } = check.applicant
    const picture = call?.theirs.camera ?? null
    const note = picture ? '' : call?.state === 'live' ? words.waiting : words.connecting
    return html`<article aria-labelledby="name">
      <header>
        <h2 id="name"><kbd aria-hidden="true">${place}</kbd> ${name}</h2>
        <span class="number">${fill(text[this.language].clinician.queue.years, { age })}</span>
        <span class="where">${check.booth.site} · ${check.booth.name}</span>
        <button
          class="primary"
          ?disabled=${this.busy}
          aria-label=${fill(words.claimNamed, { name })}
          aria-keyshortcuts=${place}
          @click=${() => this.dispatchEvent(new CustomEvent('step-in', { detail: check.id }))}
        >
          ${words.claim}
        </button>
      </header>
      <div role="status">${this.#alerts()}</div>
      <div class="pair">
        <rf-video-tile muted .video=${picture} .note=${note} .label=${fill(words.picture, { name })}></rf-video-tile>
        ${this.#progress()}
      </div>
    </article>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: block;
        min-width: 0;
      }
      article {
        display: grid;
        grid-template-rows: auto minmax(3.5rem, auto) auto;
        gap: var(--space-1);
        height: 100%;
        align-content: start;
        padding: var(--space-2);
        background: var(--white);
        border: 1px solid var(--line);
        border-radius: var(--radius);
      }
      header {
        display: grid;
        grid-template-columns: auto 1fr auto;
        align-items: center;
        gap: 0 var(--space-2);
        min-width: 0;
      }
      h2 {
        min-width: 0;
        padding-block: 2px;
        overflow-wrap: anywhere;
      }
      .where {
        grid-column: 1 / -1;
        grid-row: 2;
        min-width: 0;
        overflow-wrap: anywhere;
        line-height: 1.3;
        color: var(--quiet);
      }
      kbd {
        font: inherit;
        padding: 0 0.375rem;
        border: 1px solid var(--edge);
        border-radius: 0.25rem;
      }
      .alerts {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .alerts li {
        padding: 0 0.5rem;
        border-radius: 0.375rem;
        background: var(--warn-wash);
        color: var(--warn);
        font-weight: 600;
      }
      .alerts li.bad {
        background: var(--bad-wash);
        color: var(--bad);
      }
      .calm {
        color: var(--quiet);
      }
      .pair {
        display: grid;
        grid-template-columns: minmax(0, 3fr) minmax(0, 2fr);
        gap: var(--space-2);
        align-items: start;
      }
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
        line-height: 1.3;
      }
      ol li {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--quiet);
      }
      ol li > span:first-child {
        display: inline-block;
        width: 1.2em;
      }
      ol li.done {
        color: var(--good);
      }
      ol li.running {
        color: var(--ink);
        font-weight: 600;
      }
      ol li.look {
        color: var(--warn);
      }
    `,
  ]
}
customElements.define('rf-tile', Tile)
