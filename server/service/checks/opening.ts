import type { Booth } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import { reception } from '#check/reception.ts'
import { rulesOn } from '#check/rules/rules.ts'
import { casesOf, stopAt } from '#check/stops.ts'
import type { CaseAnswer, OpenCase } from '#protocol/case.ts'
import type { BoothCheck } from '#protocol/check.ts'
import { ageOn, chinaDay, isDay } from '#protocol/days.ts'
import { isForeignersNumber, isIdentityNumber } from '#protocol/document-number.ts'
import type { Licence, LicenceTold } from '#protocol/licence.ts'
import type { Card, CardReading } from '#protocol/reading.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Site } from '#protocol/sites.ts'
import type { LicenceClass } from '#protocol/station.ts'
import type { Deps } from '../../deps.ts'
import { applicantWith, cleanCard, findApplicant, keepApplicant } from '../../store/applicants.ts'
import { lastingCheckOf, openCheckOf } from '../../store/checks.ts'
import { counted, growTo } from '../../store/counters.ts'
import { setShowing } from '../../store/machines.ts'
import { listSites } from '../../store/sites.ts'
import { simulatedNow } from '../machines/simulated.ts'
import { notIssuing } from '../registry/signing.ts'
import { run } from '../run.ts'
import { squadFor } from '../sites/routing.ts'
import { boothCheck } from '../views/views.ts'
import { clockSlack, countName, notTheWordOf } from './booth-signature.ts'
import { repeated } from './booths.ts'
import { reportInForce } from './in-force.ts'
import { undeclared } from './log-times.ts'
import { park } from './parking.ts'

/** What somebody is checked for who comes without a case. */
const WALK_IN: LicenceClass[] = ['C1']

/** A card was laid on: opens a check, gives the one that this driver has open in this booth, or goes on with the one that waits under the card. */
export const openCheck = async (deps: Deps, booth: Booth, reading: CardReading): Promise<BoothCheck | Refusal> => {
  const forged = await notTheWordOf(deps, booth, reading)
  if (forged) return forged
  const simulated = await simulatedNow(deps, booth.id)
  if (simulated) return simulated
  const before = await repeated(deps, booth, reading.id)
  if (before) return boothCheck(deps, before)
  const count = countName('card', booth.id)
  if (reading.sequence <= (await counted(deps.db, count))) return refuse('sequence-not-growing')
  if (reading.device.kind !== 'identity-card') return refuse('devices-unnamed', { device: 'identity-card' })
  const foreign = await undeclared(deps, booth, [reading.device])
  if (foreign) return foreign
  // Whatever this booth measures next would be refused: better said before anybody is measured.
  if (Math.abs(Date.parse(reading.at) - deps.clock().getTime()) > clockSlack(deps)) return refuse('clock-wrong')
  const wrong = wrongWith(reading.card, chinaDay(deps.clock()))
  if (wrong) return wrong
  const open = await openCheckOf(deps.db, booth.id)
  const own = open && (await sameDriver(deps, open, reading.card))
  if (own) return own
  // Whoever lays a card on sits here now: the one before is never theirs to end.
  const gone = open && (await park(deps, booth, open, { why: 'other-card', command: null }))
  if (isRefusal(gone)) return gone
  const elsewhere = await lastingOf(deps, reading.card)
  const received = elsewhere && (await receive(deps, booth, elsewhere, reading))
  if (received) return received
  const known = await applicantWith(deps.db, deps.key, reading.card.number)
  const inForce = known && !reading.anew && (await reportInForce(deps, known))
  if (inForce) return refuse('report-in-force', { on: inForce.examinedOn, validTo: inForce.validUntil })

  const closed = await notIssuing(deps, booth.site)
  if (closed) return closed

  const answer = await deps.traffic.find(reading.card.number)
  if (isRefusal(answer)) return answer
  const sites = await listSites(deps.db)
  const found = chosenOf(answer, reading, { sites, booth, today: chinaDay(deps.clock()) })
  if (isRefusal(found)) return found
  const squad = squadFor(sites, booth.site.id, found?.unit ?? null)
  const cardPhoto = await storedPhoto(deps, reading.photo)
  if (isRefusal(cardPhoto)) return cardPhoto
  const applicant = await keepApplicant(deps.db, deps.key, deps.ids(), {
    card: reading.card,
    file: found?.file ?? null,
    phone: found?.phone ?? null,
  })
  const check = await run(
    deps,
    deps.ids(),
    openCommand(applicant, reading, { found, licence: answer.licence }, squad, cardPhoto, deps.clock()),
    booth,
    {
      id: reading.id,
      // Nobody knows it yet.
      found: null,
      also: async (tx, after) => {
        await setShowing(tx, booth.id, after.id)
        // The same card at two booths at once opens one check.
        if (await lastingCheckOf(tx, applicant, after.id)) return false
        return growTo(tx, count, reading.sequence)
      },
    },
  )
  if (!isRefusal(check)) return boothCheck(deps, check)
  // Somebody opened a check in this booth at the same moment.
  const other = await openCheckOf(deps.db, booth.id)
  return other ? ((await sameDriver(deps, other, reading.card)) ?? refuse('already-open')) : check
}

/** The check of this card's driver that isn't over, from whatever booth. */
const lastingOf = async (deps: Deps, card: Card): Promise<Check | null> => {
  const applicant = await applicantWith(deps.db, deps.key, card.number)
  return applicant === null ? null : lastingCheckOf(deps.db, applicant)
}

