import { type Carrier, noCarrier } from './carrier.ts'
import { httpsCarrier } from './https/carrier.ts'
import { ANSWER_MS } from './patience.ts'

/** A system to which reports go. */
export type Destination = {
  id: string
  carrier: Carrier
  /** Codes of the units whose reports go here; null: those of all. */
  units: readonly string[] | null
  /** How often an interface may be called in a calendar day of China, by its id; one that isn't named: as often as there is need. */
  daily: Readonly<Record<string, number>>
  /** How many errands are on their way there at once, from one server. */
  atOnce: number
  /** How long it may take to answer what it has, before a person is told, ms. */
  answerMs: number
  /** How long what went and came is left in folders after it is done, ms. */
  keepMs: number
}

/** Enough for whoever looks into a complaint. */
export const KEEP_DAYS = 90
export const DAY_MS = 86_400_000

/** The short form of the settings: one receiver, over HTTPS, for everybody. The key signs, and is shown. */
export const caseAlone = ({ url, key }: { url: string; key: string }): Destination => ({
  id: 'case',
  carrier: httpsCarrier({ url, keys: [new TextEncoder().encode(key)], bearer: key, line: null }),
  units: null,
  daily: {},
  atOnce: 4,
  answerMs: ANSWER_MS,
  keepMs: KEEP_DAYS * DAY_MS,
})

/** Where reports go that no system takes: they wait there. */
export const NOWHERE: Destination = {
  id: 'none',
  carrier: noCarrier,
  units: null,
  daily: {},
  atOnce: 4,
  answerMs: ANSWER_MS,
  keepMs: KEEP_DAYS * DAY_MS,
}

/** The first system that serves a unit, by its code; null: a unit without one, whose reports go where those of all units do. */
export const destinationFor = (destinations: readonly Destination[], unit: string | null): Destination =>
  destinations.find(({ units }) => units === null || (unit !== null && units.includes(unit))) ?? NOWHERE
