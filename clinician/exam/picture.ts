import { css, html, LitElement, nothing, type PropertyValues } from 'lit'
import { callWords, lineWords } from '#kit/call-words.ts'
import { inPicture } from '#kit/place-in-picture.ts'
import type { VideoTile } from '#kit/video-tile.ts'
import type { Language } from '#protocol/basic.ts'
import type { PictureSpot } from '#protocol/pointing.ts'
import type { RecordingNow } from '#protocol/recording.ts'
import type { TakenStill } from '#protocol/still.ts'
import { sentences } from '#words/fill.ts'
import { refusalWords } from '#words/refusal.ts'
import { text } from '../text.ts'
import '#kit/dialog.ts'
import '#kit/video-tile.ts'
import type { Calling, CallingView } from '../calling.ts'
import { KEYS } from '../keys.ts'
import { recordingLine } from '../recording/line.ts'
import { sheet } from '../sheet.ts'

/** How far the cross goes with a key, in parts of the picture. */
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-0.03, 0],
  ArrowRight: [0.03, 0],
  ArrowUp: [0, -0.05],
  ArrowDown: [0, 0.05],
}

/** The doctor points at a place in a picture of the booth's. */
export class PointedAt extends Event {
  readonly spot: PictureSpot
  constructor(spot: PictureSpot) {
    super('pointed')
    this.spot = spot
  }
}

/** The booth's camera large, the overview and one's own picture small, mute and camera off, and how the line is. */
export class Picture extends LitElement {
  static override properties = {
    view: { attribute: false },
    calling: { attribute: false },
    recording: { attribute: false },
    beside: { attribute: false },
    language: {},
    enlarged: { type: Boolean, reflect: true },
    swapped: { state: true },
    choosing: { state: true },
    examines: { type: Boolean },
    pointing: { state: true },
    cross: { state: true },
  }
  declare view: CallingView
  declare calling: Calling
  /** Whether what is seen here is recorded; undefined: nothing records. */
  declare recording: RecordingNow | undefined
  /** The other doctor at this driver, by name; null: there is none. */
  declare beside: string | null
  declare language: Language
  /** The large picture lies over everything but the tests. */
  declare enlarged: boolean
  /** The overview is the large one: hands and legs are judged by it. */
  declare swapped: boolean
  /** The doctor looks which devices are used. */
  declare choosing: boolean
  /** The driver is being examined: the doctor points into the picture, and keeps what is seen. */
  declare examines: boolean
  declare pointing: boolean
  /** Where the doctor points, in parts of the large picture as it's shown. */
  declare cross: { x: number; y: number }

