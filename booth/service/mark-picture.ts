import { css, html, LitElement, nothing } from 'lit'
import { keepCamera, keptCameras } from '#kit/cameras.ts'
import { type Captured, getTracks } from '#kit/capture.ts'
import { shared } from '#kit/tokens.ts'
import { whileHere } from '#kit/while-here.ts'
import type { Language } from '#protocol/basic.ts'
import { fill } from '#words/fill.ts'
import { text } from './text.ts'

/** A place in a picture, thousandths of its width and height. */
export type Point = readonly [x: number, y: number]
/** So many marks are on the wall. */
export const MARKS = 4

/** A camera's live picture, in which the marks on the wall are tapped and the last one can be taken away again. */
export class MarkPicture extends LitElement {
  static override properties = {
    language: {},
    camera: {},
    madeUp: { type: Boolean },
    points: { attribute: false },
    optional: { type: Boolean },
    busy: { type: Boolean },
    mark: { attribute: false },
    take: { attribute: false },
    missing: { state: true },
    others: { state: true },
    tried: { state: true },
  }
  declare language: Language
  declare camera: 'face' | 'overview'
  /** A camera that isn't there is drawn: the booth is a simulated one. */
  declare madeUp: boolean
  declare points: readonly Point[]
  /** A booth may have no such camera. */
  declare optional: boolean
  declare busy: boolean
  /** Gets the marks at each change. */
  declare mark: (points: readonly Point[]) => void
  /** Gets all the marks; null: there is no such camera. */
  declare take: (points: readonly Point[] | null) => void
  declare missing: boolean
  /** Other cameras that it could be, by the browser's ids. */
  declare others: readonly string[]
  /** The camera that is tried instead, by the browser's id; empty: the one that was chosen. */
  declare tried: string
  #captured: Captured | null = null

  constructor() {
    super()
    this.madeUp = false
    this.points = []
    this.optional = false
    this.busy = false
    this.missing = false
    this.others = []
    this.tried = ''
    whileHere(
      this,
      () => `${this.camera} ${this.tried}`,
      (signal) => void this.#open(signal),
    )
  }

  /** Opens the camera that was chosen, or this one. */
  async #open(signal: AbortSignal) {
    const source = this.camera === 'face' ? 'camera' : 'overview'
    const kept = keptCameras()
    // A camera that was said not to be there is looked for when an installer comes here again.
    const { overview, ...face } = kept
    const cameras = this.tried !== '' ? { ...kept, [this.camera]: this.tried } : overview === null ? face : kept
    const captured = await getTracks({ sources: [source], madeUp: this.madeUp ? 'missing' : 'no', cameras, signal })
    if (signal.aborted) return
    this.#captured = captured
    const track = captured.tracks[source]
    this.missing = track === undefined
    const video = this.renderRoot.querySelector('video')
    if (video) video.srcObject = track ? new MediaStream([track]) : null
    this.others = await this.#othersThan(this.#id())
  }

  /** The open camera's id; null: it is drawn, or missing. */
  #id(): string | null {
    const track = this.#captured?.tracks[this.camera === 'face' ? 'camera' : 'overview']
    return this.#captured?.madeUp ? null : (track?.getSettings().deviceId ?? null)
  }

  /** In the browser's order from the open one on. The face's camera is no overview. */
  async #othersThan(id: string | null): Promise<string[]> {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? []
    const ids = devices.filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '').map(({ deviceId }) => deviceId)
    const at = id === null ? 0 : ids.indexOf(id) + 1
    const face = this.camera === 'overview' ? keptCameras().face : undefined
    return [...ids.slice(at), ...ids.slice(0, at)].filter((one) => one !== id && one !== face)
  }

  #change = () => {
    const [next] = this.others
    this.mark([])
    if (next !== undefined) this.tried = next
  }

  #took = (points: readonly Point[] | null) => {
    const id = this.#id()
    if (points === null) keepCamera('overview', null)
    else if (id !== null) keepCamera(this.camera, id)
    this.take(points)
  }

  #tap = (event: MouseEvent) => {
    const { currentTarget: picture } = event
    if (!(picture instanceof HTMLVideoElement) || picture.videoWidth === 0 || this.points.length >= MARKS) return
    const box = picture.getBoundingClientRect()
    const thousandths = (part: number) => Math.min(1000, Math.max(0, Math.round(part * 1000)))
    this.mark([...this.points, [thousandths((event.clientX - box.left) / box.width), thousandths((event.clientY - box.top) / box.height)]])
  }

  override render() {
    const { cameras: words, next } = text[this.language].service
    const { points } = this
    return html`<p class="ask">${fill(words.tap, { camera: words[this.camera], count: points.length })}</p>
      ${this.missing ? html`<p class="bad" role="alert">${words.none}</p>` : nothing}
      <div class="picture" ?hidden=${this.missing}>
        <video autoplay muted playsinline aria-label=${words[this.camera]} @click=${this.#tap}></video>
        ${points.map(([x, y], at) => html`<span class="mark" .style=${`left: ${x / 10}%; top: ${y / 10}%`}>${at + 1}</span>`)}
      </div>
      <div class="row">
        <button class="primary" ?disabled=${points.length < MARKS || this.busy} @click=${() => this.#took(points)}>${next}</button>
        <button ?disabled=${points.length === 0} @click=${() => this.mark(points.slice(0, -1))}>${words.undo}</button>
        ${this.others.length > 0 ? html`<button ?disabled=${this.busy} @click=${this.#change}>${words.other}</button>` : nothing}
        ${this.optional ? html`<button ?disabled=${this.busy} @click=${() => this.#took(null)}>${words.without}</button>` : nothing}
      </div>`
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        width: 100%;
      }
      @media (orientation: landscape) {
        :host {
          grid-template: 'ask ask' auto 'missing missing' auto 'picture row' auto / 84vh 1fr;
        }
        .ask {
          grid-area: ask;
        }
        .bad {
          grid-area: missing;
        }
        .picture {
          grid-area: picture;
        }
        .row {
          grid-area: row;
          align-content: start;
        }
      }
      p {
        font-size: var(--text-large);
      }
      .bad {
        color: var(--bad);
      }
      .picture {
        position: relative;
        display: grid;
        overflow: hidden;
        border-radius: var(--radius);
      }
      video {
        width: 100%;
        background: var(--wash);
        cursor: crosshair;
      }
      /* The middle of the ring is the place. */
      .mark {
        position: absolute;
        translate: -50% -50%;
        display: grid;
        place-items: center;
        width: 3.5rem;
        height: 3.5rem;
        border: 0.3rem solid var(--white);
        border-radius: 50%;
        background: rgb(11 66 87 / 75%);
        color: var(--white);
        font-size: var(--text-small);
        font-weight: 700;
        pointer-events: none;
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
      }
    `,
  ]
}
customElements.define('rf-mark-picture', MarkPicture)
