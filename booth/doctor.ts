import { css, html, LitElement } from 'lit'
import { type Call, type CallView, openCall, prepareCall } from '#kit/call.ts'
import { callWords, lineWords } from '#kit/call-words.ts'
import { keepTracks } from '#kit/keep-tracks.ts'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import type { CheckView } from '#protocol/check.ts'
import type { PictureSpot } from '#protocol/pointing.ts'
import type { Written } from '#protocol/saying.ts'
import type { Turn } from '#protocol/turn.ts'
import { fill, listed } from '#words/fill.ts'
import { phrases } from '#words/phrases.ts'
import { text } from './text.ts'
import '#kit/video-tile.ts'
import { whileHere } from '#kit/while-here.ts'
import type { DoorLink } from './store.ts'

/**
 * The doctor's picture and voice, all along. The booth joins the room as soon as the check is queued and holds its own camera back
 * until a doctor has claimed it, so that the picture stands at once. To a doctor who watches it sends a small picture and no voice, for as long
 * as it says so. If media fails, a sentence says so and the check goes on.
 */
export class Doctor extends LitElement {
  static override properties = {
    link: { attribute: false },
    check: { attribute: false },
    turn: { attribute: false },
    said: { attribute: false },
    pointed: { attribute: false },
    language: {},
    madeUp: { type: Boolean },
    call: { state: true },
  }
  declare link: DoorLink
  declare check: CheckView
  /** Where the driver stands in the queue; null: they wait for no doctor. */
  declare turn: Turn | null
  /** What the doctor says in writing; null: nothing. */
  declare said: Written | null
  /** Where the doctor points in the driver's own picture; null: nowhere. */
  declare pointed: PictureSpot | null
  declare language: Language
  declare madeUp: boolean
  declare call: CallView | null
  #call: Call | null = null

