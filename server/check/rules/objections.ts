import type { Reason } from '#protocol/report.ts'
import type { Finding, Station } from '#protocol/station.ts'
import type { ClassRule } from './rules.ts'

type EyeFinding = Extract<Finding, { reached: unknown }>
/** One finding a station, as the rules want them. */
export type Found = {
  height?: Extract<Finding, { cm: number }>
  left?: EyeFinding
  right?: EyeFinding
  colour?: Extract<Finding, { colour: unknown }>
  hearing?: Extract<Finding, { aid: boolean }>
  upper?: Extract<Finding, { upper: unknown }>
  lower?: Extract<Finding, { lower: unknown }>
  trunk?: Extract<Finding, { trunk: unknown }>
  referred: Extract<Finding, { refer: unknown }>[]
}

/** The levels at which each eye was tested: an eye that reached 4.9 without being asked for 5.0 may well see that. */
export type Tested = Record<'acuity-left' | 'acuity-right', readonly number[]>

/** What stands against a class: `bars` decides, `open` needs a closer examination elsewhere. */
export type Objection = {
  code: Reason['code']
  station: Station | null
  found: Reason['found']
  asked: number | null
  weight: 'bars' | 'open'
}

const tenths = (value: number): number => Math.round(value * 10)

/** Findings sorted by what they are of. */
export const sorted = (findings: readonly Finding[]): Found => {
  const found: Found = { referred: [] }
  for (const finding of findings) {
    if ('refer' in finding) found.referred.push(finding)
    else if ('cm' in finding) found.height = finding
    else if ('reached' in finding) found[finding.station === 'acuity-left' ? 'left' : 'right'] = finding
    else if ('colour' in finding) found.colour = finding
    else if ('aid' in finding) found.hearing = finding
    else if ('upper' in finding) found.upper = finding
    else if ('lower' in finding) found.lower = finding
    else found.trunk = finding
  }
  return found
}

const heightObjections = (rule: ClassRule, { height }: Found): Objection[] =>
  height && rule.heightCm !== null && height.cm < rule.heightCm
    ? [{ code: 'height-below', station: 'height', found: height.cm, asked: rule.heightCm, weight: 'bars' }]
    : []

/** The better eye of somebody with one impaired must reach this (article 14(2)2). */
export const BETTER_EYE = 5.0

/** Did an eye reach a level, as far as anybody knows? `unknown`: it reached a milder one and was not asked for this. */
export const reaches = ({ reached, station }: EyeFinding, level: number, tested: Tested): 'yes' | 'no' | 'unknown' => {
  if (reached === null) return 'no'
  if (tenths(reached) >= tenths(level)) return 'yes'
  return tested[station].some((one) => tenths(one) > tenths(reached) && tenths(one) <= tenths(level)) ? 'no' : 'unknown'
}

/** Each eye at the class's limit; or, where one eye may be impaired, the better one at 5.0 and a field that no booth can measure. */
const acuityObjections = (rule: ClassRule, { left, right }: Found, tested: Tested): Objection[] => {
  const below = [left, right].filter((eye) => eye !== undefined && (eye.reached === null || tenths(eye.reached) < tenths(rule.acuity)))
  const [one, other] = below
  if (!one) return []
  const better = one === left ? right : left
  if (!other && rule.oneEye && better && reaches(better, BETTER_EYE, tested) !== 'no')
    return [{ code: 'one-eye-field-unknown', station: one.station, found: one.reached, asked: 150, weight: 'open' }]
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

/** All that stands against a class. What a doctor referred leaves each class open; a class of named institutions is judged there alone. */
export const objectionsTo = (rule: ClassRule, found: Found, tested: Tested): Objection[] => {
  const referred = found.referred.map(
    ({ station, words }): Objection => ({ code: 'referred', station, found: words, asked: null, weight: 'open' }),
  )
  if (rule.special) return [{ code: 'special-institution', station: null, found: null, asked: null, weight: 'open' }, ...referred]
  return [
    ...referred,
    ...heightObjections(rule, found),
    ...acuityObjections(rule, found, tested),
    ...bodyObjections(rule, found),
    ...hearingObjections(rule, found),
  ]
}
