import { attentionOf } from '#check/attention.ts'
import type { Check } from '#check/check.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { ACCESS_MOST, type AccessGiven, type AccessKind, type AccessViews } from '#protocol/rest.ts'
import { EVERY_STATION } from '#protocol/stations.ts'
import type { Deps } from '../../deps.ts'
import { type AccessRow, addAccess, listAccess, reasonBetween } from '../../store/access.ts'
import { loadCheck } from '../../store/checks.ts'
import { findPerson } from '../../store/people.ts'
import { findReport } from '../../store/reports.ts'
import { covers, keepsAt, placeName, type Reader, readerOf, type Scope, siteNames } from '../sites/scope.ts'

export type { Reader }

/** How long a reason opens a check, ms. */
const REASON_MS = 3_600_000

/** Had the doctor a hand in this check: holds it, decided or noted in it, drew it up, signed or countersigned it? */
const isOwnCase = (check: Check, person: string): boolean =>
  check.lease?.doctor.id === person ||
  check.drawnUp?.doctor === person ||
  check.signed?.doctor.id === person ||
  check.report?.doctor.id === person ||
  check.report?.countersigned?.doctor.id === person ||
  check.notes.some(({ doctor }) => doctor.id === person) ||
  EVERY_STATION.some((station) => check.stations[station].decision?.doctor.id === person)

/**
 * Is a check open to somebody without a reason: their own case, one whose report goes to their counter, or one at a site that they serve as a
 * doctor. A finished one of a doctor who serves all sites isn't: else every such doctor could read everybody by counting up numbers.
 */
const isOpenTo = (check: Check, { id, doctor, counter }: Reader): boolean => {
  if (isOwnCase(check, id) || (counter && covers(counter, check))) return true
  if (!doctor || !covers(doctor, check)) return false
  const underway = check.phase === 'opened' || check.phase === 'underway'
  // What waits for a doctor is on every list of theirs: it has to be read to be countersigned or replaced.
  return underway || doctor.sites !== null || attentionOf(check) !== null
}

/** The reason that was given within the hour, whatever the wall's clock was set to; null: none. */
const givenReason = (deps: Deps, { id: person }: Reader, check: string): Promise<string | null> => {
  const now = deps.steady()
  const since = new Date(now.getTime() - REASON_MS).toISOString()
  return reasonBetween(deps.db, { person, check, since, till: now.toISOString() })
}

/** A check as it stands, for the doors. */
export const loadedCheck = (deps: Deps, id: string): Promise<Check | null> => loadCheck(deps.db, id)

/** What somebody looked at or did, as it is written down. */
export const accessRow = (deps: Deps, reader: Reader, check: string, what: AccessKind, reason: string): AccessRow => {
  const [at, steadyAt] = [deps.clock().toISOString(), deps.steady().toISOString()]
  return { id: deps.ids(), person: reader.id, check, what, reason, at, steadyAt }
}
const record = (deps: Deps, reader: Reader, check: string, what: AccessKind, reason: string): Promise<void> =>
  addAccess(deps.db, deps.key, [accessRow(deps, reader, check, what, reason)])

/** May somebody look at this of a check? What is looked at for a reason is written down each time; without one that is asked for. */
export const mayLook = async (deps: Deps, reader: Reader, check: Check, what: AccessKind): Promise<Refusal | null> => {
  if (isOpenTo(check, reader)) return null
  const reason = await givenReason(deps, reader, check.id)
  if (reason === null) return refuse('access-needs-reason', { check: check.id })
  await record(deps, reader, check.id, what, reason)
  return null
}

/** Writes down that somebody takes data of these checks out of the house, which are theirs to see: no reason is asked for. */
export const recordExport = (deps: Deps, reader: Reader, checks: readonly string[]): Promise<void> =>
  addAccess(
    deps.db,
    deps.key,
    checks.map((check) => accessRow(deps, reader, check, 'export', '')),
  )

/** Writes down that a doctor begins to watch the drivers of these checks, who are theirs to examine: no reason is asked for. */
export const recordWatching = (deps: Deps, reader: Reader, checks: readonly string[]): Promise<void> =>
  addAccess(
    deps.db,
    deps.key,
    checks.map((check) => accessRow(deps, reader, check, 'watch', '')),
  )

