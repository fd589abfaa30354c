import { ageOn, chinaDay } from '#protocol/days.ts'
import type { Reason } from '#protocol/report.ts'
import type { Check } from './check.ts'
import { agesTold } from './rules/ages.ts'
import { rulesOf } from './rules/rules.ts'

/** What says that a class can't be had or kept, whatever is measured. */
const ENDS: readonly Reason['code'][] = ['age-below', 'age-above', 'age-to-car', 'age-to-car-and-c6', 'age-to-moped', 'age-ends']

/**
 * Why the examination can't lead to any of the classes asked for, known before anything is measured: a declared disease, or the
 * driver's age for every class. Empty: nothing is known to stand against it. A person tells the driver, before eight stations.
 */
export const foreseen = (check: Check, now: Date): Reason[] => {
  const { classes, declaration } = check
  const disease: Reason[] = declaration?.has
    ? [{ code: 'declared-disease', station: null, classes: [...classes], found: null, asked: null }]
    : []
  const ages = agesTold(rulesOf(check.rules), classes, ageOn(check.birth, chinaDay(now)), check.business).filter(({ code }) =>
    ENDS.includes(code),
  )
  const ended = new Set(ages.flatMap((reason) => reason.classes))
  return [...disease, ...(classes.every((one) => ended.has(one)) ? ages : [])]
}
