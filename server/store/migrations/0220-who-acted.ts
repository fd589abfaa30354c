import type { Kysely } from 'kysely'

/** In which format an event was chained, and which booth or person acted. What is there is of the first format, and stays as it is. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .alterTable('check_events')
    .addColumn('format', 'integer', (c) => c.notNull().defaultTo(1))
    .execute()
  await db.schema.alterTable('check_events').addColumn('actor_id', 'text').execute()
}
