import { css, html, LitElement, nothing } from 'lit'
import { getTracks } from '#kit/capture.ts'
import { shared } from '#kit/tokens.ts'
import { whileHere } from '#kit/while-here.ts'
import type { Language } from '#protocol/basic.ts'
import { fill } from '#words/fill.ts'
import { headOutline } from '../drawings/senses.ts'
import { look } from '../look.ts'
import { PAUSES } from '../pauses.ts'
import { stillOf } from '../still.ts'
import type { Booth } from '../store.ts'
import { text } from '../text.ts'
import { toldPause } from '../told-pause.ts'
import { ofView } from './shows.ts'

/** The photo of the form: look into the camera, count down, look at it, use it or take another. */
export class Photo extends LitElement {
  static override properties = {
    booth: { attribute: false },
    language: {},
    madeUp: { type: Boolean },
    stream: { state: true },
    noCamera: { state: true },
    count: { state: true },
    still: { state: true },
    sending: { state: true },
    tried: { state: true },
  }
  declare booth: Booth
  declare language: Language
  declare madeUp: boolean
  declare stream: MediaStream | null
  declare noCamera: boolean
  /** 3, 2, 1; 0: not counting. */
  declare count: number
  declare still: { jpeg: string; url: string } | null
  declare sending: boolean
  /** How many times a missing camera was looked for again. */
  declare tried: number
  #here: AbortSignal | null = null
  /** How many stills were taken. */
  #taken = 0
  readonly #pause = toldPause(this, {
    due: () => (this.still && !this.sending ? `${this.#taken}` : null),
    seconds: () => PAUSES.photo,
    goOn: () => void this.#use(),
  })

  constructor() {
    super()
    this.madeUp = false
    this.stream = null
    this.noCamera = false
    this.count = 0
    this.still = null
    this.sending = false
    this.tried = 0
    whileHere(
      this,
      () => `${this.madeUp} ${this.tried}`,
      (signal) => void this.#open(signal),
    )
  }

  #open = async (signal: AbortSignal) => {
    this.#here = signal
    this.count = 0
    this.stream = null
    this.noCamera = false
    const { camera } = (await getTracks({ sources: ['camera'], madeUp: this.madeUp ? 'always' : 'no', signal })).tracks
    if (signal.aborted) return
    this.stream = camera ? new MediaStream([camera]) : null
    this.noCamera = !camera
  }

  #countDown = (from: number) => {
    const here = this.#here
    this.count = from
    setTimeout(() => {
      if (here?.aborted) return
      if (from > 1) return this.#countDown(from - 1)
      this.count = 0
      const video = this.renderRoot.querySelector('video')
      this.still = video ? stillOf(video) : null
      this.#taken += 1
    }, 1000)
  }

  #use = async () => {
    if (!this.still || this.sending) return
    this.sending = true
    const taken = await this.booth.photo(this.still.jpeg)
    this.sending = false
    if (!taken) this.still = null
  }

  override render() {
    const { photo: words } = text[this.language].booth
    if (this.noCamera)
      return html`<section class="step">
        <h1>${words.noCamera}</h1>
        <p class="lead">${words.noCameraText}</p>
        <div class="actions"><button class="primary" @click=${() => (this.tried += 1)}>${words.retry}</button></div>
      </section>`
    const { still } = this
    const { left } = this.#pause
    return html`<section class="step">
      <div class="pair">
        <div class="frame">
          <video autoplay muted playsinline aria-label=${words.preview} .srcObject=${this.stream}></video>
          ${
            still
              ? html`<img src=${still.url} alt=${words.taken} />`
              : html`<svg class="outline" viewBox="0 0 300 400" aria-hidden="true">${headOutline}</svg>`
          }
          ${this.count > 0 ? html`<div class="count" role="timer" aria-live="assertive">${this.count}</div>` : nothing}
        </div>
        <div class="words">
          <h1>${still ? words.look : words.title}</h1>
          <p class="lead" aria-live="polite">${this.sending ? words.sending : left === null ? words.text : fill(words.soon, { seconds: left })}</p>
          <p class="note">${words.hint}</p>
          <div class="actions">
            ${
              still
                ? html`<button ?disabled=${this.sending} @click=${() => (this.still = null)}>${words.again}</button>
                  <button class="primary" ?disabled=${this.sending} @click=${() => void this.#use()}>${words.use}</button>`
                : html`<button class="primary" ?disabled=${!this.stream || this.count > 0} @click=${() => this.#countDown(3)}>${words.take}</button>`
            }
          </div>
        </div>
      </div>
    </section>`
  }

  static override styles = [
    shared,
    look,
    css`
      .frame {
        position: relative;
        width: min(100%, 43rem);
        aspect-ratio: 3 / 4;
        border-radius: var(--radius);
        overflow: hidden;
        background: var(--deeper);
      }
      video,
      img,
      .outline,
      .count {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        object-fit: cover;
      }
      /* People know themselves from the mirror. What is sent isn't turned over. */
      video {
        transform: scaleX(-1);
      }
      .count {
        display: grid;
        place-items: center;
        font-size: 18rem;
        font-weight: 700;
        color: var(--white);
        text-shadow: 0 0 2rem var(--deeper);
      }
      @media (orientation: landscape) {
        .frame {
          height: 45rem;
          width: auto;
        }
      }
    `,
  ]
}
customElements.define('rf-photo', Photo)

export const photo = ofView(
  ({ booth, view, language }) => html`<rf-photo .booth=${booth} .language=${language} ?madeUp=${view.madeUpCamera}></rf-photo>`,
)