/** Somebody comes who has a check already. Null: nothing was in it yet, and a new one is opened here. */
const receive = async (deps: Deps, booth: Booth, check: Check, reading: CardReading): Promise<BoothCheck | Refusal | null> => {
  const how = reception(check, booth.id)
  if (isRefusal(how)) return how
  if (how === 'show') {
    await setShowing(deps.db, booth.id, check.id)
    return boothCheck(deps, check)
  }
  if (how !== 'move') return goOn(deps, booth, check, reading)
  const left = await park(deps, SYSTEM, check, { why: 'other-booth', command: null })
  if (isRefusal(left)) return left
  return check.phase === 'opened' ? null : goOn(deps, booth, left, reading)
}

const SYSTEM = { kind: 'system', id: 'receptions' } as const

/** Goes on with a parked check in this booth: declaration, photo, readings, decisions and place in the queue are what they were. */
const goOn = async (deps: Deps, booth: Booth, parked: Check, reading: CardReading): Promise<BoothCheck | Refusal> => {
  const check = await run(deps, parked.id, { kind: 'resume' }, booth, {
    id: reading.id,
    found: parked,
    also: async (tx, after) => {
      await setShowing(tx, booth.id, after.id)
      return growTo(tx, countName('card', booth.id), reading.sequence)
    },
  })
  return isRefusal(check) ? check : boothCheck(deps, check)
}

/**
 * Order 162, article 85: C5 is certified by institutions that the province has recognised for it. The registry says which these are; the rules
 * here judge C5 nowhere, so that nobody is examined for it here.
 */
const CERTIFIES_C5 = false

/**
 * The case that the driver is checked for; null: there is none. Refused, before anything is asked of the driver: what mustn't be examined
 * here, a certificate that still holds, which the driver is asked about, and a choice among several cases.
 */
const chosenOf = (
  answer: CaseAnswer,
  reading: CardReading,
  { sites, booth, today }: { sites: readonly Site[]; booth: Booth; today: string },
): OpenCase | null | Refusal => {
  const here = (unit: string | null) => {
    const squad = squadFor(sites, booth.site.id, unit)
    return { counter: sites.find(({ id }) => id === squad)?.name ?? booth.site.name, certifiesC5: CERTIFIES_C5 }
  }
  const all = casesOf(answer)
  const stops = all.map((one) => stopAt(one, answer.licence, here(one.unit)))
  // Of several cases those that mustn't be examined here are no choice.
  const open = all.filter((_, at) => stops[at] === null)
  const [one = null] = open
  const stop = all.length === 0 ? stopAt(null, answer.licence, here(null)) : one === null ? stops[0] : null
  if (stop) return stop
  const certificate = answer.licence?.certificate
  if (certificate && !reading.anew && certificate.validTo >= today)
    return refuse('certificate-in-force', { on: certificate.issuedOn, validTo: certificate.validTo, institution: certificate.institution })
  const chosen = open.find(({ number }) => number === reading.case)
  if (open.length < 2 || chosen) return chosen ?? one
  return refuse('cases-several', {
    count: open.length,
    numbers: open.map(({ number }) => number),
    businesses: open.map(({ business }) => business),
    classes: open.map(({ classes }) => classes.join(' ')),
  })
}

const toldOf = ({ states, certificate, schoolBus }: Licence): LicenceTold => ({ states, certificate, schoolBus })

const openCommand = (
  applicant: string,
  { card, noPhoto }: CardReading,
  { found, licence }: { found: OpenCase | null; licence: CaseAnswer['licence'] },
  squad: string,
  cardPhoto: string | null,
  now: Date,
) => ({
  kind: 'open' as const,
  applicant,
  birth: card.birth,
  classes: found?.classes ?? WALK_IN,
  case: found?.number ?? null,
  business: found?.business ?? null,
  ...(licence && { licence: toldOf(licence) }),
  squad,
  cardPhoto,
  ...(cardPhoto === null && noPhoto && { noCardPhoto: noPhoto }),
  rules: rulesOn(chinaDay(now)).version,
})

/** The open check, when this card is its driver's. */
const sameDriver = async (deps: Deps, open: Check, card: Card): Promise<BoothCheck | null> => {
  const who = await findApplicant(deps.db, open.applicant)
  return who?.card.number === card.number ? boothCheck(deps, open) : null
}

/** Whoever is younger or older than this, in full years, has a card that was misread: nobody under 16 may drive, and 120 is nobody. */
const AGES = { least: 10, most: 120 }

const wrongWith = (card: Card, today: string): Refusal | null => {
  // A name of nothing but what nobody sees.
  if (cleanCard(card).name === '') return refuse('card-invalid')
  const days = [card.birth, card.validFrom, ...(card.validTo === null ? [] : [card.validTo])]
  if (!days.every(isDay) || card.birth > today || card.validFrom > today) return refuse('card-invalid')
  const age = ageOn(card.birth, today)
  if (age < AGES.least || age > AGES.most || !isNumberOf(card)) return refuse('card-invalid')
  if (card.validTo !== null && card.validTo < today) return refuse('card-expired', { validTo: card.validTo })
  return null
}

/** A foreigner's number of letters and digits has no check digit of this kind and says no whole birth date. */
const isNumberOf = ({ kind, number, birth }: Card): boolean => {
  if (!(kind === 'foreigner' ? isForeignersNumber(number) : isIdentityNumber(number))) return false
  return /^[A-Z]/.test(number) || number.slice(6, 14) === birth.replaceAll('-', '')
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

const storedPhoto = async (deps: Deps, photo: string | null): Promise<string | null | Refusal> => {
  if (photo === null) return null
  const bytes = Buffer.from(photo, 'base64')
  if (!PNG.every((byte, index) => bytes[index] === byte)) return refuse('malformed', { message: 'booth:card', where: '/photo' })
  return deps.files.put(bytes)
}
