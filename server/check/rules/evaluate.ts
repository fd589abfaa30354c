import { ageOn } from '#protocol/days.ts'
import { CONDITIONS, type Condition, type Outcome, type Reason } from '#protocol/report.ts'
import { CLASSES, STATIONS, type Finding, type LicenceClass, type Station } from '#protocol/station.ts'
import { withCovered } from './classes.ts'
import type { ClassRule, Rules } from './rules.ts'

type EyeFinding = Extract<Finding, { reached: unknown }>
/** One finding a station, as the rules want them. */
type Found = {
  height?: Extract<Finding, { cm: number }>
  left?: EyeFinding
  right?: EyeFinding
  colour?: Extract<Finding, { colour: unknown }>
  hearing?: Extract<Finding, { aid: boolean }>
  upper?: Extract<Finding, { upper: unknown }>
  lower?: Extract<Finding, { lower: unknown }>
  trunk?: Extract<Finding, { trunk: unknown }>
}

/** What stands against a class: `bars` decides, `open` needs a closer examination elsewhere. */
type Objection = { code: Reason['code']; station: Station | null; found: Reason['found']; asked: number | null; weight: 'bars' | 'open' }

const tenths = (value: number): number => Math.round(value * 10)

const sort = (findings: readonly Finding[]): Found => {
  const found: Found = {}
  for (const finding of findings) {
    if ('cm' in finding) found.height = finding
    else if ('reached' in finding) found[finding.station === 'acuity-left' ? 'left' : 'right'] = finding
    else if ('colour' in finding) found.colour = finding
    else if ('aid' in finding) found.hearing = finding
    else if ('upper' in finding) found.upper = finding
    else if ('lower' in finding) found.lower = finding
    else if ('trunk' in finding) found.trunk = finding
  }
  return found
}

const heightObjections = (rule: ClassRule, { height }: Found): Objection[] =>
  height && rule.heightCm !== null && height.cm < rule.heightCm
    ? [{ code: 'height-below', station: 'height', found: height.cm, asked: rule.heightCm, weight: 'bars' }]
    : []

/** Each eye at the class's limit; or, where one eye may be impaired, the better one at 5.0 and a field that no booth can measure. */
const acuityObjections = (rule: ClassRule, { left, right }: Found): Objection[] => {
  const below = [left, right].filter((eye) => eye !== undefined && (eye.reached === null || tenths(eye.reached) < tenths(rule.acuity)))
  const [one, other] = below
  if (!one) return []
  if (!other && rule.oneEye) {
    const better = one === left ? right : left
    // An eye is tested at the limits of the classes alone, so 4.9 may well be 5.0: whoever measures the field settles both.
    if (better?.reached != null && tenths(better.reached) >= 49)
      return [{ code: 'one-eye-field-unknown', station: one.station, found: one.reached, asked: 150, weight: 'open' }]
  }
  return below.flatMap((eye) =>
    eye ? [{ code: 'acuity-below', station: eye.station, found: eye.reached, asked: rule.acuity, weight: 'bars' } as const] : [],
  )
}

const hearingObjections = (rule: ClassRule, { hearing }: Found): Objection[] => {
  if (!hearing) return []
  if (!hearing.left || !hearing.right) {
    const ears = !hearing.left && !hearing.right ? 'both' : hearing.left ? 'right' : 'left'
    return [{ code: 'hearing-not-heard', station: 'hearing', found: ears, asked: null, weight: 'bars' }]
  }
  return hearing.aid && !rule.hearingAid
    ? [{ code: 'hearing-aid-not-allowed', station: 'hearing', found: null, asked: null, weight: 'bars' }]
    : []
}

const bodyObjections = (rule: ClassRule, { colour, upper, lower, trunk }: Found): Objection[] => {
  const objections: Objection[] = []
  const bar = (code: Reason['code'], station: Station, found: string | null) =>
    objections.push({ code, station, found, asked: null, weight: 'bars' })
  const words = (limbs: { left: string; right: string }) => [limbs.left, limbs.right].filter((part) => part !== '').join('；') || null
  if (colour?.colour === 'red-green-blind') bar('colour-blind', 'colour', null)
  if (upper && (upper.upper === 'abnormal' || (upper.upper === 'relaxed' && !rule.upperRelaxed)))
    bar('upper-limbs', 'upper-limbs', words(upper))
  if (lower && (lower.lower === 'abnormal' || (lower.lower === 'left-leg' && !rule.leftLeg)))
    bar('lower-limbs', 'lower-limbs', words(lower))
  if (trunk?.trunk === 'disorder') bar('trunk', 'trunk', null)
  return objections
}

const objectionsTo = (rule: ClassRule, found: Found): Objection[] =>
  rule.special
    ? [{ code: 'special-institution', station: null, found: null, asked: null, weight: 'open' }]
    : [
        ...heightObjections(rule, found),
        ...acuityObjections(rule, found),
        ...bodyObjections(rule, found),
        ...hearingObjections(rule, found),
      ]

