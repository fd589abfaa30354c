import { type Kysely, sql } from 'kysely'

/**
 * Whoever works for some halls reads their lines without walking everybody's; what an owner hasn't seen of an account stands apart from
 * all that they have; and the administrator's figure is counted from its index alone.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  const ofHall = (name: string, since: string) =>
    schema
      .createIndex(`check_lines_hall_${name}`)
      .on('check_lines')
      .columns(['hall', since, 'check_id'])
      .where(sql.ref(since), 'is not', null)
      .execute()
  await ofHall('pending', 'pending_since')
  await ofHall('concluded', 'concluded_at')
  await ofHall('attention', 'attention_since')
  await schema
    .createIndex('account_events_unseen')
    .on('account_events')
    .columns(['person', 'at'])
    .where(sql.ref('seen_at'), 'is', null)
    .execute()
  await schema.dropIndex('reports_day').ifExists().execute()
  await schema.createIndex('reports_day').on('reports').columns(['day', 'doctor', 'unmeasured', 'against']).execute()
}