  constructor() {
    super()
    this.enlarged = false
    this.beside = null
    this.swapped = false
    this.choosing = false
    this.examines = false
    this.pointing = false
    this.cross = { x: 0.5, y: 0.5 }
  }
  enlarge = () => (this.enlarged = !this.enlarged)
  swap = () => (this.swapped = !this.swapped)
  point = () => (this.pointing = this.examines && !this.pointing)
  /** What the large picture shows now, to be kept; null: nothing moves there. */
  still(): TakenStill | null {
    const jpeg = this.#big?.smallStill()
    return jpeg ? { camera: this.swapped ? 'overview' : 'face', jpeg } : null
  }
  get #big() {
    return this.renderRoot.querySelector<VideoTile>('.big')
  }

  /** Pressed by the pointer it's there; by a key, where the cross stands. */
  #pressed = ({ detail, clientX, clientY, currentTarget }: MouseEvent) => {
    if (detail > 0 && currentTarget instanceof Element) {
      const { left, top, width, height } = currentTarget.getBoundingClientRect()
      this.cross = { x: (clientX - left) / width, y: (clientY - top) / height }
    }
    const size = this.#big?.size
    if (!size || !this.#big) return
    const { clientWidth: width, clientHeight: height } = this.#big
    const spot = inPicture({ width, height }, size, this.cross)
    this.dispatchEvent(new PointedAt({ camera: this.swapped ? 'overview' : 'camera', ...spot }))
  }
  #moveCross = (event: KeyboardEvent) => {
    const by = STEPS[event.key]
    if (event.key === 'Escape') this.pointing = false
    if (!by) return
    event.preventDefault()
    const within = (part: number) => Math.min(1, Math.max(0, part))
    this.cross = { x: within(this.cross.x + by[0]), y: within(this.cross.y + by[1]) }
  }
  protected override updated(changed: PropertyValues<this>) {
    if (changed.has('pointing') && this.pointing) this.renderRoot.querySelector<HTMLElement>('.aim')?.focus()
  }

  devices = () => {
    void import('../readiness/choose-devices.ts')
    this.choosing = !this.choosing
  }

  get #words() {
    return text[this.language].clinician.media
  }

  /** What is wrong with the line, or empty. */
  #state() {
    const words = this.#words
    const { call } = this.view
    // Said below, with the key.
    if (call?.state === 'taken') return ''
    const { picture } = call ? callWords(this.language, 'doctor', call) : { picture: '' }
    if (picture !== '') return picture
    if (!call || call.state === 'joining') return words.connecting
    if (call.why) return refusalWords(this.language, call.why, 'doctor')
    if (call.state !== 'live') return words.lost
    return call.theirs.camera || ['off', 'none'].includes(call.theySay?.camera ?? '') ? '' : words.waiting
  }
  /** What is off, missing or changed on either side; before the call stands, what is missing here. */
  #said() {
    const { captured, call } = this.view
    const words = this.#words
    if (call?.says) return callWords(this.language, 'doctor', call).said
    return [...(captured?.missing.camera ? [words.noCamera] : []), ...(captured?.missing.microphone ? [words.noMicrophone] : [])]
  }

  #devices() {
    const { devices: words } = text[this.language].clinician
    return html`<rf-dialog heading=${words.title} .open=${this.choosing} @close=${this.devices}>
      <p class="quiet">${words.help}</p>
      ${this.choosing ? html`<rf-choose-devices .view=${this.view} .calling=${this.calling} .language=${this.language}></rf-choose-devices>` : nothing}
      <button slot="buttons" @click=${this.devices}>${words.close}</button>
    </rf-dialog>`
  }

  override render() {
    const words = this.#words
    // One's own picture waits too: to draw it takes the processor from the driver's.
    const { call, captured, muted, dark, coming, loudspeaker } = this.view
    const theirs = call?.theirs ?? {}
    const said = this.#said()
    const overview = {
      video: theirs.overview ?? null,
      label: words.overview,
      note: call?.state === 'live' && !theirs.overview ? words.noOverview : '',
    }
    const face = { video: theirs.camera ?? null, label: words.booth, note: this.#state() }
    const record = recordingLine(this.language, this.recording)
    const line = call ? lineWords(this.language, 'doctor', call) : { figures: [], done: [] }
    const [big, small] = this.swapped ? [overview, face] : [face, overview]
    return html`<div class="frame">
        <rf-video-tile class="big" @moving=${this.calling.arrived} .video=${big.video} .audio=${theirs.microphone ?? null} .sink=${loudspeaker} label=${big.label} note=${big.note}></rf-video-tile>
        ${this.examines && this.pointing ? html`<button class="aim" aria-label=${words.pointHelp} @click=${this.#pressed} @keydown=${this.#moveCross}><span aria-hidden="true" .style=${`left: ${this.cross.x * 100}%; top: ${this.cross.y * 100}%`}></span></button>` : nothing}
        <div class="over">
          ${this.examines ? html`<button aria-pressed=${this.pointing} aria-keyshortcuts=${KEYS.point} title=${KEYS.point} @click=${this.point}>${words.point}</button>` : nothing}
          <button aria-pressed=${this.enlarged} aria-keyshortcuts=${KEYS.enlarge} title=${KEYS.enlarge} @click=${this.enlarge}>${this.enlarged ? words.smaller : words.enlarge}</button>
          <button aria-pressed=${this.swapped} aria-keyshortcuts=${KEYS.swap} title=${KEYS.swap} @click=${this.swap}>${words.swap}</button>
        </div>
      </div>
      <div class="small ${this.beside === null ? '' : 'three'}">
        <rf-video-tile .video=${small.video} label=${small.label} note=${small.note}></rf-video-tile>
        ${
          this.beside === null
            ? nothing
            : html`<rf-video-tile .video=${call?.third.camera ?? null} .audio=${call?.third.microphone ?? null} label=${this.beside} note=${call?.third.camera ? '' : words.connecting}></rf-video-tile>`
        }
        <rf-video-tile .video=${dark || coming ? null : (captured?.tracks.camera ?? null)} muted mirrored label=${words.self}></rf-video-tile>
        <div class="acts">
          <button aria-pressed=${muted} aria-keyshortcuts=${KEYS.mute} title=${KEYS.mute} @click=${() => this.calling.mute(!muted)}>${muted ? words.unmute : words.mute}</button>
          <button aria-pressed=${dark} @click=${() => this.calling.darken(!dark)}>${dark ? words.cameraOn : words.cameraOff}</button>
          <button aria-keyshortcuts=${KEYS.devices} title=${KEYS.devices} @click=${this.devices}>${text[this.language].clinician.devices.open}</button>
        </div>
      </div>
      ${
        call?.state === 'taken'
          ? html`<p class="said row" role="alert">
              <span>${text[this.language].call.reads.doctor.taken}</span>
              <button class="primary" @click=${() => this.calling.takeBack()}>${text[this.language].call.reads.doctor.takeBack}</button>
            </p>`
          : nothing
      }
      ${line.figures.length > 0 ? html`<p class="line">${line.figures.map((sentence) => html`<span>${sentence}</span> `)}</p>` : nothing}
      ${record === '' ? nothing : html`<p class="recorded" role="status">${this.recording?.state === 'on' ? html`<span class="on" aria-hidden="true">●</span> ` : nothing}${record}</p>`}
      ${said.length + line.done.length > 0 ? html`<p class="said" role="status">${sentences(this.language, [...said, ...line.done])}</p>` : nothing}
      ${this.#devices()}`
  }

  static override styles = [
    sheet,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
      }
      .frame {
        position: relative;
      }
      /* Over all but the bar and the tests, which are judged by it. */
      :host([enlarged]) .frame {
        position: fixed;
        z-index: 2;
        inset: 3rem 40rem 0 0;
        display: grid;
        place-content: center;
        background: var(--night);
        container-type: size;
      }
      /* All of the picture, whichever way the window is the narrower. */
      :host([enlarged]) .big {
        width: min(100cqw, 100cqh * 16 / 9);
      }
      .aim {
        position: absolute;
        inset: 0;
        min-height: 0;
        padding: 0;
        border: 0;
        background: none;
        cursor: crosshair;
      }
      .aim span {
        position: absolute;
        width: 2.5rem;
        height: 2.5rem;
        margin: -1.25rem;
        border: 3px solid var(--bar-ink);
        border-radius: 50%;
        outline: 2px solid var(--focus);
      }
      :host([enlarged]) .aim {
        inset: auto;
        width: min(100cqw, 100cqh * 16 / 9);
        aspect-ratio: 16 / 9;
      }
      .over {
        position: absolute;
        inset: auto var(--space-2) var(--space-2) auto;
        display: flex;
        gap: var(--space-2);
        opacity: 0.9;
      }
      .small {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 15rem)) 1fr;
        gap: var(--space-2);
      }
      .small.three {
        grid-template-columns: repeat(3, minmax(0, 15rem)) auto;
      }
      .line,
      .recorded {
        font-size: var(--text-small);
        color: var(--quiet);
      }
      .on {
        color: var(--bad);
      }
      .line span {
        display: inline-block;
        margin-inline-end: var(--space-3);
      }
      .acts {
        display: grid;
        gap: var(--space-2);
        align-content: center;
        justify-content: end;
      }
      @media (max-width: 75rem) {
        :host([enlarged]) .frame {
          inset: 0;
        }
        .small {
          grid-template-columns: repeat(2, minmax(0, 1fr));
        }
        .acts {
          grid-area: 2 / 1 / 3 / 3;
          display: flex;
          flex-wrap: wrap;
        }
      }
    `,
  ]
}
customElements.define('rf-picture', Picture)
