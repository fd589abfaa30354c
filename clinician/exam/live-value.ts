import { LitElement, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { LiveValue } from '#protocol/check.ts'
import type { AnyStation } from '#protocol/station.ts'
import { fill, text } from '#protocol/text/index.ts'
import { storeOf, watch, type Store } from '#kit/watch.ts'

/**
 * What the sensor of a running attempt says at this moment. It changes many times a second, so it draws itself, and nothing around it.
 * Not announced to a screen reader, which would say nothing else.
 */
export class LiveValueText extends LitElement {
  static override properties = { values: { attribute: false }, attempt: {}, station: {}, language: {} }
  declare values: Store<LiveValue | null>
  declare attempt: string
  declare station: AnyStation
  declare language: Language

  constructor() {
    super()
    this.values = storeOf<LiveValue | null>(null)
    watch(this, { subscribe: (take) => this.values.subscribe(take) })
  }

  override createRenderRoot() {
    return this
  }

  override render() {
    const { value: newest } = this.values
    if (newest?.attempt !== this.attempt || newest.value === null) return nothing
    const words = text[this.language].clinician.exam
    return this.station === 'height'
      ? fill(words.liveMm, { value: Math.round(newest.value) })
      : fill(words.liveN, { value: (newest.value / 1000).toFixed(0) })
  }
}
customElements.define('rf-live-value', LiveValueText)
