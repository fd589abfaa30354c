import { css, html, LitElement, nothing } from 'lit'
import { smallStill } from './small-still.ts'
import { showIn } from './tile-width.ts'

/**
 * A picture with its voice. `video` and `audio` are tracks or null; `muted` for one's own; `mirrored` as in a mirror. `label`
 * says whose picture it is; `sink` the loudspeaker that its voice comes from, by the browser's id (empty: the system's); `note` is a sentence about its state, shown large while no frame moves and small below otherwise.
 * The attribute `data-playing` stands while frames move; the event `moving` says that they begin to.
 */
export class VideoTile extends LitElement {
  static override properties = {
    video: { attribute: false },
    audio: { attribute: false },
    muted: { type: Boolean },
    mirrored: { type: Boolean },
    sink: {},
    label: {},
    note: {},
    playing: { state: true },
  }
  declare video: MediaStreamTrack | null
  declare audio: MediaStreamTrack | null
  declare muted: boolean
  declare mirrored: boolean
  declare sink: string
  declare label: string
  declare note: string
  declare playing: boolean
  #still: ReturnType<typeof setTimeout> | undefined
  #watching = 0
  #touched = new AbortController()

  constructor() {
    super()
    this.video = null
    this.audio = null
    this.muted = false
    this.mirrored = false
    this.sink = ''
    this.label = ''
    this.note = ''
    this.playing = false
  }

  override connectedCallback() {
    super.connectedCallback()
    if (this.hasUpdated) this.#attach()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    const picture = this.#picture
    if (picture) picture.srcObject = null
    this.#touched.abort()
    showIn(this, null)
    this.#stop()
  }

  override updated(changed: Map<PropertyKey, unknown>) {
    if (changed.has('video') || changed.has('audio') || changed.has('muted')) this.#attach()
    this.toggleAttribute('data-playing', this.playing)
    // One that isn't there any more: the browser stays with what it has.
    if (changed.has('sink') && this.#picture?.sinkId !== this.sink) this.#picture?.setSinkId(this.sink).catch(() => {})
  }

  get #picture(): HTMLVideoElement | null {
    return this.renderRoot.querySelector('video')
  }

  /** How large the picture is that comes, px; null while none does. */
  get size(): { width: number; height: number } | null {
    const picture = this.#picture
    return picture && picture.videoWidth > 0 ? { width: picture.videoWidth, height: picture.videoHeight } : null
  }

  /** The picture that stands there now, as the address of a JPEG; null while there is none. */
  still(): string | null {
    const picture = this.#picture
    if (!picture || !this.playing || picture.videoWidth === 0) return null
    const canvas = document.createElement('canvas')
    canvas.width = picture.videoWidth
    canvas.height = picture.videoHeight
    canvas.getContext('2d')?.drawImage(picture, 0, 0)
    return canvas.toDataURL('image/jpeg', 0.85)
  }

  /** The same as a still for evidence: small, base64 without a prefix. */
  smallStill(): string | null {
    const picture = this.#picture
    return picture && this.playing ? smallStill(picture) : null
  }

  #stop() {
    clearTimeout(this.#still)
    this.#watching += 1
    this.playing = false
  }

  #attach() {
    const picture = this.#picture
    // Drawn once more after it has left: a picture nobody sees would hold the camera's track.
    if (!picture || !this.isConnected) return
    // A property, since the attribute only says how it begins.
    picture.muted = this.muted
    showIn(this, this.video)
    const tracks = [this.video, this.muted ? null : this.audio].filter((track) => track !== null)
    const stream = picture.srcObject instanceof MediaStream ? picture.srcObject : new MediaStream()
    const gone = stream.getTracks().filter((track) => !tracks.includes(track))
    for (const track of gone) stream.removeTrack(track)
    for (const track of tracks) stream.addTrack(track)
    if (gone.some((track) => track.kind === 'video') || this.video === null) this.#stop()
    // An element that keeps an empty stream shows its last frame for ever.
    if (tracks.length === 0) picture.srcObject = null
    else if (picture.srcObject !== stream) picture.srcObject = stream
    if (tracks.length === 0) return
    // Refused without a touch where autoplay isn't allowed: the next touch tries again.
    picture.play().catch(() => this.#playOnTouch(picture))
    this.#watch(picture)
  }

  #playOnTouch(picture: HTMLVideoElement) {
    this.#touched.abort()
    if (!this.isConnected) return
    this.#touched = new AbortController()
    window.addEventListener('pointerdown', () => void picture.play().catch(() => {}), { once: true, signal: this.#touched.signal })
  }

  /** Frames move while one comes every two seconds. */
  #watch(picture: HTMLVideoElement) {
    this.#watching += 1
    const mine = this.#watching
    const frame = () => {
      if (mine !== this.#watching) return
      if (!this.playing) this.dispatchEvent(new Event('moving'))
      this.playing = true
      clearTimeout(this.#still)
      this.#still = setTimeout(() => {
        this.playing = false
      }, 2000)
      picture.requestVideoFrameCallback(frame)
    }
    picture.requestVideoFrameCallback(frame)
  }

  override render() {
    return html`<div class="tile" role="group" aria-label=${this.note ? `${this.label} · ${this.note}` : this.label}>
      <video part="video" playsinline class=${this.mirrored ? 'mirrored' : ''} ?hidden=${!this.playing} aria-hidden="true"></video>
      ${this.playing ? nothing : html`<p class="still" role="status">${this.note}</p>`}
      <p class="whose">${this.label}${this.playing && this.note ? html`<span> · ${this.note}</span>` : nothing}</p>
    </div>`
  }

  static override styles = css`
    :host {
      display: block;
      aspect-ratio: 16 / 9;
      min-width: 0;
      overflow: hidden;
      border-radius: var(--radius, 0.5rem);
      background: var(--night, #072e3e);
      color: var(--bar-ink, #ffffff);
    }
    :host([hidden]) {
      display: none;
    }
    .tile {
      position: relative;
      box-sizing: border-box;
      width: 100%;
      height: 100%;
      margin: 0;
      display: grid;
      place-items: center;
    }
    video {
      position: absolute;
      inset: 0;
      width: 100%;
      height: 100%;
      object-fit: cover;
    }
    /* Kept in the page while nothing moves: a video that isn't laid out doesn't say when a frame comes. */
    video[hidden] {
      opacity: 0;
      display: block;
    }
    .mirrored {
      transform: scaleX(-1);
    }
    .still {
      margin: 0;
      /* In a tile of 92 px the longest word has to fit. */
      padding: var(--space-2, 0.5rem) var(--space-1, 0.25rem);
      padding-bottom: calc(var(--space-3, 1rem) + var(--text-small, 0.875rem));
      font-size: var(--text-small, 0.875rem);
      max-width: 24em;
      text-align: center;
      text-wrap: balance;
      line-height: 1.3;
    }
    .whose {
      margin: 0;
      position: absolute;
      left: var(--space-2, 0.5rem);
      bottom: var(--space-2, 0.5rem);
      max-width: calc(100% - 2 * var(--space-2, 0.5rem));
      box-sizing: border-box;
      padding: 0.15em 0.6em;
      border-radius: calc(var(--radius, 0.5rem) / 2);
      background: rgb(7 46 62 / 0.88);
      font-size: var(--text-small, 0.875rem);
      line-height: 1.3;
    }
    .whose:empty {
      display: none;
    }
  `
}
customElements.define('rf-video-tile', VideoTile)
