import type { Kysely } from 'kysely'
import { Type } from 'typebox'
import { Nullable } from '#protocol/basic.ts'
import { stored } from '../stored-json.ts'

const Saved = Type.Object({ report: Nullable(Type.Object({ held: Type.Unknown() })) })

/** The counter's line says why a signed report has no paper. Those held already say so from the check itself. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema.alterTable('check_lines').addColumn('held', 'text').execute()
  const tables = db as Kysely<{
    check_lines: { check_id: string; phase: string; pending_since: string | null; held: string | null }
    checks: { id: string; state: string }
  }>
  const rows = await tables
    .selectFrom('check_lines')
    .innerJoin('checks', 'checks.id', 'check_lines.check_id')
    .select(['checks.id', 'checks.state'])
    .where('check_lines.pending_since', '>', '')
    .where('check_lines.phase', '=', 'concluded')
    .execute()
  for (const { id, state } of rows) {
    const { report } = stored(Saved, state, { table: 'checks', row: id, column: 'state' })
    if (report?.held)
      await tables
        .updateTable('check_lines')
        .set({ held: JSON.stringify(report.held) })
        .where('check_id', '=', id)
        .execute()
  }
}
