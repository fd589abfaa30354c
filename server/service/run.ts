import type { Actor } from '#check/actors.ts'
import { recordedAfter } from '#check/apply.ts'
import type { Check } from '#check/check.ts'
import type { Command } from '#check/commands.ts'
import { decide } from '#check/decide.ts'
import type { Event, Recorded } from '#check/events.ts'
import { sentBackIn } from '#check/sent-back.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import { type Destination, destinationFor, NOWHERE } from '../handover/destinations.ts'
import { type Addressed, append, appendWithin, type OutboxRow, type Written } from '../store/append.ts'
import { loadCheck, withLease } from '../store/checks.ts'
import { lastPlaceOf } from '../store/journeys.ts'
import type { Db, Tx } from '../store/open.ts'
import { listSites } from '../store/sites.ts'
import { counterStanding } from './stored/counter-standing.ts'
import { lineOf, movedBetween, squadOf } from './stored/lines.ts'
import { noticesOwed } from './stored/owed.ts'

export type Run = {
  /** The command's id: a repeat is known by it and changes nothing. */
  id?: string | null
  /** Of what the house does by itself: the id of the command that it follows from, for the log. */
  trace?: string | null
  /** Rows to write in the same transaction; false calls everything off. */
  also?: (tx: Tx, after: Check) => Promise<boolean>
  /** The check as it was found for this command already; absent: it is loaded. */
  found?: Found
}

/** What a command is carried out with. */
export type Doing = Pick<Deps, 'db' | 'key' | 'clock' | 'steady' | 'announce' | 'log' | 'destinations'>

/** A check that was looked up for a command before it is decided; undefined: it wasn't. It is loaded once for each. */
export type Found = Check | null | undefined

/** The check that a command is about: as it was found, or loaded now. */
export const theCheck = (deps: Pick<Deps, 'db'>, id: string, found: Found): Promise<Check | null> =>
  found === undefined ? loadCheck(deps.db, id) : Promise.resolve(found)

/** What every command of a person carries: its id, the check, and the version that it was decided on. */
export type Asked = { command: string; check: string; version: number }

/**
 * Carries a command out: load, decide, append, announce. Every change of a check goes through here. When somebody else was
 * first the command is decided once more on what they left. Gives the check afterwards.
 */
export const run = async (
  deps: Doing,
  id: string,
  command: Command,
  actor: Actor,
  { id: commandId = null, trace = commandId, also, found }: Run = {},
): Promise<Check | Refusal> => {
  // What was found a while ago may be old by now: that round is one more.
  const rounds = found === undefined ? 2 : 3
  for (let round = 0; round < rounds; round++) {
    const check = await theCheck(deps, id, round === 0 ? found : undefined)
    if (check && commandId && check.commands.includes(commandId)) return check
    const now = deps.clock()
    const steady = deps.steady()
    const events = decide(check, command, actor, now, steady)
    if (isRefusal(events)) {
      if (trace !== null) deps.log.info({ command: trace, check: id, refused: events.refused }, 'a command was refused')
      return events
    }
    if (events.length === 0) return check ?? refuse('check-unknown')
    const written = await writtenOf(deps, deps.db, id, check, events, actor, commandId, { now, steady })
    const { state: after, line } = written
    if (await append(deps.db, written, also && ((tx) => also(tx, after)))) {
      logWritten(deps, trace, written)
      deps.announce({ kind: 'check', check: id, moved: movedBetween(check && lineOf(check), line) })
      if (written.ledger) deps.announce({ kind: 'ledger' })
      return withLease(deps.db, after)
    }
  }
  return refuse('stale', { version: (await loadCheck(deps.db, id))?.version ?? 0 })
}

/** Has something moved in what was asked of senior doctors and other departments? */
const isAskedOtherwise = (before: Check | null, after: Check): boolean =>
  before?.escalations !== after.escalations || before?.consultations !== after.consultations

/** What a command came to, by its id: so that one search in the log shows its whole way. */
const logWritten = ({ log }: Doing, command: string | null, { recorded, state, outbox }: Written): void => {
  if (command === null) return
  const { id: check, version } = state
  log.info({ command, check, version, events: recorded.map(({ event }) => event.kind) }, 'events were written')
  for (const { id: errand, number } of outbox) log.info({ command, check, errand, number }, 'an errand was written down')
}

