import { css, html, LitElement } from 'lit'
import { repeat } from 'lit/directives/repeat.js'
import { prepareCall } from '#kit/call.ts'
import { whileHere } from '#kit/while-here.ts'
import type { Language } from '#protocol/basic.ts'
import { refusalWords } from '#words/refusal.ts'
import { tiles } from '#words/tiles.ts'
import type { Desk } from '../desk.ts'
import { KEYS } from '../keys.ts'
import { sheet } from '../sheet.ts'
import type { Work } from '../work.ts'
import './tile.ts'
import { startWatching, type Watching } from './watching.ts'

/** Up to six drivers who go through their checks alone, each in a place of their own; a key or a touch claims one. */
export class TilesPage extends LitElement {
  static override properties = {
    desk: { attribute: false },
    work: { attribute: false },
    language: {},
    watching: { state: true },
  }
  declare desk: Desk
  declare work: Work
  declare language: Language
  declare watching: Watching | null

  constructor() {
    super()
    this.watching = null
    whileHere(this, () => 'here', this.#watch)
  }
  override connectedCallback() {
    super.connectedCallback()
    window.addEventListener('keydown', this.#key)
  }
  override disconnectedCallback() {
    super.disconnectedCallback()
    window.removeEventListener('keydown', this.#key)
  }

  #watch = (signal: AbortSignal) => {
    prepareCall().catch(() => {})
    const watching = startWatching(this.work.link, this.work.desk, signal)
    const take = () => (this.watching = watching.value)
    signal.addEventListener('abort', watching.subscribe(take), { once: true })
    take()
  }

  /** A digit claims whoever stands in that place, unless it is typed into a field or a dialog stands there. */
  #key = (event: KeyboardEvent) => {
    const { altKey, ctrlKey, metaKey, shiftKey, repeat: held, isComposing } = event
    if (altKey || ctrlKey || metaKey || shiftKey || held || isComposing) return
    const elsewhere = event
      .composedPath()
      .some((at) => at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement || at instanceof HTMLDialogElement)
    const check = elsewhere ? null : (this.watching?.places[Number(event.key) - 1] ?? null)
    if (check !== null) this.#stepIn(check)
  }
  #stepIn = (check: string) => {
    const entry = this.desk.queue?.entries.find((one) => one.check === check)
    if (entry && !this.desk.busy) void this.work.claim(entry)
  }

  #place(id: string | null, at: number) {
    const check = id === null ? undefined : this.watching?.checks.get(id)
    if (!check || !this.watching) return html`<p class="free">${tiles[this.language].none}</p>`
    const { live, effort, line } = this.watching
    return html`<rf-tile
      .link=${this.work.link}
      .check=${check}
      .live=${live.get(check.id) ?? null}
      .effort=${effort}
      .line=${line}
      .place=${at + 1}
      .language=${this.language}
      ?called=${this.desk.help.some((call) => call.check === check.id && call.whom === 'doctor')}
      ?busy=${this.desk.busy || this.desk.closed}
      @step-in=${({ detail }: CustomEvent<string>) => this.#stepIn(detail)}
    ></rf-tile>`
  }

  override render() {
    const words = tiles[this.language]
    const refusal = this.watching?.refusal
    return html`<div class="head">
        <h1>${words.title}</h1>
        <p class="quiet">${words.help}</p>
        <button aria-keyshortcuts=${KEYS.tiles} title=${KEYS.tiles} @click=${() => this.work.show('work')}>${words.back}</button>
      </div>
      ${refusal ? html`<p class="said bad" role="alert">${refusalWords(this.language, refusal, 'doctor')}</p>` : ''}
      <div class="places">
        ${repeat(
          this.watching?.places ?? [],
          (id, at) => id ?? at,
          (id, at) => this.#place(id, at),
        )}
      </div>`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        align-content: start;
        padding: var(--space-2) var(--space-3);
        overflow: auto;
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: var(--space-1) var(--space-3);
      }
      .head .quiet {
        flex: 1 1 24rem;
      }
      .places {
        display: grid;
        /* Three beside one another at most: six fill a large screen. */
        grid-template-columns: repeat(auto-fill, minmax(min(max(25rem, 30%), 100%), 1fr));
        gap: var(--space-2);
      }
      .free {
        display: grid;
        place-content: center;
        min-height: 14rem;
        padding: var(--space-3);
        text-align: center;
        color: var(--quiet);
        border: 1px dashed var(--edge);
        border-radius: var(--radius);
      }
    `,
  ]
}
customElements.define('rf-tiles', TilesPage)
