import type { Eyes } from './eyes.ts'

/** The model, which looks at pictures in a thread of its own. */
export type Looker = {
  /** What a picture shows; the picture is given away. Rejects when the model fails. One at a time. */
  look: (picture: ImageBitmap) => Promise<Eyes>
  close: () => void
}

/** What the worker says: that it is there, what a picture shows, or why it can't go on. */
export type FromWorker = { ready: true } | { eyes: Eyes } | { failed: string }

/** Starts the worker with its model. Rejects when the browser can't run it, or when the signal ends first. */
export const openLooker = async (signal: AbortSignal): Promise<Looker> => {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./eyes.worker.ts', import.meta.url), { type: 'module' })
  const close = () => worker.terminate()
  const said = (): Promise<FromWorker> =>
    new Promise((resolve, reject) => {
      const over = new AbortController()
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T) => (over.abort(), settle(value))
      worker.addEventListener(
        'message',
        settled(({ data }: MessageEvent<FromWorker>) => resolve(data)),
        over,
      )
      worker.addEventListener(
        'error',
        settled(({ message }: ErrorEvent) => reject(new Error(message || 'the worker did not start'))),
        over,
      )
      signal.addEventListener(
        'abort',
        settled(() => reject(signal.reason)),
        over,
      )
    })
  try {
    const first = await said()
    if ('failed' in first) throw new Error(first.failed)
  } catch (error) {
    close()
    throw error
  }
  return {
    async look(picture) {
      const answer = said()
      worker.postMessage(picture, [picture])
      const heard = await answer
      if ('eyes' in heard) return heard.eyes
      throw new Error('failed' in heard ? heard.failed : 'the worker began again')
    },
    close,
  }
}
