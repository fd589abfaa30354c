import type { Kysely } from 'kysely'

/**
 * Which doctor took which driver, when (`at` by the wall's clock, `since` by the one that nobody sets), and since when by that clock both have seen
 * or heard each other; null: they haven't.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema
    .createTable('attendances')
    .addColumn('check_id', 'text', (c) => c.notNull())
    .addColumn('doctor', 'text', (c) => c.notNull())
    .addColumn('day', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('since', 'text', (c) => c.notNull())
    .addColumn('met', 'text')
    .addPrimaryKeyConstraint('attendances_key', ['check_id', 'doctor'])
    .execute()
  await schema.createIndex('attendances_day').on('attendances').columns(['doctor', 'day']).execute()
}
