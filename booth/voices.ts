import { LitElement, nothing } from 'lit'
import { listenForVoices } from '#kit/voices.ts'
import { whileHere } from '#kit/while-here.ts'
import type { Stage } from '#protocol/booth.ts'
import { soundHere } from './sound.ts'
import type { Booth } from './store.ts'

/** While a voice grows longer the agent is told each so often, and that nobody speaks each longer time, ms. */
const TELL_MS = { voice: 100, silence: 1000 } as const

/** Tells the agent when somebody speaks in the booth, for as long as it stands in the page. Nothing is drawn of it, and nothing is recorded. */
export class Voices extends LitElement {
  static override properties = { booth: { attribute: false }, stage: { attribute: false } }
  declare booth: Pick<Booth, 'touch'>
  declare stage: Stage
  readonly #sound = soundHere(this)
  #told = { index: -1, at: 0, ms: 0 }

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
    const told = this.#told
    const every = ms > told.ms ? TELL_MS.voice : TELL_MS.silence
    if (told.index === index && now - told.at < every) return
    this.#told = { index, at: now, ms }
    void this.booth.touch({ touch: 'voice', attempt, index, ms: Math.min(ms, 600_000) })
  }

  override render() {
    return nothing
  }
}
customElements.define('rf-voices', Voices)
