import { css, html, LitElement } from 'lit'
import { ask } from '#kit/ask.ts'
import type { Language } from '#protocol/basic.ts'
import type { Recording } from '#protocol/recording.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { readRecording } from '#protocol/routes/recordings.ts'
import { fill } from '#words/fill.ts'
import { recording as both } from '#words/recording.ts'
import { refusalWords } from '#words/refusal.ts'
import { dateTimeOf } from '../clock.ts'
import { reasonFor } from '../reason.ts'
import { sheet } from '../sheet.ts'

/** The way to a check's recording: opened when somebody asks for it, which is written down, and for a reason where it isn't their own. */
export class WatchRecording extends LitElement {
  static override properties = { check: {}, language: {}, now: { type: Boolean }, stands: { state: true } }
  declare check: string
  declare language: Language
  /** Somebody has asked for it already. */
  declare now: boolean
  /** What was opened; null: nobody has asked for it. */
  declare stands: 'loading' | Recording | Refusal | null

  constructor() {
    super()
    this.stands = null
    this.now = false
  }
  protected override firstUpdated() {
    if (this.now) void this.#open()
  }

  #open = async () => {
    this.stands = 'loading'
    const [answer] = await Promise.all([ask(readRecording, { params: { id: this.check } }), import('./player.ts')])
    this.stands = answer
    this.toggleAttribute('open', !isRefusal(answer))
    await this.updateComplete
    this.scrollIntoView({ block: 'end' })
  }

  override render() {
    const { stands, language } = this
    const words = both[language]
    if (stands === null) return html`<button @click=${this.#open}>${words.open}</button>`
    if (stands === 'loading') return html`<p role="status">${words.loading}</p>`
    if (isRefusal(stands)) {
      const why = stands.refused === 'access-needs-reason' ? words.why : null
      return html`<p class="said ${why ? '' : 'bad'}" role="alert">${why ?? refusalWords(language, stands, 'staff')}</p>${reasonFor(language, stands, () => void this.#open())}`
    }
    const { parts, beganAt, until, held } = stands
    return html`<section aria-label=${words.title}>
      <p class="quiet">${fill(held ? words.beganHeld : words.began, { at: dateTimeOf(beganAt), until: dateTimeOf(until) })}</p>
      ${parts.length > 0 ? html`<rf-recording-player .recording=${stands} .language=${language}></rf-recording-player>` : html`<p>${words.empty}</p>`}
    </section>`
  }

  static override styles = [
    sheet,
    css`
      section {
        display: grid;
        gap: var(--space-2);
      }
    `,
  ]
}
customElements.define('rf-watch-recording', WatchRecording)
