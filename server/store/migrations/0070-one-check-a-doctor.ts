import { type Kysely, sql } from 'kysely'

/**
 * A doctor holds one check at a time, whatever is asked at once. Of several that one holds already the first in the queue stays; the
 * leases of the others end now, so that their drivers are in the queue again a second after the start.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`update checks set doctor = null, lease_until = '1970-01-01T00:00:00.000Z' where doctor is not null and exists (
    select 1 from checks as other where other.doctor = checks.doctor and other.id <> checks.id
    and (other.queued_at < checks.queued_at or (other.queued_at = checks.queued_at and other.id < checks.id)))`.execute(db)
  await db.schema.dropIndex('checks_doctor').ifExists().execute()
  await db.schema.createIndex('checks_doctor').unique().on('checks').column('doctor').where(sql.ref('doctor'), 'is not', null).execute()
}
