import { css, html, LitElement, type PropertyValues, svg, type TemplateResult } from 'lit'
import { shared } from '#kit/tokens.ts'
import type { Language } from '#protocol/basic.ts'
import { aloud } from '#words/aloud.ts'
import { fill } from '#words/fill.ts'
import { Doctor } from '../doctor.ts'
import { Hush } from '../hush.ts'
import { everyElement, standingOn } from './page.ts'
import { openPlayer } from './sound.ts'
import { hearSpeech } from './speech.ts'
import { openVoice, type Sentence } from './voice.ts'

/** How loud each step of the volume is, and the one that a driver begins with. */
const GAINS = [0, 0.25, 0.55, 1] as const
const USUAL = 2

const speaker = (more: TemplateResult): TemplateResult =>
  html`<svg viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round">
    ${svg`<path d="M6 18v12h7l9 8V10l-9 8z" fill="currentColor" stroke-linejoin="round" />${more}`}
  </svg>`
const WAVES = [
  svg`<path d="M32 18l10 12M42 18l-10 12" />`,
  svg`<path d="M29 19a8 8 0 0 1 0 10" />`,
  svg`<path d="M34 14a14 14 0 0 1 0 20" />`,
  svg`<path d="M39 9a21 21 0 0 1 0 30" />`,
]
const AGAIN = svg`<path d="M42 24a9 9 0 1 1-3-7m1-6v7h-7" />`

/**
 * Reads aloud what stands on the driver's page, each sentence as it comes, and has the keys for that: once more, and how loud. Silent while
 * anything on the page is marked `data-hush`, and while a doctor speaks, the one who has the driver or a second one.
 */
export class Aloud extends LitElement {
  static override properties = { language: {}, driver: {}, level: { state: true } }
  declare language: Language
  /** Whose check it is: the next driver begins with the usual volume. */
  declare driver: string
  declare level: number
  readonly #player = openPlayer()
  readonly #voice = openVoice((sentence, signal) => this.#player.utter(sentence, signal))
  #watching: MutationObserver | null = null
  readonly #doctors = new Map<MediaStreamTrack, { control: AbortController; speaks: boolean }>()
  #looks = 0

  constructor() {
    super()
    this.level = USUAL
    this.driver = ''
  }

  override connectedCallback() {
    super.connectedCallback()
    this.#watching = new MutationObserver(() => void this.#look())
    window.addEventListener('hush', this.#hush)
    if (this.hasUpdated) void this.#look()
  }

  override disconnectedCallback() {
    super.disconnectedCallback()
    this.#watching?.disconnect()
    window.removeEventListener('hush', this.#hush)
    this.#listenTo([])
    this.#voice.stands([], { hushed: true, held: false })
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('driver')) this.level = USUAL
    this.#player.loudness(GAINS[this.level] ?? 1)
  }

  protected override updated(): void {
    void this.#look()
  }

  get #page(): Element | null {
    const root = this.getRootNode()
    return root instanceof ShadowRoot ? root.host : null
  }

  /** Looks at the page as it stands, and has said what is new on it. */
  async #look(): Promise<void> {
    const page = this.#page
    if (!page) return
    this.#looks += 1
    const mine = this.#looks
    const every = everyElement(page.shadowRoot ?? page)
    for (const root of [page.shadowRoot, ...every.map(({ shadowRoot }) => shadowRoot)])
      if (root)
        this.#watching?.observe(root, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
          attributeFilter: ['open', 'hidden', 'data-hush', 'data-voice'],
        })
    this.#listenTo(every.find((each) => each instanceof Doctor)?.voices ?? [])
    const standing = standingOn(page, this.language)
    const sentences = await Promise.all(
      standing.map(
        async (each): Promise<Sentence> => ({
          ...each,
          key: `${each.language} ${(await this.#player.lexicon(each.language)).keyOf(each.text)}`,
        }),
      ),
    )
    if (mine !== this.#looks || !this.isConnected) return
    this.#voice.stands(sentences, {
      hushed: every.some((each) => each.hasAttribute('data-hush')),
      held: [...this.#doctors.values()].some(({ speaks }) => speaks),
    })
  }

  #listenTo(tracks: readonly MediaStreamTrack[]) {
    for (const [track, { control }] of this.#doctors) {
      if (tracks.includes(track)) continue
      control.abort()
      this.#doctors.delete(track)
    }
    for (const track of tracks) {
      if (this.#doctors.has(track)) continue
      const one = { control: new AbortController(), speaks: false }
      this.#doctors.set(track, one)
      hearSpeech(track, one.control.signal, (speaks) => {
        one.speaks = speaks
        void this.#look()
      })
    }
  }

  #hush = (event: Event) => {
    if (event instanceof Hush) event.ends.push(this.#look().then(() => this.#voice.done()))
  }

  override render() {
    const words = aloud[this.language]
    const waves = this.level === 0 ? WAVES[0] : WAVES.slice(1, this.level + 1)
    return html`<button aria-label=${words.again} @click=${() => this.#voice.again()}>${speaker(AGAIN)}</button>
      <button
        aria-label=${fill(words.volume, { level: words.levels[this.level] ?? '' })}
        @click=${() => (this.level = (this.level + 1) % GAINS.length)}
      >
        ${speaker(svg`${waves}`)}
      </button>`
  }

  static override styles = [
    shared,
    css`
      :host {
        display: flex;
        gap: var(--space-1);
      }
      button {
        min-height: 5.5rem;
        width: 5.5rem;
        padding: 0;
        background: transparent;
        border-color: var(--white);
        color: var(--white);
      }
      svg {
        display: block;
        margin: auto;
        width: 3.5rem;
        height: 3.5rem;
        background: none;
      }
    `,
  ]
}
customElements.define('rf-aloud', Aloud)
