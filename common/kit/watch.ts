import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** A value that changes, and who wants to know. One a screen: what the server or the agent pushed goes in, elements draw from it. */
export type Store<T> = {
  readonly value: T
  set: (value: T) => void
  /** Calls `take` at each change. Returns how to stop. */
  subscribe: (take: () => void) => () => void
}

/** A store that holds `first`. */
export const storeOf = <T>(first: T): Store<T> => {
  let value = first
  const takers = new Set<() => void>()
  return {
    get value() {
      return value
    },
    set(next) {
      if (Object.is(next, value)) return
      value = next
      for (const take of takers) take()
    },
    subscribe(take) {
      takers.add(take)
      return () => void takers.delete(take)
    },
  }
}

/** Draws the element again at each change of the store, for as long as it stands in the page. Call it in the constructor. */
export const watch = <T>(host: ReactiveControllerHost, store: Pick<Store<T>, 'subscribe'>): void => {
  let stop = () => {}
  const controller: ReactiveController = {
    hostConnected() {
      stop = store.subscribe(() => host.requestUpdate())
      // Changes between the last draw and now would be missed without this.
      host.requestUpdate()
    },
    hostDisconnected: () => stop(),
  }
  host.addController(controller)
}