const conditionsOf = (found: Found): Condition[] => {
  const holds: Record<Condition, boolean> = {
    'glasses-left': found.left?.glasses === true && found.left.reached !== null,
    'glasses-right': found.right?.glasses === true && found.right.reached !== null,
    'hearing-aid': found.hearing?.aid === true,
    'one-eye': false,
    'left-leg': found.lower?.lower === 'left-leg',
  }
  return CONDITIONS.filter((condition) => holds[condition])
}

/** Ages and the ability test are told, not judged: the traffic case decides them. */
const agesTold = (rules: Rules, classes: readonly LicenceClass[], age: number): Reason[] => {
  const told = (code: Reason['code'], asked: number, concerned: LicenceClass[]): Reason[] =>
    concerned.length === 0 ? [] : [{ code, station: null, classes: concerned, found: age, asked }]
  const limits = [...new Set(classes.map((one) => rules.classes[one].ages))]
  return [
    ...limits.flatMap(({ from }) =>
      told('age-below', from, age < from ? classes.filter((one) => rules.classes[one].ages.from === from) : []),
    ),
    ...limits.flatMap(({ to }) =>
      to === null ? [] : told('age-above', to, age > to ? classes.filter((one) => rules.classes[one].ages.to === to) : []),
    ),
    ...told('ability-test', rules.abilityTestFrom, age >= rules.abilityTestFrom ? [...classes] : []),
  ].filter((reason, index, all) => all.findIndex((one) => one.code === reason.code && one.asked === reason.asked) === index)
}

/** The same objection to several classes is one reason that names them. */
const gather = (objections: readonly { one: LicenceClass; objection: Objection }[]): Reason[] => {
  const reasons: Reason[] = []
  for (const { one, objection } of objections) {
    const { weight: _, ...reason } = objection
    const same = reasons.find((r) => r.code === reason.code && r.station === reason.station && r.asked === reason.asked)
    if (same) same.classes.push(one)
    else reasons.push({ ...reason, classes: [one] })
  }
  return reasons
}

/**
 * What the findings come to for a licence. `classes` are those held or applied for; where one is not met, what it covers is
 * judged too, so the answer can be "fit for these only". Never a bare no: there is always a reason.
 * `on` is the day of the check in China, `birth` the card's.
 */
export const evaluate = (
  rules: Rules,
  {
    classes,
    birth,
    on,
    declaredDisease,
    findings,
  }: { classes: readonly LicenceClass[]; birth: string; on: string; declaredDisease: boolean; findings: readonly Finding[] },
): Outcome => {
  const judged = { conditions: [] as Condition[], rules: rules.version }
  const told = agesTold(rules, classes, ageOn(birth, on))
  const missing = STATIONS.filter((station) => !findings.some((finding) => finding.station === station))
  if (declaredDisease)
    return {
      ...judged,
      kind: 'unfit',
      classes: [],
      reasons: [{ code: 'declared-disease', station: null, classes: [...classes], found: null, asked: null }, ...told],
    }
  const referred = findings.filter((finding) => 'refer' in finding)
  if (referred.length > 0)
    return {
      ...judged,
      kind: 'refer',
      classes: [],
      reasons: [
        ...referred.map(({ station, words }): Reason => ({ code: 'referred', station, classes: [...classes], found: words, asked: null })),
        ...told,
      ],
    }
  if (missing.length > 0)
    return {
      ...judged,
      kind: 'not-measured',
      classes: [],
      reasons: [
        ...missing.map((station): Reason => ({ code: 'not-measured', station, classes: [...classes], found: null, asked: null })),
        ...told,
      ],
    }

  const found = sort(findings)
  const against = new Map(withCovered(rules, classes).map((one) => [one, objectionsTo(rules.classes[one], found)]))
  const met = (one: LicenceClass) => against.get(one)?.length === 0
  const objections = classes.flatMap((one) => (against.get(one) ?? []).map((objection) => ({ one, objection })))
  const conditions = conditionsOf(found)
  const reasons = [...gather(objections), ...told]
  if (objections.length === 0) {
    const meets: Reason = { code: 'meets-all', station: null, classes: [...classes], found: null, asked: null }
    return {
      ...judged,
      kind: conditions.length > 0 ? 'fit-with-conditions' : 'fit',
      classes: [...classes],
      conditions,
      reasons: [meets, ...told],
    }
  }
  const open = classes.filter((one) => !met(one)).every((one) => against.get(one)?.every(({ weight }) => weight === 'open'))
  if (open) return { ...judged, kind: 'refer', classes: classes.filter(met), conditions, reasons }
  const kept = CLASSES.filter((one) => against.has(one) && met(one))
  if (kept.length > 0) return { ...judged, kind: 'lower-classes', classes: kept, conditions, reasons }
  // Nothing is met here, but a closer examination may still leave the driver some of what the licence covers.
  const hopes = CLASSES.flatMap((one) => {
    const what = classes.includes(one) ? [] : (against.get(one) ?? [])
    return what.every(({ weight }) => weight === 'open') ? what.map((objection) => ({ one, objection })) : []
  })
  return hopes.length > 0
    ? { ...judged, kind: 'refer', classes: [], conditions, reasons: [...gather(objections), ...gather(hopes), ...told] }
    : { ...judged, kind: 'unfit', classes: [], reasons }
}
