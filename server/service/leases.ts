import type { Check } from '#check/events.ts'
import { isRefusal, refuse, type Refusal } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import { heldBy, lapsedLeases, loadCheck, renewLease } from '../store/checks.ts'
import type { Doctor } from './booths.ts'
import { run } from './run.ts'

/** The doctor still sits at the check: the lease runs from now again. No event, since nothing happened. */
export const renew = async (deps: Deps, doctor: Doctor, id: string): Promise<Check | Refusal> => {
  const allowed = await run(deps, id, { kind: 'renew' }, doctor)
  if (isRefusal(allowed)) return allowed
  if (!(await renewLease(deps.db, id, doctor.id, deps.steady().toISOString()))) return refuse('not-your-check')
  return (await loadCheck(deps.db, id)) ?? refuse('check-unknown')
}

/** Gives checks back to the queue whose doctor hasn't renewed. */
export const lapseLeases = async (deps: Deps): Promise<void> => {
  for (const id of await lapsedLeases(deps.db, deps.steady().toISOString())) {
    const lapsed = await run(deps, id, { kind: 'lapse' }, { kind: 'system' })
    if (!isRefusal(lapsed)) deps.log.info({ check: id }, 'a lease ran out')
  }
}

/** A doctor takes a driver from the queue. Of two at once the first has it, the other is told who. */
export const claim = async (
  deps: Deps,
  doctor: Doctor,
  { command, check: id, version }: { command: string; check: string; version: number },
): Promise<Check | Refusal> => {
  const other = await heldBy(deps.db, doctor.id, id)
  if (other) return refuse('busy-with-another', { check: other })
  return run(deps, id, { kind: 'claim', version }, doctor, { id: command })
}

/** May this doctor see and hear the booth of a check? Whoever holds it may. */
export const mayExamine = async (deps: Deps, doctor: Doctor, id: string): Promise<Refusal | null> => {
  const check = await loadCheck(deps.db, id)
  if (!check) return refuse('check-unknown')
  return check.lease?.doctor.id === doctor.id ? null : refuse('not-your-check')
}
