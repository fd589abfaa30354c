import { LitElement, nothing } from 'lit'
import { getTracks } from '#kit/capture.ts'
import { whileHere } from '#kit/while-here.ts'
import type { Stage } from '#protocol/booth.ts'
import type { EyesHint } from '#protocol/procedures/acuity.ts'
import type { Booth } from './store.ts'

/** What a picture shows of the eyes. */
type Eyes = EyesHint & { spanPx: number | null }
/** Looks for eyes in what a camera shows until the signal ends. Rejects where it can't. */
export type Watch = (video: HTMLVideoElement, signal: AbortSignal, seen: (eyes: Eyes) => void) => Promise<void>

/** Where nothing can look it is said each so often, ms. */
const BLIND_MS = 1000

/** Loaded when it is first needed: a model is megabytes. */
const watchEyes: Watch = async (...how) => (await import('./eyes/watch-eyes.ts')).watchEyes(...how)

/**
 * Watches the driver's eyes by the face camera, and tells the agent how many pixels apart they are in each picture, for as long as it
 * stands in the page: through all trials of an attempt. Nothing is drawn of it, and no picture leaves the page.
 */
export class Watching extends LitElement {
  static override properties = {
    booth: { attribute: false },
    stage: { attribute: false },
    madeUp: { type: Boolean },
    watch: { attribute: false },
  }
  declare booth: Pick<Booth, 'touch'>
  declare stage: Stage
  declare madeUp: boolean
  declare watch: Watch

  constructor() {
    super()
    this.madeUp = false
    this.watch = watchEyes
    whileHere(
      this,
      () => `${this.stage.attempt} ${this.madeUp}`,
      (signal) => void this.#look(signal),
    )
  }

  #tell(seen: { spanPx: number | null; blind?: true; hint?: EyesHint }) {
    const { attempt, index } = this.stage
    void this.booth.touch({ touch: 'eyes', attempt, index, ...seen })
  }

  async #look(signal: AbortSignal) {
    try {
      const { tracks } = await getTracks({ sources: ['camera'], madeUp: this.madeUp ? 'always' : 'no', signal })
      if (signal.aborted) return
      if (!tracks.camera) return this.#blind(signal)
      const video = document.createElement('video')
      video.muted = true
      video.srcObject = new MediaStream([tracks.camera])
      await video.play()
      await this.watch(video, signal, ({ spanPx, covered, by }) => signal.aborted || this.#tell({ spanPx, hint: { covered, by } }))
    } catch {
      // No model runs here, or the page has left.
      this.#blind(signal)
    }
  }

  /** Says that nothing here can look, until somebody has heard it. */
  #blind(signal: AbortSignal) {
    if (signal.aborted) return
    const tell = () => this.#tell({ spanPx: null, blind: true })
    tell()
    const timer = setInterval(tell, BLIND_MS)
    signal.addEventListener('abort', () => clearInterval(timer), { once: true })
  }

  override render() {
    return nothing
  }
}
customElements.define('rf-watching', Watching)
