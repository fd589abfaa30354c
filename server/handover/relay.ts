import { setTimeout as sleep } from 'node:timers/promises'
import type { ReportStanding, Withdrawal } from '#protocol/case.ts'
import type { ErrandFault } from '#protocol/errand.ts'
import type { Report } from '#protocol/report.ts'
import type { Carrier, Delivered, Outgoing, Settled } from './carrier.ts'
import { after, type Circuit, mayGo, OPEN } from './circuit.ts'
import type { Destination } from './destinations.ts'
import { faultOfError } from './faults.ts'
import { waitAfter, waitAsked } from './patience.ts'

/** One errand that waits to be carried. */
export type Waiting = { id: string; check: string; number: string; tries: number; destination: string }

/** What is to be sent, and the command from which it follows; or the reference of what was sent, to ask for its answer. */
export type Parcel =
  | { act: 'deliver'; handover: Outgoing; trace: string | null }
  | { act: 'withdraw'; withdrawal: Withdrawal; report: Report; trace: string | null }
  | { act: 'standing'; standing: ReportStanding; report: Report; trace: string | null }
  | { act: 'answer'; reference: string }

/** What the relay works on. Everything is kept by others, so that a restart goes on where it was. */
export type Relay<Row extends Waiting = Waiting> = {
  /**
   * Claims the one for a place that is due first, except for these rows; null: there is none. Nobody else gets it. `hurried`: only one that a person
   * wants to be tried now.
   */
  claim(of: { destination: string; rows: string[]; hurried: boolean }): Promise<Row | null>
  /** It is being tried: the claim holds until this work has ended. */
  holding(waiting: Row, work: () => Promise<void>): Promise<void>
  /** Null: nothing any more. */
  parcel(waiting: Row): Promise<Parcel | null>
  /** Counts a call of an interface; false: as many as may be were made today. */
  spend(waiting: Row, to: string): Promise<boolean>
  /** No call is left for today. */
  spent(waiting: Row): Promise<void>
  /** `opened`: the way was closed until now, or nobody knows: whatever waits because of it may go. */
  settled(waiting: Row, answer: Settled, opened: boolean): Promise<void>
  /** Its answer comes later, or hasn't come yet. */
  sent(waiting: Row, answer: Extract<Delivered, { sent: string }>): Promise<void>
  later(waiting: Row, waitMs: number, fault: ErrandFault): Promise<void>
  /** Nothing is to be sent any more. */
  dropped(waiting: Row): Promise<void>
  /** The way to a place is closed, and why, or it is open again. */
  turned(destination: string, fault: ErrandFault | null): void
  /** It isn't being tried any more. `error`: what became of it could not be kept, or was a bug; it is tried again. */
  ended(waiting: Row, error: unknown): void
}

/** How the way to a place stands. `closed`: since when (by the clock that nobody sets, ms) nothing goes there but a try from time to time, and why. */
export type Way = { id: string; underWay: number; closed: { since: number; fault: ErrandFault } | null }

/** What the relay is handed of time and chance. */
export type Course = { chance: () => number; now: () => Date; steady: () => Date }

/** A row of which nothing could be kept isn't sent again at once, ms. */
const PAUSE_MS = 5000

/**
 * Carries errands one by one: each is claimed, sent, and its slot is free again. Each place has its own slots and its own way, so that none waits for
 * another. Gives `turn`, which begins what is due and waits for none of it, `ways`, and `close`, which waits until what is under way has ended. Here
 * is remembered what this server itself is at; what is sent once more after a crash, or because a claim ran out, is the same errand.
 */
export const openRelay = <Row extends Waiting>(destinations: readonly Destination[], relay: Relay<Row>, course: Course) => {
  const closing = new AbortController()
  const places = destinations.map((destination) => openPlace(destination, relay, course, closing.signal))
  return {
    async turn(): Promise<void> {
      await Promise.all(places.map((place) => place.fill()))
    },
    ways: (): Way[] => places.map((place) => place.way()),
    async close(): Promise<void> {
      closing.abort()
      await Promise.all(places.map((place) => place.ended()))
    },
  }
}

