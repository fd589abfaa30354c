import { setTimeout as sleep } from 'node:timers/promises'
import type { HandOver } from '#protocol/case.ts'
import type { ErrandFault } from '#protocol/errand.ts'
import { type Carrier, type Delivered, noCarrier, type Settled } from './carrier.ts'
import { faultOfError } from './faults.ts'
import { waitAfter, waitAsked } from './patience.ts'

/** One report that waits to be handed over. */
export type Waiting = { id: string; check: string; number: string; tries: number; destination: string }

/** What the relay works on. Everything is kept by others, so that a restart goes on where it was. */
export type Relay<Row extends Waiting = Waiting> = {
  /** Claims the one that is due first, except for these rows and what goes to these places; null: there is none. Nobody else gets it. */
  claim(but: { rows: string[]; destinations: string[] }): Promise<Row | null>
  /** It is being tried: the claim holds until this work has ended. */
  holding(waiting: Row, work: () => Promise<void>): Promise<void>
  /** What is to be sent, and the command from which it follows; or the reference of what was sent, to ask for its answer; null: nothing any more. */
  handover(waiting: Row): Promise<{ handover: HandOver; trace: string | null } | { reference: string } | null>
  settled(waiting: Row, answer: Settled): Promise<void>
  /** Its answer comes later, or hasn't come yet. */
  sent(waiting: Row, answer: Extract<Delivered, { sent: string }>): Promise<void>
  later(waiting: Row, waitMs: number, fault: ErrandFault): Promise<void>
  /** Nothing is to be sent any more. */
  dropped(waiting: Row): Promise<void>
  /** It isn't being tried any more. `error`: what became of it could not be kept, or was a bug; it is tried again. */
  ended(waiting: Row, error: unknown): void
}

/** How a place is reached; undefined: there is none of that name any more. */
export type Carriers = (destination: string) => Carrier | undefined

/** How many are on their way to one place at once: one that hangs holds up none of the others, and no place waits for another. */
const AT_ONCE = 4
/** A row of which nothing could be kept isn't sent again at once, ms. */
const PAUSE_MS = 5000

/**
 * Delivers rows one by one: each is claimed, sent, and its slot is free again. Gives `turn`, which begins what is due and waits for none of
 * it (one turn after the other), and `close`, which waits until what is under way has ended. Here is remembered what this server itself is
 * at; a report that is sent once more after a crash, or because a claim ran out, has the same number.
 */
export const openRelay = <Row extends Waiting>(carriers: Carriers, relay: Relay<Row>, chance: () => number, now: () => Date) => {
  const underWay = new Map<string, { destination: string; end: Promise<void> }>()
  const closing = new AbortController()

  const carry = async (one: Row): Promise<void> => {
    let error: unknown = null
    await relay.holding(one, async () => {
      try {
        await deliverOne(carriers, relay, one, chance, now)
      } catch (caught) {
        error = caught
        await sleep(PAUSE_MS, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
      }
    })
    underWay.delete(one.id)
    relay.ended(one, error)
  }
  const full = (): string[] => {
    const counts = new Map<string, number>()
    for (const { destination } of underWay.values()) counts.set(destination, (counts.get(destination) ?? 0) + 1)
    return [...counts].filter(([, count]) => count >= AT_ONCE).map(([destination]) => destination)
  }

  return {
    async turn(): Promise<void> {
      for (;;) {
        if (closing.signal.aborted) return
        const one = await relay.claim({ rows: [...underWay.keys()], destinations: full() })
        if (one === null) return
        underWay.set(one.id, { destination: one.destination, end: carry(one) })
      }
    },
    async close(): Promise<void> {
      closing.abort()
      await Promise.all([...underWay.values()].map(({ end }) => end))
    },
  }
}

const deliverOne = async <Row extends Waiting>(
  carriers: Carriers,
  relay: Relay<Row>,
  one: Row,
  chance: () => number,
  now: () => Date,
): Promise<void> => {
  const answer = await delivered(carriers(one.destination) ?? noCarrier, relay, one)
  if (answer === null) return relay.dropped(one)
  if ('sent' in answer) return relay.sent(one, answer)
  if (!('later' in answer)) return relay.settled(one, answer)
  return relay.later(one, waitAsked(waitAfter(one.tries + 1, chance()), answer.notBefore, now()), answer.later)
}

/** One that can't be put together (a file is gone) waits like one that isn't taken, and doesn't hold up the others. */
const delivered = async <Row extends Waiting>(carrier: Carrier, relay: Relay<Row>, waiting: Row): Promise<Delivered | null> => {
  let sent: Awaited<ReturnType<typeof relay.handover>>
  try {
    sent = await relay.handover(waiting)
  } catch (error) {
    return { later: { code: 'not-prepared', said: error instanceof Error ? error.name.slice(0, 60) : '' } }
  }
  if (sent === null) return null
  try {
    const { id, number } = waiting
    if ('reference' in sent) return await carrier.answer(sent.reference, { id, number, trace: null })
    return await carrier.deliver(sent.handover, { id, number, trace: sent.trace })
  } catch (error) {
    return { later: faultOfError(error) }
  }
}
