import { STATIONS } from '#protocol/station.ts'
import type { Check } from './check.ts'
import { acuityLimits, withCovered } from './rules/classes.ts'
import { BETTER_EYE, reaches, type Tested } from './rules/objections.ts'
import { rulesOf } from './rules/rules.ts'

// Article 14(2)2: who has one impaired eye needs 5.0 in the better one. A booth that only asked for 4.9 doesn't know.

type Eye = keyof Tested
const OTHER: Record<Eye, Eye> = { 'acuity-left': 'acuity-right', 'acuity-right': 'acuity-left' }
const isEye = (station: string): station is Eye => station in OTHER

/** The finding of an eye that stands: the doctor's, else the newest measurement's. */
const eyeOf = ({ stations }: Check, eye: Eye) => {
  const finding = stations[eye].decision?.finding ?? stations[eye].measured?.finding
  return finding && 'reached' in finding ? finding : null
}

const classLimits = (check: Check): number[] => acuityLimits(rulesOf(check.rules), check.classes)

/** The levels at which an eye's standing measurement was made; of a doctor's decision, the limits of the classes. */
const testedOf = (check: Check, eye: Eye): readonly number[] => {
  const { decision, measured, attempts } = check.stations[eye]
  const read = attempts.find(({ reading }) => reading !== null && reading.id === measured?.reading)?.attempt.setup
  return !decision && read?.procedure === 'acuity' ? read.limits : classLimits(check)
}

/** The levels at which each eye of this check was tested. */
export const tested = (check: Check): Tested => ({
  'acuity-left': testedOf(check, 'acuity-left'),
  'acuity-right': testedOf(check, 'acuity-right'),
})

/** May one eye of this driver be impaired, for some class, and is this one too weak for every class? */
const isImpaired = (check: Check, eye: Eye): boolean => {
  const rules = rulesOf(check.rules)
  const mildest = Math.min(...classLimits(check))
  const reached = eyeOf(check, eye)?.reached
  const weak = reached === null || (reached !== undefined && reached < mildest)
  return weak && withCovered(rules, check.classes).some((one) => rules.classes[one].oneEye)
}

/** The levels to test an eye at, strictest first: the limits of the classes, and 5.0 where the other eye turned out to be impaired. */
export const eyeLimits = (check: Check, eye: Eye): number[] => {
  const limits = classLimits(check)
  return isImpaired(check, OTHER[eye]) ? [...new Set([BETTER_EYE, ...limits])].toSorted((a, b) => b - a) : limits
}

/** Has this driver practised in this check, with either eye, and read what was asked? */
export const hasPractised = ({ stations }: Check): boolean =>
  STATIONS.filter(isEye).some((eye) =>
    stations[eye].attempts.some(({ reading }) => reading?.score.procedure === 'acuity' && reading.score.practised),
  )

/** The better eye of somebody with one impaired, measured at 4.9 and never asked for 5.0: it is still to be tested. */
export const untestedBetterEye = (check: Check): Eye | null =>
  STATIONS.filter(isEye).find((eye) => {
    const { decision, measured } = check.stations[eye]
    const finding = eyeOf(check, eye)
    return !decision && measured && finding && isImpaired(check, OTHER[eye]) && reaches(finding, BETTER_EYE, tested(check)) === 'unknown'
  }) ?? null
