import { type Kysely, sql } from 'kysely'
import { Type } from 'typebox'
import { Nullable, Said } from '#protocol/basic.ts'
import { stored } from '../stored-json.ts'

type Then = {
  checks: { id: string; state: string }
  check_lines: { check_id: string; case_number: string | null }
}

const Saved = Type.Object({ case: Nullable(Said) })

/** A page of rows at a time: a grown database isn't held in memory. */
const PAGE = 200

/** The counter finds reports of any age by the number of their case. */
export const up = async (db: Kysely<Then>): Promise<void> => {
  const { schema } = db
  await schema.alterTable('check_lines').addColumn('case_number', 'text').execute()
  for (let last = ''; ; ) {
    const rows = await db.selectFrom('checks').select(['id', 'state']).where('id', '>', last).orderBy('id').limit(PAGE).execute()
    for (const { id, state } of rows) {
      const { case: number } = stored(Saved, state, { table: 'checks', row: id, column: 'state' })
      await db.updateTable('check_lines').set({ case_number: number }).where('check_id', '=', id).execute()
    }
    const end = rows.at(-1)
    if (!end) break
    last = end.id
  }
  await schema
    .createIndex('check_lines_case')
    .on('check_lines')
    .columns(['case_number', 'concluded_at', 'check_id'])
    .where(sql.ref('case_number'), 'is not', null)
    .execute()
}