const openPlace = <Row extends Waiting>(destination: Destination, relay: Relay<Row>, course: Course, closing: AbortSignal) => {
  const { id, carrier, atOnce } = destination
  const underWay = new Map<string, Promise<void>>()
  let circuit: Circuit = OPEN
  /** Did something arrive since the way was in doubt? What a start finds is in doubt. */
  let passed = false
  let filling: Promise<void> | null = null
  let again = false

  const learn = (outcome: Delivered): void => {
    const { chance, now, steady } = course
    const before = circuit
    circuit = after(before, outcome, { chance: chance(), now: now(), steady: steady().getTime() })
    if ((before.closed === null) !== (circuit.closed === null)) relay.turned(id, circuit.closed?.fault ?? null)
  }
  const carryOne = async (one: Row): Promise<void> => {
    const parcel = await prepared(relay, one)
    if (parcel === null) return relay.dropped(one)
    if (!('later' in parcel) && !(await relay.spend(one, carrier.interfaces[parcel.act]))) return relay.spent(one)
    const outcome = 'later' in parcel ? parcel : await carried(carrier, parcel, one)
    learn(outcome)
    if ('later' in outcome) {
      passed = false
      return relay.later(one, waitAsked(waitAfter(one.tries + 1, course.chance()), outcome.notBefore, course.now()), outcome.later)
    }
    const opened = !passed
    passed = true
    if ('sent' in outcome) return relay.sent(one, outcome)
    return relay.settled(one, outcome, opened)
  }
  const begin = async (one: Row): Promise<void> => {
    let error: unknown = null
    await relay.holding(one, async () => {
      try {
        await carryOne(one)
      } catch (caught) {
        error = caught
        await sleep(PAUSE_MS, undefined, { signal: closing, ref: false }).catch(() => undefined)
      }
    })
    underWay.delete(one.id)
    relay.ended(one, error)
    // Its slot, and what waited behind it. Whatever keeps this from being begun is told at the next turn.
    await fill().catch(() => undefined)
  }
  const claimAll = async (): Promise<void> => {
    while (!closing.aborted && underWay.size < atOnce) {
      const may = mayGo(circuit, course.steady().getTime())
      const free = may === 'all' || (may === 'probe' && underWay.size === 0)
      const one = await relay.claim({ destination: id, rows: [...underWay.keys()], hurried: !free })
      if (one === null) return
      underWay.set(one.id, begin(one))
    }
  }
  /** One after the other: whoever comes meanwhile has it looked once more. */
  const fill = async (): Promise<void> => {
    again = true
    filling ??= (async () => {
      try {
        while (again) {
          again = false
          await claimAll()
        }
      } finally {
        filling = null
      }
    })()
    await filling
  }
  return {
    fill,
    way: (): Way => ({
      id,
      underWay: underWay.size,
      closed: circuit.closed && { since: circuit.closed.since, fault: circuit.closed.fault },
    }),
    async ended(): Promise<void> {
      await filling?.catch(() => undefined)
      await Promise.all(underWay.values())
    },
  }
}

/** One that can't be put together (a file is gone) waits like one that isn't taken, and doesn't hold up the others. */
const prepared = async <Row extends Waiting>(
  relay: Relay<Row>,
  waiting: Row,
): Promise<Parcel | { later: ErrandFault; notBefore?: number } | null> => {
  try {
    return await relay.parcel(waiting)
  } catch (error) {
    return { later: { code: 'not-prepared', said: error instanceof Error ? error.name.slice(0, 60) : '' } }
  }
}

const carried = async (carrier: Carrier, parcel: Parcel, { id, number }: Waiting): Promise<Delivered> => {
  try {
    if (parcel.act === 'answer') return await carrier.answer(parcel.reference, { id, number, trace: null })
    const journey = { id, number, trace: parcel.trace }
    if (parcel.act === 'withdraw') return await carrier.withdraw(parcel.withdrawal, parcel.report, journey)
    if (parcel.act === 'standing') return await carrier.tell(parcel.standing, parcel.report, journey)
    return await carrier.deliver(parcel.handover, journey)
  } catch (error) {
    return { later: faultOfError(error) }
  }
}
