import type { ReactiveControllerHost } from 'lit'

/** What an element is heard by, or hears the room. */
export type Sound = {
  readonly context: AudioContext
  /** It may sound now: some browsers want a touch before. */
  readonly runs: boolean
  /** Lets it sound. Called in a touch. */
  start(): Promise<void>
}

/** Sound for as long as the element stands in the page: it is cut when that leaves, and one that comes back has a new one. Call it in the constructor. */
export const soundHere = (host: ReactiveControllerHost): Sound => {
  const open = () => {
    const opened = new AudioContext()
    // Where sound is allowed without a touch it runs a moment after it was made.
    opened.addEventListener('statechange', () => host.requestUpdate())
    return opened
  }
  let context = open()
  let cut = false
  host.addController({
    hostConnected() {
      if (cut) context = open()
      cut = false
    },
    hostDisconnected() {
      cut = true
      void context.close()
    },
  })
  return {
    get context() {
      return context
    },
    get runs() {
      return !cut && context.state === 'running'
    },
    start: () => context.resume(),
  }
}
