import { type Kysely, sql } from 'kysely'

/** How long doctors sit with drivers: from claiming the check to signing the report, by the clock that nobody sets. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema
    .createTable('examinations')
    .addColumn('check_id', 'text', (c) => c.notNull())
    .addColumn('began_at', 'text', (c) => c.notNull())
    .addColumn('doctor', 'text', (c) => c.notNull())
    .addColumn('ended_at', 'text')
    .addPrimaryKeyConstraint('examinations_pk', ['check_id', 'began_at'])
    .execute()
  await schema
    .createIndex('examinations_open')
    .on('examinations')
    .columns(['doctor', 'began_at'])
    .where(sql.ref('ended_at'), 'is', null)
    .execute()
  await schema
    .createIndex('examinations_ended')
    .on('examinations')
    .columns(['ended_at', 'began_at'])
    .where(sql.ref('ended_at'), 'is not', null)
    .execute()
}
