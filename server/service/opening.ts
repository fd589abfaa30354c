import type { Check } from '#check/events.ts'
import { rulesOn } from '#check/rules/rules.ts'
import type { CaseAnswer } from '#protocol/case.ts'
import type { BoothCheck } from '#protocol/check.ts'
import { chinaDay } from '#protocol/days.ts'
import type { Card, CardReading } from '#protocol/reading.ts'
import { isRefusal, refuse, type Refusal } from '#protocol/refusal.ts'
import type { LicenceClass } from '#protocol/station.ts'
import type { Deps } from '../deps.ts'
import { cleanCard, findApplicant, keepApplicant } from '../store/applicants.ts'
import { openCheckOf } from '../store/checks.ts'
import { counted, growTo } from '../store/counters.ts'
import { setShowing } from '../store/machines.ts'
import { repeated, type Booth } from './booths.ts'
import { undeclared } from './claimed.ts'
import { run } from './run.ts'
import { CLOCK_MS, notTheWordOf } from './signed.ts'
import { boothCheck } from './views.ts'

/** What somebody is checked for who comes without a case. */
const WALK_IN: LicenceClass[] = ['C1']

/** A card was laid on: opens a check, or gives the one that this driver has open in this booth. */
export const openCheck = async (deps: Deps, booth: Booth, reading: CardReading): Promise<BoothCheck | Refusal> => {
  const forged = await notTheWordOf(deps, booth, reading)
  if (forged) return forged
  const before = await repeated(deps, booth, reading.id)
  if (before) return boothCheck(deps, before)
  const count = `card ${booth.id}`
  if (reading.sequence <= (await counted(deps.db, count))) return refuse('sequence-not-growing')
  if (reading.device.kind !== 'identity-card') return refuse('devices-unnamed', { device: 'identity-card' })
  const foreign = await undeclared(deps, booth, [reading.device])
  if (foreign) return foreign
  // Whatever this booth measures next would be refused: better said before anybody is measured.
  if (Math.abs(Date.parse(reading.at) - deps.clock().getTime()) > CLOCK_MS) return refuse('clock-wrong')
  const wrong = wrongWith(reading.card, chinaDay(deps.clock()))
  if (wrong) return wrong
  const open = await openCheckOf(deps.db, booth.id)
  if (open) return sameDriver(deps, open, reading.card)

  const found = await deps.traffic.find(reading.card.number)
  if (isRefusal(found)) return found
  if (found?.stopped) return refuse('case-stopped', { reason: found.stopped })
  const cardPhoto = await storedPhoto(deps, reading.photo)
  if (isRefusal(cardPhoto)) return cardPhoto
  const applicant = await keepApplicant(deps.db, deps.key, deps.ids(), {
    card: reading.card,
    file: found?.file ?? null,
    phone: found?.phone ?? null,
  })
  const check = await run(deps, deps.ids(), openCommand(applicant, reading.card, found, cardPhoto, deps.clock()), booth, {
    id: reading.id,
    also: async (tx, after) => {
      await setShowing(tx, booth.id, after.id)
      return growTo(tx, count, reading.sequence)
    },
  })
  if (!isRefusal(check)) return boothCheck(deps, check)
  // Somebody opened a check in this booth at the same moment.
  const other = await openCheckOf(deps.db, booth.id)
  return other ? sameDriver(deps, other, reading.card) : check
}

const openCommand = (applicant: string, card: Card, found: CaseAnswer['case'], cardPhoto: string | null, now: Date) => ({
  kind: 'open' as const,
  applicant,
  birth: card.birth,
  classes: found?.classes ?? WALK_IN,
  case: found?.number ?? null,
  business: found?.business ?? null,
  cardPhoto,
  rules: rulesOn(chinaDay(now)).version,
})

const sameDriver = async (deps: Deps, open: Check, card: Card): Promise<BoothCheck | Refusal> => {
  const who = await findApplicant(deps.db, open.applicant)
  return who?.card.number === card.number ? boothCheck(deps, open) : refuse('already-open')
}

const wrongWith = (card: Card, today: string): Refusal | null => {
  // A name of nothing but what nobody sees.
  if (cleanCard(card).name === '') return refuse('card-invalid')
  if (!isNumberOf(card)) return refuse('card-invalid')
  if (card.validFrom > today) return refuse('card-invalid')
  if (card.validTo !== null && card.validTo < today) return refuse('card-expired', { validTo: card.validTo })
  return null
}

/** A foreigner's number of letters and digits has no check digit of this kind and says no whole birth date. */
const isNumberOf = (card: Card): boolean => {
  if (card.kind === 'foreigner' && /^[A-Z]{3}\d{12}$/.test(card.number)) return true
  return isNumberSound(card.number) && card.number.slice(6, 14) === card.birth.replaceAll('-', '')
}

/** GB 11643: the last character is the check digit of the seventeen before it, ISO 7064 MOD 11-2. */
export const isNumberSound = (number: string): boolean => {
  const sum = Array.from(number.slice(0, 17), Number).reduce((total, digit, index) => total + digit * (2 ** (17 - index) % 11), 0)
  return '10X98765432'[sum % 11] === number[17]
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

const storedPhoto = async (deps: Deps, photo: string | null): Promise<string | null | Refusal> => {
  if (photo === null) return null
  const bytes = Buffer.from(photo, 'base64')
  if (!PNG.every((byte, index) => bytes[index] === byte)) return refuse('malformed', { message: 'booth:card', where: '/photo' })
  return deps.files.put(bytes)
}
