import { html, LitElement, nothing, type PropertyValues } from 'lit'
import { ask } from '#kit/ask.ts'
import { loadedOnce } from '#kit/loaded-once.ts'
import type { Language } from '#protocol/basic.ts'
import type { AttemptView, Live } from '#protocol/check.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Log } from '#protocol/rest.ts'
import { readLog } from '#protocol/routes/papers.ts'
import { refusalWords } from '#words/refusal.ts'
import { reasonFor } from '../reason.ts'
import './effort.ts'
import './quality.ts'

/** The log of an accepted reading, or why it isn't shown. */
export const logOf = loadedOnce(
  (reading): Promise<Log | Refusal> => ask(readLog, { params: { id: reading } }),
  (log) => !isRefusal(log),
)

/**
 * The log of one attempt as a picture, and what it says of the driver's effort: growing while it runs, as the server accepted it
 * afterwards, then with the devices that did badly.
 */
export class LogOfAttempt extends LitElement {
  static override properties = {
    attempt: { attribute: false },
    live: { attribute: false },
    language: {},
    log: { state: true },
    refusal: { state: true },
  }
  declare attempt: AttemptView
  declare live: Live | null
  declare language: Language
  declare log: Log | null
  declare refusal: Refusal | null

  constructor() {
    super()
    this.live = null
    this.log = null
    this.refusal = null
  }

  override connectedCallback() {
    super.connectedCallback()
    // Behind the page: a queue shows no log.
    void import('#kit/stimuli/log-picture.ts')
    void import('./stills.ts')
  }

  /** An element that is handed another attempt shows nothing of the one before. */
  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has('attempt') && changed.get('attempt')?.id !== this.attempt.id) {
      this.log = null
      this.refusal = null
    }
  }

  protected override updated(changed: PropertyValues<this>) {
    const { reading } = this.attempt
    if (!changed.has('attempt') || reading === null || changed.get('attempt')?.reading === reading) return
    void this.#fetch(reading)
  }
  async #fetch(reading: string) {
    const log = await logOf(reading)
    if (this.attempt.reading !== reading) return
    this.refusal = isRefusal(log) ? log : null
    this.log = isRefusal(log) ? null : log
  }

  /** The accepted log, else the one that grows; null when there is none yet. */
  get shown(): Pick<Log, 'setup' | 'trials'> | null {
    const { attempt, live, log } = this
    return log ?? (live?.attempt === attempt.id ? { setup: attempt.setup, trials: live.trials } : null)
  }

  override render(): unknown {
    const { shown, log, language, refusal } = this
    if (refusal) {
      const { reading } = this.attempt
      return html`<p>${refusalWords(language, refusal, 'doctor')}</p>${reasonFor(language, refusal, () => void (reading && this.#fetch(reading)))}`
    }
    if (!shown) return nothing
    return html`<rf-log-picture .setup=${shown.setup} .trials=${shown.trials} language=${language}></rf-log-picture>
      <rf-effort .setup=${shown.setup} .trials=${shown.trials} .language=${language}></rf-effort>
      ${
        log
          ? html`<rf-stills-of-log .log=${log} .reading=${this.attempt.reading} .language=${language}></rf-stills-of-log>
            <rf-device-quality .log=${log} .language=${language}></rf-device-quality>`
          : nothing
      }`
  }
}
customElements.define('rf-log-of-attempt', LogOfAttempt)
