import { isObject, type JsonObject, within } from './json.ts'

// Format 2 knew of a booth the name of its hall, and that the counter there saw to the report. Since then a hall is a site with an id.

/** FNV-1a of 128 bits. */
const OFFSET = 0x6c62272e07bb014262b821756295c58dn
const PRIME = 0x0000000001000000000000000000013bn

/**
 * The id of the site that a hall has become, worked out from its name: an event is lifted without asking anybody, and the migration that
 * made the sites gave them these. Never change it: it is stored.
 */
export const siteOfHall = (hall: string): string => {
  let hash = OFFSET
  for (const byte of new TextEncoder().encode(hall)) hash = BigInt.asUintN(128, (hash ^ BigInt(byte)) * PRIME)
  const hex = hash.toString(16).padStart(32, '0')
  // A UUID of one's own making: version 8, variant 8.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`
}

const placeOf = ({ hall, ...booth }: JsonObject): JsonObject =>
  typeof hall === 'string' ? { ...booth, site: { id: siteOfHall(hall), name: hall } } : { ...booth, hall }

const eventOf = (event: JsonObject): unknown => {
  if (event['kind'] === 'opened') return within({ ...event, squad: null }, 'booth', placeOf)
  return event['kind'] === 'resumed' ? within(event, 'booth', placeOf) : event
}

/** An event of format 2 in format 3. */
export const event = (recorded: JsonObject): JsonObject => lifted(within(recorded, 'event', eventOf))

/** A state of format 2 in format 3. */
export const check = (state: JsonObject): JsonObject => lifted(within({ ...state, squad: null }, 'booth', placeOf))

const lifted = (value: unknown): JsonObject => ({ ...(isObject(value) && value), format: 3 })
