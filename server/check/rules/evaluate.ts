import { ageOn } from '#protocol/days.ts'
import { CONDITIONS, type Condition, type Outcome, type Reason } from '#protocol/report.ts'
import { CLASSES, type Finding, type LicenceClass, STATIONS } from '#protocol/station.ts'
import { agesTold } from './ages.ts'
import { acuityLimits, withCovered } from './classes.ts'
import { type Found, type Objection, objectionsTo, sorted, type Tested } from './objections.ts'
import type { Rules } from './rules.ts'

/** Conditions of the classes that are kept: what only another class allows is not written. */
const conditionsOf = (rules: Rules, kept: readonly LicenceClass[], found: Found): Condition[] => {
  const some = (allows: (one: LicenceClass) => boolean) => kept.some(allows)
  const holds: Record<Condition, boolean> = {
    'glasses-left': kept.length > 0 && found.left?.glasses === true && found.left.reached !== null,
    'glasses-right': kept.length > 0 && found.right?.glasses === true && found.right.reached !== null,
    'hearing-aid': found.hearing?.aid === true && some((one) => rules.classes[one].hearingAid),
    'one-eye': false,
    'left-leg': found.lower?.lower === 'left-leg' && some((one) => rules.classes[one].leftLeg),
  }
  return CONDITIONS.filter((condition) => holds[condition])
}

type Against = { one: LicenceClass; objections: Objection[] }

/** The same objection to several classes is one reason that names them. */
const gather = (against: readonly Against[]): Reason[] => {
  const reasons: Reason[] = []
  for (const { one, objections } of against)
    for (const { weight: _, ...reason } of objections) {
      const same = reasons.find((r) => r.code === reason.code && r.station === reason.station && r.asked === reason.asked)
      if (same) same.classes.push(one)
      else reasons.push({ ...reason, classes: [one] })
    }
  return reasons
}

/** Article 67: a holder whose body no longer meets a class goes and says so within 30 days, and doesn't drive it meanwhile. */
const DAYS_TO_TELL = 30
const duties = (rules: Rules, kind: Outcome['kind'], lost: readonly LicenceClass[], keeps: boolean): Reason[] => {
  if (!rules.applying || !keeps || lost.length === 0) return []
  const code = kind === 'unfit' ? 'give-up-licence' : kind === 'lower-classes' ? 'step-down' : null
  return code ? [{ code, station: null, classes: [...lost], found: null, asked: DAYS_TO_TELL }] : []
}

/** Who is judged: classes held or applied for, the card's birth date, and the day of the check in China. */
export type Judged = {
  classes: readonly LicenceClass[]
  birth: string
  on: string
  /** The case's business letter: whether a class is applied for or kept. Without a case it's taken for keeping. */
  business?: string | null
  declaredDisease: boolean
  findings: readonly Finding[]
  /** Absent: each eye was tested at the limits of the classes. */
  tested?: Tested
}

/**
 * What the findings come to for a licence. Where a class is not met, what it covers is judged too, so the answer can be "fit for
 * these only". A class is met, barred, or open: a closer examination elsewhere may still leave it. Who has an open class is referred,
 * whatever is barred beside it; who has neither is unfit, and each bar is named whatever was referred. Never a bare no: there is
 * always a reason.
 */
export const evaluate = (rules: Rules, { classes, birth, on, business = null, declaredDisease, findings, tested }: Judged): Outcome => {
  const limits = acuityLimits(rules, classes)
  const found = sorted(findings)
  const against = withCovered(rules, classes).map(
    (one): Against => ({
      one,
      objections: objectionsTo(rules.classes[one], found, tested ?? { 'acuity-left': limits, 'acuity-right': limits }),
    }),
  )
  const own = against.filter(({ one }) => classes.includes(one))
  const told = agesTold(rules, classes, ageOn(birth, on), business)
  const keeps = business === null || !rules.applying?.letters.includes(business)
  const outcome = (kind: Outcome['kind'], kept: LicenceClass[], reasons: Reason[]): Outcome => ({
    kind,
    classes: kept,
    conditions: conditionsOf(rules, kept, found),
    reasons: [
      ...reasons,
      ...duties(rules, kind, kind === 'unfit' ? classes : classes.filter((one) => !kept.includes(one)), keeps),
      ...told,
    ],
    rules: rules.version,
  })

  if (declaredDisease)
    return outcome('unfit', [], [{ code: 'declared-disease', station: null, classes: [...classes], found: null, asked: null }])
  const missing = STATIONS.filter((station) => !findings.some((finding) => finding.station === station))
  if (missing.length > 0) {
    const still = missing.map((station): Reason => ({ code: 'not-measured', station, classes: [...classes], found: null, asked: null }))
    return outcome('not-measured', [], [...still, ...gather(own)])
  }

  const isMet = ({ objections }: Against) => objections.length === 0
  const isOpen = ({ objections }: Against) => objections.length > 0 && objections.every(({ weight }) => weight === 'open')
  if (own.every(isMet)) {
    const meets: Reason = { code: 'meets-all', station: null, classes: [...classes], found: null, asked: null }
    const whole = outcome('fit', [...classes], [meets])
    return whole.conditions.length > 0 ? { ...whole, kind: 'fit-with-conditions' } : whole
  }
  // What a class that stays covers is not named beside it; what a lost one covers is.
  const lost = own.some((one) => !isMet(one) && !isOpen(one))
  const kept = CLASSES.filter((one) => (lost ? against : own).some((its) => its.one === one && isMet(its)))
  const hopes = lost ? against.filter((one) => isOpen(one) && !own.includes(one)) : []
  const reasons = gather([...own, ...hopes])
  if (own.some(isOpen)) return outcome('refer', kept, reasons)
  if (kept.length > 0) return outcome('lower-classes', kept, reasons)
  return outcome(hopes.length > 0 ? 'refer' : 'unfit', [], reasons)
}
