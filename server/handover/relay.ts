import type { HandOver } from '#protocol/case.ts'
import type { Delivered, Traffic } from './traffic.ts'

/** One report that waits to be handed over. */
export type Waiting = { id: string; check: string; number: string; tries: number }

/** What the relay works on. Everything is kept by others, so that a restart goes on where it was. */
export type Relay = {
  due(): Promise<Waiting[]>
  /** What is to be sent; null: nothing any more. */
  handover(waiting: Waiting): Promise<HandOver | null>
  settled(waiting: Waiting, answer: Exclude<Delivered, { later: string }>): Promise<void>
  later(waiting: Waiting, waitMs: number, trouble: string): Promise<void>
  /** Nothing is to be sent any more. */
  dropped(waiting: Waiting): Promise<void>
}

const FIRST_MS = 500
const LONGEST_MS = 60_000

/** How long to wait after so many tries, ms: doubling from half a second up to a minute. `chance` (0 to 1) takes up to half away. */
export const waitAfter = (tries: number, chance: number): number =>
  Math.round(Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(tries - 1, 20)) * (1 - chance / 2))

/** One round over what is due: each report is tried once, one after the other. Gives how many were tried. */
export const relayOnce = async (traffic: Traffic, relay: Relay, chance: () => number): Promise<number> => {
  const waiting = await relay.due()
  for (const one of waiting) {
    const answer = await delivered(traffic, relay, one)
    if (answer === null) await relay.dropped(one)
    else if ('later' in answer) await relay.later(one, waitAfter(one.tries + 1, chance()), answer.later)
    else await relay.settled(one, answer)
  }
  return waiting.length
}

/** One that can't be put together (a file is gone) waits like one that isn't taken, and doesn't hold up the others. */
const delivered = async (traffic: Traffic, relay: Relay, waiting: Waiting): Promise<Delivered | null> => {
  try {
    const handover = await relay.handover(waiting)
    return handover && (await traffic.deliver(handover, waiting.number))
  } catch (error) {
    return { later: error instanceof Error ? error.message : 'failed' }
  }
}
