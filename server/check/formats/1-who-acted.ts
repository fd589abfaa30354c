import { each, isObject, type JsonObject, within } from './json.ts'

// Format 1 said of an event which kind acted, and left out what there was but one of: the way in which a station was measured, a force
// that wasn't compared, and in states whatever had been added since they were saved.

const LIMITS = { method: 'limits', practised: true, region: null, threshold: null, lines: [] }

const setupOf = (setup: JsonObject): JsonObject => {
  if (setup['procedure'] === 'acuity') return { method: 'limits', ...setup }
  return setup['procedure'] === 'colour' ? { form: 'digits', ...setup } : setup
}
const scoreOf = (score: JsonObject): JsonObject => {
  if (score['procedure'] === 'acuity') return { ...LIMITS, ...score }
  return score['procedure'] === 'limbs' ? { symmetry: null, ...score } : score
}

/**
 * Who acted, where the event itself tells. A booth that lays a card on is named; of the rest of what booths said only the check knows,
 * and a conclusion names who signed it first, not who acted last.
 */
const actorOf = (event: JsonObject): unknown => {
  switch (event['kind']) {
    case 'opened':
    case 'resumed':
      return idIn(event['booth'])
    case 'claimed':
    case 'decided':
    case 'noted':
    case 'signed':
    case 'countersigned':
    case 'declined':
      return idIn(event['doctor'])
    case 'accepted':
    case 'returned':
    case 'resent':
    case 'hurried':
      return idIn(event['by'])
    case 'released':
    case 'drawn-up':
    case 'parked':
      return event['doctor']
    default:
      return null
  }
}
const idIn = (named: unknown): unknown => (isObject(named) ? named['id'] : null)

const eventOf = (event: JsonObject): unknown => {
  if (event['kind'] === 'started') return within(event, 'attempt', (attempt) => within(attempt, 'setup', setupOf))
  return event['kind'] === 'read' ? within(event, 'score', scoreOf) : event
}

/** An event of format 1 in format 2. */
export const event = (recorded: JsonObject): JsonObject => {
  const { actor: kind, event: told, ...rest } = recorded
  if (!isObject(told)) return { ...recorded, format: 2 }
  return { ...rest, format: 2, actor: { kind, id: actorOf(told) ?? null }, event: eventOf(told) }
}

const attemptOf = (one: JsonObject): unknown =>
  within(
    within(one, 'attempt', (attempt) => within(attempt, 'setup', setupOf)),
    'reading',
    (reading) => within(reading, 'score', scoreOf),
  )
const stationOf = (station: unknown): unknown =>
  isObject(station) ? { ...station, attempts: each(station['attempts'], attemptOf) } : station

/** A state of format 1 in format 2. */
export const check = (state: JsonObject): JsonObject => {
  const { stations, report } = state
  const empty = { reaction: { attempts: [], measured: null, decision: null } }
  return {
    declaredBefore: [],
    parked: null,
    resumedAt: null,
    reserved: null,
    signed: null,
    declined: [],
    ...state,
    format: 2,
    report: isObject(report) ? { countersigned: null, ...report } : report,
    stations: isObject(stations)
      ? Object.fromEntries(Object.entries({ ...empty, ...stations }).map(([name, station]) => [name, stationOf(station)]))
      : stations,
  }
}
