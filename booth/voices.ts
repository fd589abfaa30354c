import { LitElement, nothing } from 'lit'
import { listenForVoices } from '#kit/voices.ts'
import { whileHere } from '#kit/while-here.ts'
import type { Stage } from '#protocol/booth.ts'
import { soundHere } from './sound.ts'
import type { Booth } from './store.ts'

/** While somebody speaks the agent is told each so often, and at least once in the longer time, ms. */
const TELL_MS = { voice: 250, silence: 1000 } as const

/** Tells the agent when somebody speaks in the booth, for as long as it stands in the page. Nothing is drawn of it, and nothing is recorded. */
export class Voices extends LitElement {
  static override properties = { booth: { attribute: false }, stage: { attribute: false } }
  declare booth: Pick<Booth, 'touch'>
  declare stage: Stage
  readonly #sound = soundHere(this)
  #told = { index: -1, at: 0 }

  constructor() {
    super()
    whileHere(
      this,
      () => (this.#sound.runs ? this.stage.attempt : null),
      (signal) => void listenForVoices(this.#sound.context, signal, (ms) => this.#hear(ms)),
    )
  }

  #hear(ms: number) {
    const { attempt, index } = this.stage
    const now = performance.now()
    const every = ms > 0 ? TELL_MS.voice : TELL_MS.silence
    if (this.#told.index === index && now - this.#told.at < every) return
    this.#told = { index, at: now }
    void this.booth.touch({ touch: 'voice', attempt, index, ms: Math.min(ms, 600_000) })
  }

  override render() {
    return nothing
  }
}
customElements.define('rf-voices', Voices)
