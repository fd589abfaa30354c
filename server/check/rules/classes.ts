import { CLASSES, type LicenceClass } from '#protocol/station.ts'
import type { Rules } from './rules.ts'

const isClass = (text: string): text is LicenceClass => CLASSES.some((one) => one === text)

/**
 * Splits a class string as licences print it, `A1A2E` → A1 A2 E: letter and digit for A, B and C, a letter alone otherwise.
 * Null when a part is no class. Doubles are dropped, the order is the licence's own.
 */
export const parseClasses = (text: string): LicenceClass[] | null => {
  const parts = text
    .trim()
    .toUpperCase()
    .match(/[ABC]\d|[A-Z]|[^A-Z]/g)
  if (!parts?.every(isClass)) return null
  return CLASSES.filter((one) => parts.includes(one))
}

/** Prints a set of classes in the licence's order: `A1A2E`. */
export const printClasses = (classes: readonly LicenceClass[]): string => CLASSES.filter((one) => classes.includes(one)).join('')

/** The classes of a licence with all that they cover: whatever could be left of it. */
export const withCovered = (rules: Rules, classes: readonly LicenceClass[]): LicenceClass[] => {
  const all = new Set(classes)
  for (const one of all) for (const covered of rules.classes[one].covers) all.add(covered)
  return CLASSES.filter((one) => all.has(one))
}

/** The acuity limits that matter for a licence, strictest first. */
export const acuityLimits = (rules: Rules, classes: readonly LicenceClass[]): number[] =>
  [...new Set(withCovered(rules, classes).map((one) => rules.classes[one].acuity))].toSorted((a, b) => b - a)

/** The least heights that matter for a licence, mm. */
export const heightLimitsMm = (rules: Rules, classes: readonly LicenceClass[]): number[] => [
  ...new Set(
    withCovered(rules, classes).flatMap((one) => (rules.classes[one].heightCm === null ? [] : [rules.classes[one].heightCm * 10])),
  ),
]
