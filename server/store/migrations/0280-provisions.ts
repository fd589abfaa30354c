import { type Kysely, sql } from 'kysely'

/** Reports that were accepted without a paper, as the counter's list shows them, and by the day on which they lapse. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  for (const column of ['provision', 'provision_until']) await schema.alterTable('check_lines').addColumn(column, 'text').execute()
  await schema
    .createIndex('check_lines_provision')
    .on('check_lines')
    .columns(['provision_until', 'check_id'])
    .where(sql.ref('provision_until'), 'is not', null)
    .execute()
}
