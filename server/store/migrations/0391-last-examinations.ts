import { type Kysely, sql } from 'kysely'

/** When a doctor has signed last: who has been without a driver for longest is offered the next one. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createIndex('examinations_doctor')
    .on('examinations')
    .columns(['doctor', 'ended_at'])
    .where(sql.ref('ended_at'), 'is not', null)
    .execute()
}
