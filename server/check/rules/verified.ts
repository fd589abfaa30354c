import type { LicenceClass } from '#protocol/station.ts'
import type { ClassRule, Verified } from './rules.ts'

/** What stands in a version for each class, and the class's code and name themselves. */
export type ClassItem = keyof ClassRule | 'name'
/** What holds for all classes alike. */
export const COMMON_ITEMS = ['colour', 'hearing', 'fork', 'upperLimbs', 'lowerLimbs', 'trunk', 'abilityTestFrom', 'validity'] as const
export type CommonItem = (typeof COMMON_ITEMS)[number]

/** How sure we are of one value. `source`: where it was read, or worked out from; null: from memory. `note`: what is open about it. */
export type Mark = { verified: Verified; source: string | null; note?: string }

type Marks = {
  classes: Record<ClassItem, Mark>
  /** Classes of which something else is known than of the rest. */
  exceptions: Partial<Record<ClassItem, Partial<Record<LicenceClass, Mark>>>>
  common: Record<CommonItem, Mark>
}

const reprint = (source: string, note?: string): Mark => ({ verified: 'reprint', source, ...(note ? { note } : {}) })
const memory = (note?: string): Mark => ({ verified: 'memory', source: null, ...(note ? { note } : {}) })
const COPY = 'a complete copy of Order 162: github.com/LawRefBook/Laws, 机动车驾驶证申领和使用规定(2021-12-17).md, commit 88c2109'
const ARTICLE_14 = `${COPY}, article 14(2)`
const AGES_172 = 'item 1 of Order 172, read on a government law server: article 14(1)'
const proposal = (source: string, note: string): Mark => ({ verified: 'proposal', source, note })
const copy = (source: string, note?: string): Mark => ({ verified: 'copy', source, ...(note ? { note } : {}) })
/** What the complete copy of the order confirms of both versions. */
const CONFIRMED = {
  name: copy(`${COPY}, article 11`),
  ages: copy(AGES_172, '19 years for full-time vocational students of A1 and A2 is not modelled'),
  heightCm: copy(`${ARTICLE_14} 1`),
  acuity: copy(`${ARTICLE_14} 2`),
  oneEye: copy(`${ARTICLE_14} 2`),
  hearingAid: copy(`${ARTICLE_14} 4`),
  upperRelaxed: copy(`${ARTICLE_14} 5`, 'Orders 111 and 123 said "right thumb missing"; that is not what this version says'),
  leftLeg: copy(`${ARTICLE_14} 6`),
  special: copy(`${COPY}, article 85`),
  covers: memory('annex 1 has not been read'),
} as const
const CONFIRMED_FOR_ALL = {
  colour: copy(`${ARTICLE_14} 3`, 'colour weakness is not named as a bar'),
  fork: proposal(
    'worked out: tines that swing by 0.1 to 1 mm (a linear quadrupole, Russell, Am J Phys 2000, 68: 1139) give 30 to 50 dB HL 50 cm away; by how hard it is struck a fork varies by 30 dB',
    'no text names a level',
  ),
  hearing: copy(`${ARTICLE_14} 4`, 'a tuning fork at 50 cm; its pitch is not stated'),
  upperLimbs: copy(`${ARTICLE_14} 5`),
  lowerLimbs: copy(`${ARTICLE_14} 6`),
  trunk: copy(`${ARTICLE_14} 7`),
  validity: copy(
    `${COPY}, article 85: from the issue; the printed form: from the day of the examination`,
    'the paper counts from the examination and names the day of the issue where it is another',
  ),
} as const
const coversC6 = reprint('article 65 of the order says that who holds A2 may keep C6; three reprints of annex 1')
/** What is known of the orders as they were read again. */
const AGAIN: Marks = {
  classes: {
    ...CONFIRMED,
    keeping: reprint(
      'article 65 in the complete copy of Order 162; that its 60 is 63 now, and who may drive on to 66, in news reports of Order 172',
      'the final wording of Order 172 has not been read',
    ),
  },
  exceptions: { covers: { A2: coversC6 } },
  common: { ...CONFIRMED_FOR_ALL, abilityTestFrom: copy(`${ARTICLE_14} 9 for who applies, article 73 for every holder`) },
}
/**
 * How sure each value of each version is. It stands beside the versions, since it says what we know of the official text and not what
 * the rules are: a mark may change when somebody has read the text, a version that has judged checks may not.
 */
const MARKS: Record<string, Marks> = {
  '172-2025-01-01': {
    classes: { ...CONFIRMED, keeping: memory('this version told holders the ages of applying') },
    exceptions: { covers: { A2: coversC6 } },
    common: { ...CONFIRMED_FOR_ALL, abilityTestFrom: copy(`${ARTICLE_14} 9 and article 73`, 'this version told everybody of every class') },
  },
  '172-2025-01-01-2': AGAIN,
  '172-2025-01-01-3': AGAIN,
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
