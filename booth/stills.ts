import { LitElement, nothing } from 'lit'
import { getTracks } from '#kit/capture.ts'
import { smallStill } from '#kit/small-still.ts'
import { whileHere } from '#kit/while-here.ts'
import type { OfTrial, StillCamera, TakenStill } from '#protocol/still.ts'
import type { DoorLink } from './store.ts'

/** Of the overview camera, else of the face's; resolves with null where there is neither. */
const openVideo = async (madeUp: boolean, signal: AbortSignal): Promise<{ video: HTMLVideoElement; camera: StillCamera } | null> => {
  for (const [source, camera] of [
    ['overview', 'overview'],
    ['camera', 'face'],
  ] as const) {
    const { tracks } = await getTracks({ sources: [source], madeUp: madeUp ? 'always' : 'no', signal })
    const track = tracks[source]
    if (!track) continue
    const video = document.createElement('video')
    video.muted = true
    video.srcObject = new MediaStream([track])
    await video.play()
    return { video, camera }
  }
  return null
}

/**
 * Takes stills of the driver as the agent asks for them, for as long as it stands in the page. Nothing is drawn of it, and a picture that
 * nobody asked for is none.
 */
export class Stills extends LitElement {
  static override properties = { link: { attribute: false }, madeUp: { type: Boolean } }
  declare link: Pick<DoorLink, 'ask' | 'on'>
  declare madeUp: boolean

  constructor() {
    super()
    this.madeUp = false
    whileHere(
      this,
      () => String(this.madeUp),
      (signal) => this.#serve(signal),
    )
  }

  #serve(signal: AbortSignal) {
    const opened = openVideo(this.madeUp, signal).catch(() => null)
    const { link } = this
    const take = async (of: OfTrial) => {
      const open = await opened
      const jpeg = open && smallStill(open.video)
      const still: TakenStill | null = open && jpeg ? { camera: open.camera, jpeg } : null
      // A camera that stands open and shows nothing yet may at the next question.
      if (signal.aborted || (open && !still)) return
      await link.ask('page:still', { ...of, still })
    }
    const deaf = link.on('booth:take-still', (of) => void take(of))
    signal.addEventListener('abort', deaf, { once: true })
  }

  override render() {
    return nothing
  }
}
customElements.define('rf-stills', Stills)
