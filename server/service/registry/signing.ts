import type { Doctor } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import { institutionOf, issuerAt, maySign, registeredOf, type Signers, uncertified } from '#check/registry.ts'
import { canonical } from '#protocol/canonical.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { RegisteredDoctor } from '#protocol/registered.ts'
import type { SigningRights } from '#protocol/registry.ts'
import type { Report } from '#protocol/report.ts'
import type { LicenceClass } from '#protocol/station.ts'
import type { Deps } from '../../deps.ts'
import type { Db, Tx } from '../../store/open.ts'
import { currentRegistry } from '../../store/registry.ts'
import { listSites } from '../../store/sites.ts'
import { includes, type Reader } from '../sites/scope.ts'

type Site = { id: string; name: string }
type Asking = Pick<Deps, 'clock'> & { db: Db | Tx }

/** In whose names this doctor may sign now what was examined at a site, or why they may not. */
export const signersAt = async ({ db, clock }: Asking, site: Site, doctor: string): Promise<Signers | Refusal> =>
  maySign(await currentRegistry(db), site, doctor, clock())

/** The same of a report that grants these classes: its institution may certify for each of them. */
export const signersOf = async (
  asking: Asking,
  check: Check,
  doctor: Doctor,
  granted: readonly LicenceClass[],
): Promise<Signers | Refusal> => {
  const signers = await signersAt(asking, check.booth.site, doctor.id)
  if (isRefusal(signers)) return signers
  const { value } = signers.institution
  const others = uncertified(value, granted)
  return others.length > 0 ? refuse('class-not-certified', { institution: value.name, classes: others }) : signers
}

/**
 * Why this doctor's signature isn't taken at this instant; null: it is. What the registry said of them when it was looked at has to stand still: of who
 * signs first that is in the report, of who countersigns in their signature (`second`), and their institution is still the report's.
 */
export const signatureRefused = async (
  asking: Asking,
  check: Check,
  doctor: Doctor,
  report: Report,
  second: RegisteredDoctor | null,
): Promise<Refusal | null> => {
  const signers = await signersOf(asking, check, doctor, report.outcome.classes)
  if (isRefusal(signers)) return signers
  const now = registeredOf(signers)
  const stands = second
    ? sameInstitution(report, signers) && canonical(second) === canonical(now.doctor)
    : !report.registered || canonical(report.registered) === canonical(now)
  return stands ? null : refuse('registration-changed')
}

/** The site may have been given to another institution meanwhile. */
const sameInstitution = ({ registered }: Report, { institution }: Signers): boolean =>
  registered === undefined || registered.institution.id === institution.id

/** Why nobody may sign what is examined at this site now, so that no driver sits down for it; null: somebody may. */
export const notIssuing = async ({ db, clock }: Asking, site: Site): Promise<Refusal | null> => {
  const registry = await currentRegistry(db)
  const issuer = issuerAt(registry, site, clock())
  const somebody = registry.doctors.some(({ value }) => !isRefusal(maySign(registry, site, value.person, clock())))
  return isRefusal(issuer) || !somebody ? refuse('site-not-issuing', { site: site.name }) : null
}

/** Of each open site that a doctor serves: may they sign there now, in whose name and through which day, or why not. */
export const signingRights = async (deps: Deps, { id, doctor }: Reader): Promise<SigningRights> => {
  const registry = await currentRegistry(deps.db)
  const sites = (await listSites(deps.db)).filter((site) => !site.closed && doctor !== null && includes(doctor, site.id))
  return sites.map((site) => {
    const institution = institutionOf(registry, site.id)?.value ?? null
    const signers = maySign(registry, site, id, deps.clock())
    const called = { site: site.name, institution: institution?.name ?? null }
    if (isRefusal(signers)) return { ...called, until: null, refusal: signers }
    const [until = null] = [institution?.until, signers.doctor.value.until].flatMap((day) => day ?? []).toSorted()
    return { ...called, until, refusal: null }
  })
}