/** Events in their place, with the state that they make, its line in the lists and the work that they cause. */
const writtenOf = async (
  { key, destinations }: Pick<Doing, 'key' | 'destinations'>,
  db: Db | Tx,
  id: string,
  check: Check | null,
  events: readonly Event[],
  actor: Actor,
  command: string | null,
  { now, steady }: { now: Date; steady: Date },
): Promise<Written> => {
  const at = now.toISOString()
  const { recorded, state } = recordedAfter(check, events, { id, at, actor, command })
  if (!state) throw new Error('events made no check')
  return {
    key,
    recorded,
    state,
    line: lineOf(state),
    sentBack: sentBackIn(check, recorded),
    ledger: isAskedOtherwise(check, state),
    outbox: await addressed(db, destinations, state, outboxOf(check, state, recorded)),
    notices: noticesOwed(check, state, recorded),
    at,
    steady: steady.toISOString(),
  }
}

/**
 * What follows for another check, in the same transaction: false when somebody else was first there, so that everything has to be
 * undone. A check that the command doesn't concern any more stays as it is. Whoever calls announces it afterwards.
 */
export const runWithin = async (deps: Deps, tx: Tx, id: string, command: Command, actor: Actor): Promise<boolean> => {
  const check = await loadCheck(tx, id)
  const now = deps.clock()
  const steady = deps.steady()
  const events = decide(check, command, actor, now, steady)
  return isRefusal(events) || appendWithin(tx, await writtenOf(deps, tx, id, check, events, actor, null, { now, steady }))
}

/** What goes to a system goes there in its order for each driver. */
const CARRIED: readonly OutboxRow['kind'][] = ['deliver', 'withdraw', 'standing']

/**
 * Work that events cause elsewhere: a paper to draw, a report to deliver, a withdrawal or a decision of the counter of which the case has to know.
 * `before`: the check before them; null: it wasn't.
 */
export const outboxOf = (
  before: Check | null,
  after: Pick<Check, 'report' | 'delivery' | 'applicant'>,
  recorded: readonly Recorded[],
): OutboxRow[] =>
  recorded.flatMap((one) => {
    const { check, sequence, event } = one
    // Also of another check: a report takes the place of the one before it.
    const row = (kind: OutboxRow['kind'], number: string): OutboxRow[] => [
      { id: `${check}:${sequence}:${kind}`, kind, check, number, line: CARRIED.includes(kind) ? after.applicant : null },
    ]
    if (event.kind === 'concluded') return row('draw', event.number)
    if (event.kind === 'sealed' && after.report)
      return [...row('deliver', after.report.number), ...(event.unstamped ? row('stamp', after.report.number) : [])]
    if (event.kind === 'resent' && after.report) return row('deliver', after.report.number)
    // The case has it, or gets it at this moment. What was never sent, or what it refused, it needn't be told of.
    const went = after.delivery !== null && after.delivery.state !== 'refused'
    if (event.kind === 'withdrawn' && after.report && went) return row('withdraw', after.report.number)
    const standing = counterStanding(before, one)
    return standing ? row('standing', standing.number) : []
  })

/** Errands with the places to which they go: a report to the system that serves the unit whose report it is. */
const addressed = async (
  db: Db | Tx,
  destinations: readonly Destination[],
  state: Check,
  errands: readonly OutboxRow[],
): Promise<Addressed[]> => {
  const addressedOne = async (errand: OutboxRow): Promise<Addressed> => {
    if (errand.line === null) return { ...errand, destination: NOWHERE.id }
    // What is said of a report follows it, wherever others go by now.
    const last = errand.kind === 'withdraw' || errand.kind === 'standing' ? await lastPlaceOf(db, errand.number) : null
    const known = destinations.some(({ id }) => id === last)
    return { ...errand, destination: last !== null && known ? last : await placeOf(db, destinations, state) }
  }
  const all: Addressed[] = []
  for (const errand of errands) all.push(await addressedOne(errand))
  return all
}

/** Where what is sent of this check goes to, as sites and settings stand now. */
export const placeOf = async (db: Db | Tx, destinations: readonly Destination[], check: Check): Promise<string> => {
  const code = (await listSites(db)).find(({ id }) => id === squadOf(check))?.code ?? null
  return destinationFor(destinations, code).id
}
