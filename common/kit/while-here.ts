import type { ReactiveController, ReactiveControllerHost } from 'lit'

type Host = ReactiveControllerHost & { readonly isConnected: boolean }

/**
 * The one way in which an element begins something that goes on: a call, a camera, a sound, a trial. `begin` is called with each
 * new key while the element stands in the page. Its signal is aborted as soon as the element has left or the key is another, and
 * whatever goes on asks the signal before it acts. `keyOf` is asked after each drawing; null: nothing to begin yet, and what was
 * begun goes on. An element that is drawn once more after it has left begins nothing; one that comes back begins again.
 *
 * Call it in the constructor.
 */
export const whileHere = (host: Host, keyOf: () => string | null, begin: (signal: AbortSignal) => void): void => {
  let going: { key: string; control: AbortController } | null = null
  const stop = () => {
    going?.control.abort()
    going = null
  }
  const controller: ReactiveController = {
    // What comes back isn't drawn by itself.
    hostConnected: () => host.requestUpdate(),
    hostUpdated() {
      if (!host.isConnected) return
      const key = keyOf()
      if (key === null || key === going?.key) return
      stop()
      const control = new AbortController()
      going = { key, control }
      begin(control.signal)
    },
    hostDisconnected: stop,
  }
  host.addController(controller)
}
