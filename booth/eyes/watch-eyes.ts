import type { Eyes } from './eyes.ts'
import { type Looker, openLooker } from './looker.ts'

/** What one picture of the face camera shows of the driver's eyes. */
export type EyesSeen = Eyes & {
  /** performance.now() of the picture, ms. */
  at: number
}

/** Between two pictures, ms: five a second, as far as the machine keeps up. */
const EVERY_MS = 200

/** Until so many ms from now, or until the signal ends. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })

const hasPicture = ({ readyState, videoWidth }: HTMLVideoElement) => readyState >= HTMLMediaElement.HAVE_CURRENT_DATA && videoWidth > 0

/**
 * Looks at this picture about five times a second until the signal ends, and tells what it shows, one picture after the other. The model is
 * loaded when it is first asked for, and works beside the page, in a worker. Rejects when the browser can't run it.
 */
export const watchEyes = async (video: HTMLVideoElement, signal: AbortSignal, seen: (eyes: EyesSeen) => void): Promise<void> => {
  let looker: Looker | null = null
  try {
    looker = await openLooker(signal)
    while (!signal.aborted) {
      const at = performance.now()
      if (hasPicture(video)) seen({ at, ...(await looker.look(await createImageBitmap(video))) })
      await pause(at + EVERY_MS - performance.now(), signal)
    }
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    looker?.close()
  }
}
