import { type Kysely, sql } from 'kysely'

/** By which the queue is in order, and why somebody's turn comes sooner. Whoever waits already stands where they stood. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema.alterTable('check_lines').addColumn('turn', 'text').execute()
  await schema
    .alterTable('check_lines')
    .addColumn('precedence', 'text', (c) => c.notNull().defaultTo('[]'))
    .execute()
  await sql`update check_lines set turn = queue_since`.execute(db)
  await schema.dropIndex('check_lines_queue').execute()
  await schema
    .createIndex('check_lines_queue')
    .on('check_lines')
    .columns(['turn', 'check_id', 'doctor', 'booth', 'site'])
    .where(sql.ref('turn'), 'is not', null)
    .execute()
}
