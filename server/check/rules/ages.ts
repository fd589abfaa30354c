import type { Reason } from '#protocol/report.ts'
import type { LicenceClass } from '#protocol/station.ts'
import type { Keeping, Rules } from './rules.ts'

const toldOf =
  (age: number) =>
  (code: Reason['code'], asked: number, classes: readonly LicenceClass[]): Reason[] =>
    classes.length === 0 ? [] : [{ code, station: null, classes: [...classes], found: age, asked }]

/** Article 14(1): the ages at which a class may be applied for, both ends included. */
const applyingTold = (rules: Rules, classes: readonly LicenceClass[], age: number): Reason[] => {
  const told = toldOf(age)
  const froms = new Set(classes.map((one) => rules.classes[one].ages.from))
  const tos = new Set(classes.flatMap((one) => rules.classes[one].ages.to ?? []))
  return [
    ...[...froms].flatMap((from) =>
      told('age-below', from, age < from ? classes.filter((one) => rules.classes[one].ages.from === from) : []),
    ),
    ...[...tos].flatMap((to) => told('age-above', to, age > to ? classes.filter((one) => rules.classes[one].ages.to === to) : [])),
  ]
}

const ENDS = {
  car: 'age-to-car',
  'car-and-c6': 'age-to-car-and-c6',
  moped: 'age-to-moped',
  nothing: 'age-ends',
} as const satisfies Record<Keeping['exchange'], Reason['code']>

/** What is said of one class: it ends by age, or may be asked for longer. C6 is no way out of A2 for whom C6 ends as well. */
const keepingOf = (rules: Rules, one: LicenceClass, age: number): { code: Reason['code']; asked: number }[] => {
  const keeping = rules.classes[one].keeping
  if (!keeping) return []
  const { until, driveOnTo } = keeping
  const c6Ends = age >= (rules.classes.C6.keeping?.until ?? Infinity)
  const exchange = keeping.exchange === 'car-and-c6' && c6Ends ? 'car' : keeping.exchange
  const ends = age >= until ? [{ code: ENDS[exchange], asked: until }] : []
  const longer = driveOnTo !== null && age >= until - 1 && age < driveOnTo
  return longer ? [...ends, { code: age < until ? 'age-may-ask' : 'age-may-drive-on', asked: driveOnTo }] : ends
}

/** Article 65: from what age a class may not be driven any more, what it is exchanged for, and who may ask for longer. */
const keepingTold = (rules: Rules, classes: readonly LicenceClass[], age: number): Reason[] => {
  const each = classes.flatMap((one) => keepingOf(rules, one, age).map((what) => ({ ...what, one })))
  const groups = Map.groupBy(each, ({ code, asked }) => `${code} ${asked}`)
  return [...groups.values()].flatMap(([first, ...others]) =>
    first
      ? toldOf(age)(
          first.code,
          first.asked,
          [first, ...others].map(({ one }) => one),
        )
      : [],
  )
}

/**
 * What a driver's age means for the classes: told, never judged, since the traffic case decides it. Who applies for a class hears the
 * ages of applying, who keeps one those of keeping. `business`: the case's letter; null: nobody knows what the driver came for, which
 * is then taken for keeping.
 */
export const agesTold = (rules: Rules, classes: readonly LicenceClass[], age: number, business: string | null): Reason[] => {
  const old = age >= rules.abilityTestFrom
  const told = toldOf(age)
  if (!rules.applying) return [...applyingTold(rules, classes, age), ...told('ability-test', rules.abilityTestFrom, old ? classes : [])]
  const { letters, abilityTest } = rules.applying
  if (business !== null && letters.includes(business)) {
    const tested = classes.filter((one) => old && abilityTest.includes(one))
    return [...applyingTold(rules, classes, age), ...told('ability-test-applying', rules.abilityTestFrom, tested)]
  }
  return [...keepingTold(rules, classes, age), ...told('ability-test', rules.abilityTestFrom, old ? classes : [])]
}
