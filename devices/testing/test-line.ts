import type { Line, LineState } from '../line/driver.ts'

/** A line whose device says and is what a test wants: no port, no driver. */
export const openHand = <R>() => {
  const readers = new Set<(reading: R, at: number) => void>()
  const watchers = new Set<(state: LineState) => void>()
  const now: { state: LineState; frames: number } = { state: 'alive', frames: 0 }
  const line: Line<R> = {
    onReading(take) {
      readers.add(take)
      return () => readers.delete(take)
    },
    onFrame: () => () => {},
    onState(take) {
      watchers.add(take)
      return () => watchers.delete(take)
    },
    get state() {
      return now.state
    },
    get frames() {
      return now.frames
    },
    faults: 0,
    trouble: null,
    port: 'hand',
    tare: () => false,
    send: async () => false,
    close: async () => {},
  }
  /** Null: a frame that is no reading. */
  const say = (reading: R | null) => {
    now.frames++
    if (reading !== null) for (const take of readers) take(reading, performance.now())
  }
  const become = (state: LineState) => {
    now.state = state
    for (const take of watchers) take(state)
  }
  return { line, say, become }
}
