import type { ReactiveController, ReactiveControllerHost } from 'lit'

const TICK_MS = 10_000

/**
 * Draws an element again every ten seconds, for as long as it stands in the page: waiting times grow and deadlines pass without a push. Call it in the
 * constructor.
 */
export const asTimeGoes = (host: ReactiveControllerHost): void => {
  let ticking: ReturnType<typeof setInterval> | undefined
  const controller: ReactiveController = {
    hostConnected() {
      ticking = setInterval(() => host.requestUpdate(), TICK_MS)
    },
    hostDisconnected() {
      clearInterval(ticking)
    },
  }
  host.addController(controller)
}
