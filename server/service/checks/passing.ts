import type { Doctor } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import { ageOn, chinaDay } from '#protocol/days.ts'
import type { Colleagues, OfferView } from '#protocol/offer.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import type { Offer } from '../../offers.ts'
import { findPerson } from '../../store/people.ts'
import { queueLinesOf } from '../../store/queue.ts'
import { doctorsHere } from '../registry/here.ts'
import { type Found, theCheck } from '../run.ts'
import { siteNames } from '../sites/scope.ts'

// A doctor passes a driver on to a colleague. The driver stays with the first until the second takes them: by claiming the check, see leases.ts.

/** The check that this doctor holds, or why it isn't theirs to pass on. */
const held = async (deps: Deps, doctor: Doctor, id: string, found: Found): Promise<Check | Refusal> => {
  const check = await theCheck(deps, id, found)
  if (!check) return refuse('check-unknown')
  return check.phase === 'underway' && check.lease?.doctor.id === doctor.id ? check : refuse('not-your-check')
}

/** Colleagues who are here, have no driver and may examine and sign where this one sits. */
const free = async (deps: Deps, doctor: Doctor, { booth }: Check): Promise<{ id: string; name: string }[]> => {
  const here = (await doctorsHere(deps)).filter(({ id, sites, since }) => id !== doctor.id && since === null && sites.has(booth.site.id))
  const unoffered: { id: string; name: string }[] = []
  for (const { id, name } of here) if (!(await deps.presence.offers.to(id))) unoffered.push({ id, name })
  return unoffered
}

/** Whom the driver of this check can be passed on to now. */
export const colleagues = async (deps: Deps, doctor: Doctor, id: string, found?: Found): Promise<Colleagues | Refusal> => {
  const check = await held(deps, doctor, id, found)
  return isRefusal(check) ? check : { doctors: await free(deps, doctor, check) }
}

/** Offers the driver to a colleague, who has 20 s to take them. */
export const passOn = async (
  deps: Deps,
  doctor: Doctor,
  { check: id, to }: { check: string; to: string },
  found?: Found,
): Promise<{ done: true } | Refusal> => {
  const check = await held(deps, doctor, id, found)
  if (isRefusal(check)) return check
  const colleague = (await free(deps, doctor, check)).find((one) => one.id === to)
  if (!colleague || !(await deps.presence.offers.make({ check: id, to, from: doctor.id })))
    return refuse('colleague-not-free', { doctor: (await findPerson(deps.db, { id: to }))?.name ?? '' })
  deps.log.info({ check: id, from: doctor.id, to }, 'a driver is offered to a colleague')
  told(deps, { from: doctor.id, to })
  return { done: true }
}

export const told = (deps: Deps, { from, to }: Pick<Offer, 'from' | 'to'>): void => {
  for (const doctor of [from, to]) if (doctor !== null) deps.announce({ kind: 'offer', doctor })
}

/** Whoever made or got an offer ends it; the driver stays where they are. */
export const endOffer = async (deps: Deps, doctor: Doctor, id: string): Promise<{ done: true } | Refusal> => {
  const offer = await deps.presence.offers.of(id)
  // It ran out a moment ago, or was taken.
  if (!offer) return { done: true }
  if (offer.from !== doctor.id && offer.to !== doctor.id) return refuse('not-your-check')
  await deps.presence.offers.end(id)
  if (offer.to === doctor.id) await deps.presence.offers.refuse(id, doctor.id)
  told(deps, offer)
  return { done: true }
}

/** Ends the offers that nobody has answered in time. Whoever didn't answer when it was a driver's turn isn't at the desk: they rest until they say otherwise. */
export const endOffers = async (deps: Deps): Promise<void> => {
  for (const offer of await deps.presence.offers.runOut()) {
    if (offer.from === null) await rest(deps, { id: offer.to }, true)
    told(deps, offer)
  }
}

/** A doctor takes no drivers for now, or takes them again. */
export const rest = async (deps: Deps, { id }: Pick<Doctor, 'id'>, rests: boolean): Promise<{ done: true }> => {
  await deps.presence.rest(id, rests)
  deps.announce({ kind: 'offer', doctor: id })
  deps.announce({ kind: 'waits' })
  return { done: true }
}

/** What a doctor is offered now, and what they have offered. */
export const offersOf = async (deps: Deps, doctor: string): Promise<OfferView> => {
  const [got, made] = [await deps.presence.offers.to(doctor), await deps.presence.offers.by(doctor)]
  return {
    offered: got && (await shown(deps, got)),
    rests: (await deps.presence.resting()).has(doctor),
    made: made && { check: made.check, to: await nameOf(deps, made.to), seconds: left(deps, made) },
  }
}

const left = (deps: Deps, { until }: Offer): number => Math.max(0, Math.ceil((until - deps.steady().getTime()) / 1000))
const nameOf = async (deps: Deps, id: string): Promise<string> => (await findPerson(deps.db, { id }))?.name ?? ''

const shown = async (deps: Deps, offer: Offer): Promise<OfferView['offered']> => {
  const [line] = await queueLinesOf(deps.db, [offer.check])
  if (!line) return null
  const { check, version, name, birth, classes, booth } = line
  return {
    check,
    version,
    name,
    age: ageOn(birth, chinaDay(deps.clock())),
    classes,
    booth: booth.name,
    site: (await siteNames(deps)).get(booth.site) ?? '',
    from: offer.from && (await nameOf(deps, offer.from)),
    seconds: left(deps, offer),
  }
}
