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

/** However long a case asks us to stay away, a day's work is not lost by it, ms. */
const MOST_ASKED_MS = 3_600_000
/** How many are on their way at once: one that hangs holds up none of the others. */
const AT_ONCE = 4

/** How long to wait when the case has named an instant, ms: never less than we would by ourselves, and an hour at most. */
export const waitAsked = (own: number, notBefore: number | undefined, now: Date): number =>
  notBefore === undefined ? own : Math.max(own, Math.min(MOST_ASKED_MS, notBefore - now.getTime()))

/** One round over what is due: each report is tried once, a few at the same time. Gives how many were tried. */
export const relayOnce = async (traffic: Traffic, relay: Relay, chance: () => number, now: () => Date): Promise<number> => {
  const waiting = await relay.due()
  const left = waiting.values()
  const carry = async () => {
    for (const one of left) await deliverOne(traffic, relay, one, chance, now)
  }
  const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, carry))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return waiting.length
}

const deliverOne = async (traffic: Traffic, relay: Relay, one: Waiting, chance: () => number, now: () => Date): Promise<void> => {
  const answer = await delivered(traffic, relay, one)
  if (answer === null) return relay.dropped(one)
  if (!('later' in answer)) return relay.settled(one, answer)
  return relay.later(one, waitAsked(waitAfter(one.tries + 1, chance()), answer.notBefore, now()), answer.later)
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
