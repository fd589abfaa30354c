import { css, html, LitElement, nothing } from 'lit'
import { whileHere } from '#kit/while-here.ts'
import type { Language } from '#protocol/basic.ts'
import type { Recording, RecordingMark } from '#protocol/recording.ts'
import { addressOf } from '#protocol/route.ts'
import { recordingPart } from '#protocol/routes/recordings.ts'
import { fill } from '#words/fill.ts'
import { recording as both } from '#words/recording.ts'
import { stationName } from '#words/stations.ts'
import { sheet } from '../sheet.ts'
import { markFrom, minutesOf, partAt, type Slot, slotsOf } from './timeline.ts'

const SPEEDS = [0.7, 1, 1.25, 1.5, 2] as const
const STEP_MS = 5000
/** How often everything is set by the clock, ms, and how far off something may be before it is moved: while it plays, and while it stands still. */
const TURN_MS = 200
const OFF_MS = 250
const STILL_OFF_MS = 50
/** Less than what is ahead of a picture now isn't enough to go on: the clock waits for it. */
const { HAVE_FUTURE_DATA } = HTMLMediaElement

/** Pictures and voices of both sides on one clock, as they were recorded. */
export class RecordingPlayer extends LitElement {
  static override properties = {
    recording: { attribute: false },
    language: {},
    at: { state: true },
    playing: { state: true },
    speed: { state: true },
  }
  declare recording: Recording
  declare language: Language
  /** Where one is, ms since the recording began. */
  declare at: number
  declare playing: boolean
  declare speed: number

