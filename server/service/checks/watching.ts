import type { Doctor } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { loadCheck } from '../../store/checks.ts'
import { mayAct, type Reader, recordWatching } from '../people/access.ts'

// A doctor watches drivers who go through their checks alone. It is no claim: nothing is decided by it, and any doctor may take the driver
// at any time. Who watches is asked, never remembered; that somebody began to is on record, and the driver is told for as long as it lasts.

/** Somebody in a booth who goes through the check alone, as far as they can. */
const isAlone = ({ phase, queuedAt, lease }: Check): boolean => phase === 'underway' && queuedAt !== null && lease === null

/** Does this doctor watch this check at this moment? */
export const isWatchedBy = async (deps: Pick<Deps, 'presence'>, doctor: string, check: Check): Promise<boolean> =>
  isAlone(check) && (await deps.presence.watchersOf(check.id)).some(({ id }) => id === doctor)

/** By what a page's ticket for one of the checks that it watches is known: it has one for each. */
export const ticketLine = (line: string, check: string): string => `${line} ${check}`

/** A page watches these from now on. Of those in `ended`, which it watched until now, its tickets end, and the booth is told. */
export const watchOn = async (deps: Deps, doctor: Doctor, line: string, watched: readonly string[], ended: readonly string[]) => {
  await deps.presence.watches(line, { id: doctor.id, name: doctor.name }, watched)
  for (const check of ended) {
    await deps.presence.tickets.end(ticketLine(line, check))
    deps.announce({ kind: 'check', check, moved: [] })
  }
}

/** The page has gone, or watches nothing any more. */
export const stopWatching = (deps: Deps, doctor: Doctor, line: string, before: readonly string[]): Promise<void> =>
  watchOn(deps, doctor, line, [], before)

/**
 * A page of this doctor watches these checks from now on, and no others. Gives those of them whose drivers are alone; refused as a whole where one
 * isn't theirs to examine. Each that begins is written down before anything of it can be seen.
 */
export const watchChecks = async (
  deps: Deps,
  reader: Reader,
  doctor: Doctor,
  { line, before, wanted }: { line: string; before: readonly string[]; wanted: readonly string[] },
): Promise<Check[] | Refusal> => {
  const chosen: Check[] = []
  for (const id of wanted) {
    const check = await loadCheck(deps.db, id)
    if (!check) return refuse('check-unknown')
    const refused = await mayAct(deps, doctor.id, 'doctor', check)
    if (refused) return refused
    if (isAlone(check)) chosen.push(check)
  }
  const ids = chosen.map(({ id }) => id)
  const begun = ids.filter((id) => !before.includes(id))
  if (begun.length > 0) await recordWatching(deps, reader, begun)
  const ended = before.filter((id) => !ids.includes(id))
  await watchOn(deps, doctor, line, ids, ended)
  for (const check of begun) deps.announce({ kind: 'check', check, moved: [] })
  return chosen
}
