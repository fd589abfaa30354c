import { type Kysely, sql } from 'kysely'

/**
 * Who wants to be told by text message, on which number, since and until when; and what is to be told to a driver or to the traffic police, what
 * became of it, and which text went out. Neither is ever taken away with its check's row: they say what left the house.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema
    .createTable('notice_wishes')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('applicant', 'text', (c) => c.notNull())
    .addColumn('check_id', 'text', (c) => c.notNull())
    .addColumn('phone', 'text', (c) => c.notNull())
    .addColumn('language', 'text', (c) => c.notNull())
    .addColumn('given_at', 'text', (c) => c.notNull())
    .addColumn('given_by', 'text', (c) => c.notNull())
    .addColumn('ended_at', 'text')
    .addColumn('ended_by', 'text')
    .execute()
  await schema
    .createIndex('notice_wishes_now')
    .unique()
    .on('notice_wishes')
    .column('applicant')
    .where(sql.ref('ended_at'), 'is', null)
    .execute()
  await schema
    .createTable('notices')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('check_id', 'text', (c) => c.notNull())
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('number', 'text', (c) => c.notNull())
    .addColumn('whom', 'text', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('told', 'text', (c) => c.notNull())
    .addColumn('by', 'text')
    .addColumn('since', 'text', (c) => c.notNull())
    .addColumn('steady_since', 'text', (c) => c.notNull())
    .addColumn('due_at', 'text', (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('fault', 'text')
    .addColumn('outcome', 'text')
    .addColumn('done_at', 'text')
    .addColumn('phone', 'text')
    .addColumn('text', 'text')
    .addColumn('claimed_until', 'text')
    .execute()
  await schema.createIndex('notices_due').on('notices').columns(['due_at', 'since', 'id']).where(sql.ref('done_at'), 'is', null).execute()
  await schema.createIndex('notices_check').on('notices').columns(['check_id', 'sequence']).execute()
}
