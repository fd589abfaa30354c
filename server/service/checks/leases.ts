import type { Doctor } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { findApplicant } from '../../store/applicants.ts'
import { loadCheck } from '../../store/checks.ts'
import { heldBy, lapsedLeases, renewLease, spareLease } from '../../store/leases.ts'
import { overlyKept } from '../../store/queue.ts'
import { signersAt } from '../registry/signing.ts'
import { type Asked, type Found, run, theCheck } from '../run.ts'
import { attending } from './attending.ts'
import { answerByClaim } from './help.ts'
import { rest, told } from './passing.ts'

/** The doctor still sits at the check: the lease runs from now again. No event, since nothing happened. */
export const renew = async (deps: Deps, doctor: Doctor, id: string, found?: Found): Promise<Check | Refusal> => {
  const allowed = await run(deps, id, { kind: 'renew' }, doctor, { found })
  if (isRefusal(allowed)) return allowed
  const until = await renewLease(deps.db, id, doctor.id, deps.steady().toISOString())
  return until && allowed.lease ? { ...allowed, lease: { ...allowed.lease, until } } : refuse('not-your-check')
}

/** The doctor lets the driver wait, who is kept for them for ten minutes. */
export const keep = (deps: Deps, doctor: Doctor, { command, check, version }: Asked, found?: Found): Promise<Check | Refusal> =>
  run(deps, check, { kind: 'keep', version }, doctor, { id: command, found })

/** How much longer a lease lasts for each look at which the doctor's media flows, ms: three looks may fail. */
const SPARED_MS = 3000

/**
 * Gives checks back to the queue whose doctor hasn't renewed. A doctor whose picture or voice still comes sits there all the same:
 * only the line for commands is cut, and the driver stays.
 */
export const lapseLeases = async (deps: Deps): Promise<void> => {
  for (const id of await lapsedLeases(deps.db, deps.steady().toISOString())) {
    const check = await loadCheck(deps.db, id)
    const doctor = check?.lease?.doctor.id
    const until = new Date(deps.steady().getTime() + SPARED_MS).toISOString()
    if (doctor && (await deps.media.flows(id, 'doctor')) && (await spareLease(deps.db, id, doctor, until))) continue
    const lapsed = await run(deps, id, { kind: 'lapse' }, { kind: 'system', id: 'leases' }, { found: check })
    if (!isRefusal(lapsed)) deps.log.info({ check: id }, 'a lease ran out')
  }
  for (const id of await overlyKept(deps.db, deps.steady().toISOString()))
    await run(deps, id, { kind: 'lapse' }, { kind: 'system', id: 'leases' })
}

/** The check that keeps a doctor from another one, by the driver's name and the booth; null: none does. */
export const busyWith = async (deps: Deps, doctor: Doctor, beside: string): Promise<Refusal | null> => {
  const held = await heldBy(deps.db, doctor.id, beside)
  const other = held && (await loadCheck(deps.db, held))
  if (!other) return null
  const person = await findApplicant(deps.db, other.applicant)
  return refuse('busy-with-another', { check: other.id, name: person?.card.name ?? '', booth: other.booth.name })
}

/**
 * A doctor takes a driver from the queue. Of two at once the first has it, the other is told who. Of two drivers whom one doctor
 * claims at once the store takes one, and the other claim is told of that.
 */
export const claim = async (
  deps: Deps,
  doctor: Doctor,
  { command, check: id, version }: Asked,
  found?: Found,
): Promise<Check | Refusal> => {
  const check = await theCheck(deps, id, found)
  // Nobody examines whom they couldn't sign for.
  const signers = check && (await signersAt(deps, check.booth.site, doctor.id))
  if (isRefusal(signers)) return signers
  // Whoever has the driver goes on with them.
  if (deps.draining.isOn() && check?.lease?.doctor.id !== doctor.id) return refuse('server-draining')
  const busy = await busyWith(deps, doctor, id)
  if (busy) return busy
  const offer = await deps.presence.offers.of(id)
  const from = offer?.to === doctor.id && offer.from !== null ? { from: offer.from } : {}
  const claimed = await run(deps, id, { kind: 'claim', version, ...from }, doctor, {
    id: command,
    found: check,
    also: attending(deps, doctor, id),
  })
  if (!isRefusal(claimed)) {
    await answerByClaim(deps, doctor, claimed.booth.id)
    if (offer) {
      await deps.presence.offers.end(id)
      told(deps, offer)
    }
    // Whoever takes a driver takes drivers.
    if ((await deps.presence.resting()).has(doctor.id)) await rest(deps, doctor, false)
  }
  return isRefusal(claimed) && claimed.refused === 'stale' ? ((await busyWith(deps, doctor, id)) ?? claimed) : claimed
}
