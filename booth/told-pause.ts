import type { LitElement } from 'lit'
import { whileHere } from '#kit/while-here.ts'

/** A pause before the page goes on by itself. */
export type ToldPause = {
  /** Seconds until it does; null: it doesn't, and waits for a touch. */
  readonly left: number | null
  /** The driver wants to wait, or has gone on: this doesn't begin by itself any more. */
  hold(): void
}

/**
 * Goes on by itself, once for each thing that is due, after as many seconds as the element tells; whoever isn't ready holds it. It stands still
 * while a dialog covers the page. `due`: what is begun then, by a name; null: nothing.
 *
 * Call it in the constructor.
 */
export const toldPause = (
  host: LitElement,
  { due, seconds, goOn }: { due: () => string | null; seconds: () => number; goOn: () => void },
): ToldPause => {
  let left: number | null = null
  let over: string | null = null
  const isCovered = () => {
    const root = host.getRootNode()
    return root instanceof ShadowRoot && root.querySelector('rf-dialog[open]') !== null
  }
  const hold = () => {
    over = due()
    left = null
    host.requestUpdate()
  }
  whileHere(
    host,
    () => due() ?? '',
    (signal) => {
      left = null
      const tick = (now: number) => {
        const mine = due()
        if (signal.aborted || mine === null || mine === over) return
        if (now > 0) {
          left = now
          host.requestUpdate()
          setTimeout(() => tick(isCovered() ? now : now - 1), 1000)
          return
        }
        hold()
        goOn()
      }
      tick(seconds())
    },
  )
  return {
    get left() {
      return left
    },
    hold,
  }
}