  constructor() {
    super()
    this.at = 0
    this.playing = false
    this.speed = 1
    whileHere(
      this,
      () => 'here',
      (signal) => {
        const turns = setInterval(() => this.#turn(), TURN_MS)
        signal.addEventListener('abort', () => clearInterval(turns))
      },
    )
  }

  #turned = 0
  /** The clock goes on unless something that is to be seen or heard now has to be fetched first. */
  #turn() {
    const now = performance.now()
    const passed = now - this.#turned
    this.#turned = now
    const waits = this.#media.some(({ src, seeking, readyState }) => src !== '' && (seeking || readyState < HAVE_FUTURE_DATA))
    if (this.playing && !waits) this.#go(this.at + passed * this.speed)
    if (this.at >= this.recording.lengthMs) this.playing = false
    this.#follow()
  }
  get #media(): HTMLMediaElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLMediaElement>('video, audio')]
  }
  #go = (at: number) => {
    this.at = Math.min(Math.max(0, at), this.recording.lengthMs)
  }
  #jump = (way: 'next' | 'before') => () => {
    const mark = markFrom(this.recording.marks, this.at, way)
    if (mark) this.#go(mark.atMs)
  }
  #play = () => {
    if (!this.playing && this.at >= this.recording.lengthMs) this.at = 0
    this.playing = !this.playing
  }

  protected override updated() {
    this.#follow()
  }
  /** What is on the page follows the clock: each element its own part, where that is now. One that is on its way somewhere else is set when it has arrived. */
  #follow() {
    for (const element of this.#media) {
      const from = Number(element.dataset['from'])
      // A part's own pictures may end a little before the next part begins.
      const seconds = Math.min((this.at - from) / 1000, element.duration || Number.POSITIVE_INFINITY)
      const off = this.playing ? OFF_MS : STILL_OFF_MS
      element.playbackRate = this.speed
      if (Math.abs(element.currentTime - seconds) > off / 1000 && !element.seeking) element.currentTime = seconds
      if (this.playing && element.paused) void element.play().catch(() => {})
      if (!this.playing && !element.paused) element.pause()
    }
  }

  #key = (event: KeyboardEvent) => {
    // A list, a slider and a button have keys of their own.
    const own = event.composedPath()[0]
    if (own instanceof HTMLSelectElement || (own instanceof HTMLInputElement && event.key.startsWith('Arrow'))) return
    if (own instanceof HTMLButtonElement && event.key === ' ') return
    const act = {
      ' ': this.#play,
      ArrowLeft: () => this.#go(this.at - STEP_MS),
      ArrowRight: () => this.#go(this.at + STEP_MS),
      n: this.#jump('next'),
      p: this.#jump('before'),
    }[event.key]
    if (!act || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    act()
  }

  #slot(slot: Slot) {
    const words = both[this.language]
    const label = `${words.sides[slot.side]} · ${words.pictures[slot.source]}`
    const part = partAt(this.recording.parts, slot, this.at)
    const address = part && addressOf(recordingPart, { id: this.recording.check, part: part.id })
    if (slot.source === 'microphone')
      return address ? html`<audio src=${address} data-from=${part.fromMs} preload="auto" aria-label=${label}></audio>` : nothing
    return html`<figure class=${`${slot.side} ${slot.source}`}>
      ${
        address
          ? html`<video src=${address} data-from=${part.fromMs} muted playsinline preload="auto" aria-label=${label}
              @loadeddata=${({ target }: Event) => target instanceof HTMLElement && target.toggleAttribute('data-shown', true)}></video>`
          : html`<p>${words.nothing}</p>`
      }
      <figcaption>${label}</figcaption>
    </figure>`
  }

  #mark = (mark: RecordingMark) => {
    const { what, side, station, trial = 0, doctor = '' } = mark
    const words = both[this.language]
    return fill(words.mark[what], {
      side: side ? words.sides[side] : '',
      station: station ? stationName(station, this.language) : '',
      trial,
      doctor,
    })
  }

  override render() {
    const words = both[this.language]
    const { parts, marks, lengthMs } = this.recording
    const here = marks.findLast(({ atMs }) => atMs <= this.at)
    return html`<div class="player" @keydown=${this.#key}>
      <div class="pictures">
        ${slotsOf(parts).map((slot) => this.#slot(slot))}
      </div>
      <ol aria-label=${words.marks}>
        ${marks.map(
          (mark) => html`<li class=${mark.what}>
            <button aria-current=${mark === here ? 'true' : 'false'} @click=${() => this.#go(mark.atMs)}>
              <span class="number">${minutesOf(mark.atMs)}</span> ${this.#mark(mark)}
            </button>
          </li>`,
        )}
      </ol>
      <div class="row">
        <button class="primary" @click=${this.#play}>${this.playing ? words.pause : words.play}</button>
        <button @click=${() => this.#go(this.at - STEP_MS)}>${words.back}</button>
        <button @click=${() => this.#go(this.at + STEP_MS)}>${words.on}</button>
        <button @click=${this.#jump('before')}>${words.before}</button>
        <button @click=${this.#jump('next')}>${words.next}</button>
        <label>${words.speed}
          <select @change=${({ target }: Event) => target instanceof HTMLSelectElement && ((this.speed = Number(target.value)))}>
            ${SPEEDS.map((speed) => html`<option value=${speed} ?selected=${speed === this.speed}>${speed}×</option>`)}
          </select>
        </label>
        <span class="number">${minutesOf(this.at)} / ${minutesOf(lengthMs)}</span>
      </div>
      <input type="range" min="0" max=${lengthMs} step="100" list="marks" aria-label=${words.where} aria-valuetext=${minutesOf(this.at)}
        .value=${String(Math.round(this.at))}
        @input=${({ target }: Event) => target instanceof HTMLInputElement && this.#go(Number(target.value))} />
      <datalist id="marks">${marks.filter(({ what }) => what !== 'trial').map(({ atMs }) => html`<option value=${atMs}></option>`)}</datalist>
      <p class="quiet">${words.keys}</p>
    </div>`
  }

  static override styles = [
    sheet,
    css`
      .player {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(16rem, 1fr);
        gap: var(--space-2) var(--space-3);
      }
      .row,
      input[type='range'],
      p.quiet {
        grid-column: 1 / -1;
      }
      .pictures {
        display: grid;
        grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
        align-content: start;
        gap: var(--space-2);
      }
      figure {
        margin: 0;
        display: grid;
        gap: var(--space-1);
      }
      figure.booth.camera {
        grid-row: 1 / span 2;
      }
      video,
      figure p {
        width: 100%;
        aspect-ratio: 4 / 3;
        object-fit: contain;
        background: var(--night);
        border-radius: var(--radius);
      }
      figure p {
        display: grid;
        place-items: center;
        color: var(--bar-ink);
      }
      figcaption {
        color: var(--quiet);
      }
      .row {
        align-items: center;
      }
      input[type='range'] {
        width: 100%;
      }
      ol {
        list-style: none;
        padding: 0;
        margin: 0;
        overflow: auto;
        /* As high as the pictures beside it. */
        contain: size;
        min-height: 16rem;
      }
      li button {
        width: 100%;
        text-align: start;
        border-color: transparent;
        background: transparent;
      }
      li.trial button {
        padding-inline-start: var(--space-5);
      }
      li button[aria-current='true'] {
        background: var(--wash);
        border-color: var(--line);
      }
      .number {
        font-variant-numeric: tabular-nums;
      }
    `,
  ]
}
customElements.define('rf-recording-player', RecordingPlayer)
