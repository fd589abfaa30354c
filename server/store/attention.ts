import { ATTENTION_MOST, type AttentionEntry } from '#protocol/check.ts'
import type { LicenceClass } from '#protocol/station.ts'
import { applicantOf } from './applicants.ts'
import type { CheckLine } from './lines.ts'
import type { Db } from './open.ts'

/** Reports that wait for a doctor, the oldest first. */
export const attentionLines = async (db: Db): Promise<AttentionEntry[]> => {
  const rows = await db
    .selectFrom('check_lines as line')
    .innerJoin('applicants', 'applicants.id', 'line.applicant')
    .select(['line.check_id', 'line.version', 'line.classes', 'line.attention', 'applicants.person'])
    .where('line.attention_since', 'is not', null)
    .orderBy('line.attention_since')
    .orderBy('line.check_id')
    .limit(ATTENTION_MOST)
    .execute()
  return rows.map(({ check_id, version, classes, attention, person }) => ({
    check: check_id,
    version,
    name: applicantOf(person).card.name,
    classes: JSON.parse(classes) as LicenceClass[],
    ...(JSON.parse(attention ?? '') as NonNullable<CheckLine['attention']>),
  }))
}