/** May somebody take data of this check out of the house? It is written down of one's own, too: what has left can't be called back. */
export const mayExport = async (deps: Deps, reader: Reader, check: Check): Promise<Refusal | null> => {
  if (!isOpenTo(check, reader)) return mayLook(deps, reader, check, 'export')
  await recordExport(deps, reader, [check.id])
  return null
}

/**
 * May somebody watch the recording of this check? Those who had a hand in it, and for a reason every doctor, and an auditor of its site; each opening is
 * written down, of one's own, too: there is more in it than in any paper.
 */
export const mayWatch = async (deps: Deps, reader: Reader, check: Check): Promise<Refusal | null> => {
  const refused = await mayGoOnWatching(deps, reader, check)
  if (refused) return refused
  await record(deps, reader, check.id, 'recording', (await givenReason(deps, reader, check.id)) ?? '')
  return null
}

/** The same for what follows from an opening that was written down. */
export const mayGoOnWatching = async (deps: Deps, reader: Reader, check: Check): Promise<Refusal | null> => {
  if (isOwnCase(check, reader.id)) return null
  const elsewhere = reader.doctor ? null : await notIn(deps, reader.auditor, check)
  if (elsewhere) return elsewhere
  return (await givenReason(deps, reader, check.id)) === null ? refuse('access-needs-reason', { check: check.id }) : null
}

/** May somebody keep the recording of this check from being erased? */
export const mayHold = (deps: Deps, reader: Reader, check: Check): Promise<Refusal | null> => notIn(deps, keepsAt(reader), check)

const notIn = async (deps: Deps, scope: Scope | null, check: Check): Promise<Refusal | null> =>
  scope && covers(scope, check) ? null : refuse('other-site', { site: scope ? await placeName(deps, scope, check) : '' })

/** May what changes be shown on to somebody who watches this check? Nothing is written down: that was done when they began. */
export const isShown = async (deps: Deps, reader: Reader, check: Check): Promise<boolean> =>
  isOpenTo(check, reader) || (await givenReason(deps, reader, check.id)) !== null

/** As whom somebody asks for something. */
export type As = 'doctor' | 'counter'

/**
 * May somebody act on this check as a doctor, as claim it, or as the counter, as accept its report? Only where that role has to do with it, as
 * the sites and the person stand now; a doctor who had a hand in it goes on.
 */
export const mayAct = async (deps: Deps, person: string, as: As, check: Check | null): Promise<Refusal | null> => {
  const found = await findPerson(deps.db, { id: person })
  if (!found) return refuse('not-signed-in')
  const scope = (await readerOf(deps, found))[as]
  if (!scope) return refuse('not-allowed')
  // What isn't there is refused by whoever looks for it.
  if (!check || covers(scope, check) || (as === 'doctor' && isOwnCase(check, person))) return null
  return refuse('other-site', { site: await placeName(deps, scope, check) })
}

/** Writes down why somebody wants to see what isn't theirs to see, by its check or its report's number; it is open to them for an hour. */
export const giveReason = async (
  deps: Deps,
  reader: Reader,
  { of, reason }: { of: { check: string } | { number: string }; reason: string },
): Promise<AccessGiven | Refusal> => {
  const id = 'check' in of ? of.check : (await findReport(deps.db, of))?.check
  const check = id === undefined ? null : await loadCheck(deps.db, id)
  if (!check) return refuse('check' in of ? 'check-unknown' : 'report-unknown')
  // To an auditor nothing opens but recordings of their sites.
  const elsewhere = reader.doctor || reader.counter ? null : await notIn(deps, reader.auditor, check)
  if (elsewhere) return elsewhere
  await record(deps, reader, check.id, 'reason', reason)
  deps.log.info({ person: reader.id, check: check.id }, 'somebody gave a reason to look at a check')
  return { check: check.id, until: new Date(deps.clock().getTime() + REASON_MS).toISOString() }
}

/** What was looked at beyond one's own, for administrators; newest first, behind the record that was seen last. */
export const accessView = async (deps: Deps, before: { at: string; id: string } | null): Promise<AccessViews> => {
  const names = await siteNames(deps)
  const { entries, more } = await listAccess(deps.db, { before, most: ACCESS_MOST })
  const shown = entries.map(({ person, site, number, ...rest }) => ({
    ...rest,
    person: person ?? '',
    site: names.get(site ?? '') ?? '',
    number,
  }))
  return { entries: shown, more }
}