  constructor() {
    super()
    this.madeUp = false
    this.turn = null
    this.said = null
    this.pointed = null
    this.call = null
    // Another camera is another call.
    whileHere(this, () => `${this.check.id} ${this.madeUp}`, this.#join)
  }

  /** The doctor's voice; null: none comes. */
  get #voice(): MediaStreamTrack | null {
    return this.check.lease ? (this.call?.theirs.microphone ?? null) : null
  }
  get #secondVoice(): MediaStreamTrack | null {
    return this.check.lease && this.check.senior ? (this.call?.third.microphone ?? null) : null
  }
  /** The voices that come, of one doctor or two. */
  get voices(): readonly MediaStreamTrack[] {
    return [this.#voice, this.#secondVoice].flatMap((track) => track ?? [])
  }

  protected override updated(): void {
    if (this.pointed) void import('./pointed.ts')
    // In an order in which nothing is sent between that isn't sent before or after.
    if (!this.#isSeen) this.#call?.hold(true)
    this.#call?.glimpse(this.#isGlimpsed)
    if (this.#isSeen) this.#call?.hold(false)
  }

  /** A doctor is with the driver, or watches them, which the page says. */
  get #isSeen(): boolean {
    return this.check.lease !== null || this.check.watchers !== undefined
  }

  get #isGlimpsed(): boolean {
    return this.check.lease === null && this.check.watchers !== undefined
  }

  #join = (signal: AbortSignal) => {
    prepareCall().catch(() => {})
    const call = openCall({
      link: this.link,
      check: this.check.id,
      me: 'booth',
      held: !this.#isSeen,
      onChange: (view) => (this.call = view),
      signal,
    })
    this.#call = call
    call.glimpse(this.#isGlimpsed)
    void keepTracks({ sources: ['camera', 'overview', 'microphone'], madeUp: this.madeUp ? 'always' : 'no', signal }, (kept) =>
      call.bring(kept),
    )
  }

  override render() {
    const { language, call } = this
    const { doctor: words } = text[language].booth
    const { lease, watchers, senior } = this.check
    const stands = call?.state === 'live' && call.theirs.camera !== undefined
    const place = this.turn ? fill(words.place, { place: this.turn.place }) : ''
    const caption = lease ? fill(words.with, { doctor: lease.doctor.name }) : words.waiting
    const watched = watchers ? fill(words.watched, { doctors: listed(language, watchers) }) : ''
    const { picture, said } = call ? callWords(language, 'booth', call) : { picture: '', said: [] }
    const failed = call?.state === 'failed' && picture === '' ? words.failed : ''
    const line = lease && call ? lineWords(language, 'booth', call) : null
    const troubles = lease ? [picture, failed, ...said].filter((sentence) => sentence !== '') : []
    return html`
      <div class="picture">
      <rf-video-tile
        .video=${lease ? (call?.theirs.camera ?? null) : null}
        .audio=${this.#voice}
        ?data-voice=${this.#voice !== null}
        .label=${lease ? lease.doctor.name : ''}
        .note=${lease ? (troubles.length > 0 || stands ? '' : words.connecting) : place}
      ></rf-video-tile>
      ${lease && this.pointed ? html`<rf-pointed .video=${call?.mine[this.pointed.camera] ?? null} .spot=${this.pointed} .language=${language}></rf-pointed>` : ''}
      ${
        lease && senior
          ? html`<rf-video-tile class="second" .label=${senior} ?hidden=${!call?.third.camera} .video=${call?.third.camera ?? null} .audio=${this.#secondVoice} ?data-voice=${this.#secondVoice !== null}></rf-video-tile>`
          : ''
      }
      </div>
      <div aria-live="polite">
        <p class="who">${caption}</p>
        ${lease && senior ? html`<p class="watched">${fill(words.senior, { doctor: senior })}</p>` : ''}
        ${watched ? html`<p class="watched">${watched}</p>` : ''}
        ${this.said ? html`<p class="says">${'phrase' in this.said ? phrases[language][this.said.phrase] : this.said.words}</p>` : ''}
        ${line?.brief ? html`<p class="line" aria-live="off" data-unread>${line.grade === 'good' ? line.brief : line.worse}</p>` : ''}
        ${line?.done.map((sentence) => html`<p class="failed">${sentence}</p>`) ?? ''}
        ${troubles.map((sentence) => html`<p class="failed">${sentence}</p>`)}
        ${lease && call?.state === 'taken' ? html`<button @click=${() => this.#call?.takeBack()}>${text[language].call.reads.booth.takeBack}</button>` : ''}
      </div>
    `
  }

  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--space-2);
        align-content: center;
      }
      .picture {
        position: relative;
      }
      rf-video-tile {
        width: 100%;
      }
      .who {
        font-weight: 700;
        color: var(--deep);
        line-height: 1.3;
      }
      .line {
        color: var(--quiet);
        font-size: var(--text-small);
        line-height: 1.35;
      }
      /* Who it is stands below, in words. */
      .second {
        position: absolute;
        top: var(--space-1);
        right: var(--space-1);
        width: 40%;
        border: 2px solid var(--white);
      }
      .watched {
        margin-top: var(--space-1);
        padding: var(--space-1) var(--space-2);
        border-radius: 1rem;
        background: var(--white);
        border: 2px solid var(--deep);
        line-height: 1.35;
        font-size: var(--text-small);
      }
      .says {
        margin-top: var(--space-1);
        padding: var(--space-2);
        border-radius: 1rem;
        background: var(--white);
        border: 0.25rem solid var(--deep);
        font-size: var(--text);
        font-weight: 700;
        line-height: 1.3;
        overflow-wrap: anywhere;
      }
      .failed {
        margin-top: var(--space-1);
        padding: var(--space-1) var(--space-2);
        border-radius: 1rem;
        background: var(--warn-wash);
        color: var(--warn);
        line-height: 1.35;
        font-size: var(--text-small);
      }
      @media (orientation: portrait) {
        :host {
          grid-template-columns: 26rem 1fr;
          align-items: center;
          gap: var(--space-3);
        }
      }
    `,
  ]
}
customElements.define('rf-doctor', Doctor)
