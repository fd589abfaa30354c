/** Waits for what `begin` hands to `done`; stops everything `begin` started, also when the attempt is aborted. */
export const until = <T>(signal: AbortSignal, begin: (done: (value: T) => void, own: (stop: () => void) => void) => void): Promise<T> =>
  new Promise((resolve, reject) => {
    const stops: (() => void)[] = []
    const end = () => {
      signal.removeEventListener('abort', aborted)
      for (const stop of stops.splice(0)) stop()
    }
    const aborted = () => {
      end()
      reject(signal.reason)
    }
    signal.throwIfAborted()
    signal.addEventListener('abort', aborted)
    begin(
      (value) => {
        end()
        resolve(value)
      },
      (stop) => void stops.push(stop),
    )
  })

/** Waits so many ms, or until the attempt is aborted. */
export const pause = (signal: AbortSignal, ms: number): Promise<void> => until(signal, (done, own) => own(after(ms, done)))

/** Does this once, so many ms later; gives what calls it off. */
export const after = (ms: number, then: () => void): (() => void) => {
  const timer = setTimeout(then, ms)
  return () => clearTimeout(timer)
}

/** Does this again and again; gives what ends it. */
export const every = (ms: number, then: () => void): (() => void) => {
  const timer = setInterval(then, ms)
  return () => clearInterval(timer)
}

/** A number on a screen that changes more often than this, ms, can't be read. */
export const DRAWN_MS = 200
