import type { LicenceClass } from '#protocol/station.ts'
import type { ClassRule, Verified } from './rules.ts'

/** What stands in a version for each class, and the class's code and name themselves. */
export type ClassItem = keyof ClassRule | 'name'
/** What holds for all classes alike. */
export const COMMON_ITEMS = ['colour', 'hearing', 'upperLimbs', 'lowerLimbs', 'trunk', 'abilityTestFrom', 'validity'] as const
export type CommonItem = (typeof COMMON_ITEMS)[number]

/** How sure we are of one value. `source`: where it was read; null: from memory. `note`: what is open about it. */
export type Mark = { verified: Verified; source: string | null; note?: string }

type Marks = {
  classes: Record<ClassItem, Mark>
  /** Classes of which something else is known than of the rest. */
  exceptions: Partial<Record<ClassItem, Partial<Record<LicenceClass, Mark>>>>
  common: Record<CommonItem, Mark>
}

const ORDER_162 = 'reprints of article 14 of Order 162 (2022): 3g.china.com/auto/mip/1058439.html'
const ORDER_139 = 'reprints of the body conditions in the wording of Order 139, which Order 162 kept: ikeming.com, flirticon.cn'
const ORDER_172 = 'reprint of the ages of Order 172: Gannan Daily, 21 February 2025, bqyhyy.com'
const reprint = (source: string, note?: string): Mark => ({ verified: 'reprint', source, ...(note ? { note } : {}) })
const memory = (note?: string): Mark => ({ verified: 'memory', source: null, ...(note ? { note } : {}) })
const bigAges = memory('the reprint breaks off before the figures; 19 years for full-time vocational students is not modelled')

/**
 * How sure each value of each version is. It stands beside the versions, since it says what we know of the official text and not what
 * the rules are: a mark may change when somebody has read the text, a version that has judged checks may not.
 */
const MARKS: Record<string, Marks> = {
  '172-2025-01-01': {
    classes: {
      name: memory('as reprints of the order use them'),
      ages: reprint(ORDER_172),
      heightCm: reprint(ORDER_162),
      acuity: reprint(ORDER_162),
      oneEye: reprint(ORDER_139),
      hearingAid: reprint(ORDER_139),
      upperRelaxed: reprint(ORDER_139, 'Orders 111 and 123 said "right thumb missing"; that is not what this version says'),
      leftLeg: memory('older reprints name the left leg alone; the wording since 2022, "right leg normal", has not been read'),
      special: reprint('reprints on C5: pay1999.com/ask/328658.html, lmsht666.com/wd/2708978.html'),
      covers: memory('annex 1 of the order has not been read'),
    },
    exceptions: { ages: { A1: bigAges, A2: bigAges } },
    common: {
      colour: reprint(ORDER_139, 'colour weakness is not named as a bar'),
      hearing: reprint(ORDER_139, 'a tuning fork at 50 cm; its pitch is not stated'),
      upperLimbs: reprint(ORDER_139),
      lowerLimbs: reprint(ORDER_139),
      trunk: reprint(ORDER_139),
      abilityTestFrom: memory(
        'article 14(2)9 has not been read; reprints on Order 162 say 70 for C1, C2, C5 and F, and 60 to 70 for C6, D and E',
      ),
      validity: reprint('the printed form: six months from the day of the examination', 'the regulation counts from the issue'),
    },
  },
}

/** How sure a value of a version is. Throws for a version without marks: that would be a bug. */
export const markOf = (version: string, item: ClassItem, one: LicenceClass): Mark => {
  const marks = marksOf(version)
  return marks.exceptions[item]?.[one] ?? marks.classes[item]
}

/** How sure a version is of what holds for all classes. */
export const commonMarkOf = (version: string, item: CommonItem): Mark => marksOf(version).common[item]

const marksOf = (version: string): Marks => {
  const marks = MARKS[version]
  if (!marks) throw new Error(`no marks for the rules of version ${version}`)
  return marks
}
