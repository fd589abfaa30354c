import { css, html, LitElement, nothing } from 'lit'
import { callWords } from '#kit/call-words.ts'
import type { Language } from '#protocol/basic.ts'
import type { RecordingNow } from '#protocol/recording.ts'
import { sentences } from '#words/fill.ts'
import { refusalWords } from '#words/refusal.ts'
import { text } from '../text.ts'
import '#kit/video-tile.ts'
import type { Calling, CallingView } from '../calling.ts'
import { KEYS } from '../keys.ts'
import { recordingLine } from '../recording/line.ts'
import { sheet } from '../sheet.ts'

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

  constructor() {
    super()
    this.enlarged = false
    this.beside = null
    this.swapped = false
  }
  enlarge = () => (this.enlarged = !this.enlarged)
  swap = () => (this.swapped = !this.swapped)

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

  override render() {
    const words = this.#words
    // One's own picture waits too: to draw it takes the processor from the driver's.
    const { call, captured, muted, dark, coming } = this.view
    const theirs = call?.theirs ?? {}
    const said = this.#said()
    const overview = {
      video: theirs.overview ?? null,
      label: words.overview,
      note: call?.state === 'live' && !theirs.overview ? words.noOverview : '',
    }
    const face = { video: theirs.camera ?? null, label: words.booth, note: this.#state() }
    const line = recordingLine(this.language, this.recording)
    const [big, small] = this.swapped ? [overview, face] : [face, overview]
    return html`<div class="frame">
        <rf-video-tile class="big" @moving=${this.calling.arrived} .video=${big.video} .audio=${theirs.microphone ?? null} label=${big.label} note=${big.note}></rf-video-tile>
        <div class="over">
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
      ${line === '' ? nothing : html`<p class="recorded" role="status">${this.recording?.state === 'on' ? html`<span class="on" aria-hidden="true">●</span> ` : nothing}${line}</p>`}
      ${said.length > 0 ? html`<p class="said" role="status">${sentences(this.language, said)}</p>` : nothing}`
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
        background: var(--ink);
        container-type: size;
      }
      /* All of the picture, whichever way the window is the narrower. */
      :host([enlarged]) .big {
        width: min(100cqw, 100cqh * 16 / 9);
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
      .recorded {
        font-size: var(--text-small);
        color: var(--quiet);
      }
      .on {
        color: var(--bad);
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
