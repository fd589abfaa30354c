import { type Kysely, sql } from 'kysely'

/** The counter finds reports of any age by their driver's name, as keyed hashes, and those of some days by how they stand. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema
    .createTable('report_names')
    .addColumn('spelling', 'text', (c) => c.notNull())
    .addColumn('squad', 'text', (c) => c.notNull())
    .addColumn('concluded_at', 'text', (c) => c.notNull())
    .addColumn('check_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('report_names_pk', ['spelling', 'squad', 'concluded_at', 'check_id'])
    .execute()
  await schema.createIndex('report_names_all').on('report_names').columns(['spelling', 'concluded_at', 'check_id']).execute()
  await schema.createIndex('report_names_check').on('report_names').column('check_id').execute()
  const index = (name: string, by: string[]) =>
    schema.createIndex(`check_lines_${name}`).on('check_lines').columns(by).where(sql.ref('concluded_at'), 'is not', null).execute()
  await index('squad_phase', ['squad', 'phase', 'concluded_at', 'check_id'])
  await index('phase', ['phase', 'concluded_at', 'check_id'])
}
