import { LitElement, html, nothing, type PropertyValues } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { AttemptView, Live } from '#protocol/check.ts'
import { isRefusal } from '#protocol/refusal.ts'
import type { Log } from '#protocol/rest.ts'
import '#kit/stimuli/log-picture.ts'
import { rest } from '../rest.ts'

// An accepted log never changes: each is fetched once a page.
const fetched = new Map<string, ReturnType<typeof rest.log>>()
const logOf = (reading: string) => {
  const known = fetched.get(reading) ?? rest.log(reading)
  fetched.set(reading, known)
  return known
}

/** The log of one attempt as a picture: growing while it runs, as the server accepted it afterwards. */
export class LogOfAttempt extends LitElement {
  static override properties = { attempt: { attribute: false }, live: { attribute: false }, language: {}, log: { state: true } }
  declare attempt: AttemptView
  declare live: Live | null
  declare language: Language
  declare log: Log | null

  constructor() {
    super()
    this.live = null
    this.log = null
  }

  protected override updated(changed: PropertyValues<this>) {
    const { reading } = this.attempt
    if (!changed.has('attempt') || reading === null || changed.get('attempt')?.reading === reading) return
    void logOf(reading).then((log) => {
      if (isRefusal(log)) fetched.delete(reading)
      else if (this.attempt.reading === reading) this.log = log
    })
  }

  override render() {
    const { attempt, live } = this
    const log = this.log ?? (live?.attempt === attempt.id ? { setup: attempt.setup, trials: live.trials } : null)
    return log ? html`<rf-log-picture .setup=${log.setup} .trials=${log.trials} language=${this.language}></rf-log-picture>` : nothing
  }
}
customElements.define('rf-log-of-attempt', LogOfAttempt)
