import type { AttentionEntry } from '#protocol/check.ts'
import { cleanLine } from '#protocol/line.ts'
import { bySite, type Scope } from './by-site.ts'
import { type Cut, cut } from './cut.ts'
import { inLine } from './lines.ts'
import type { Db } from './open.ts'

/** Reports that wait for a doctor, the oldest first, at most so many; `squad` is the id of the site. */
export const attentionLines = async (db: Db, scope: Scope, most: number): Promise<Cut<AttentionEntry>> => {
  const all = db.selectFrom('check_lines as line')
  const rows = await bySite(scope, (site) =>
    (site === null ? all : all.where(`line.${scope.by}`, '=', site))
      .select(['line.check_id', 'line.version', 'line.classes', 'line.attention', 'line.attention_since', 'line.name', 'line.squad'])
      .where('line.attention_since', '>', '')
      .orderBy('line.attention_since')
      .orderBy('line.check_id')
      .limit(most + 1)
      .execute(),
  )
  const oldest = rows.toSorted((a, b) => ((a.attention_since ?? '') < (b.attention_since ?? '') ? -1 : 1))
  const entries = oldest.map((row) => ({
    check: row.check_id,
    version: row.version,
    name: cleanLine(row.name),
    classes: inLine(row, 'classes'),
    squad: row.squad,
    ...inLine(row, 'attention'),
  }))
  return cut(entries, most)
}
