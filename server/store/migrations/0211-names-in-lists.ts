import { type Kysely, sql } from 'kysely'

/**
 * Lists read who somebody is from their own lines: a person for each of a page's lines lies anywhere among all persons. The report that stands in
 * a check is found by its number in the line itself; leases and errands in indexes that hold what is open alone, however much is done with.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  for (const column of ['name', 'document'])
    await schema
      .alterTable('check_lines')
      .addColumn(column, 'text', (c) => c.notNull().defaultTo(''))
      .execute()
  // In SQLite's own words, as no other database has such rows: one by one, a million would take minutes. Whose row somebody spoilt has no name.
  await sql`update check_lines set name = coalesce(person ->> '$.card.name', ''), document = coalesce(person ->> '$.card.number', '')
    from applicants where applicants.id = check_lines.applicant and json_valid(person)`.execute(db)
  await schema
    .createIndex('checks_held')
    .on('checks')
    .columns(['doctor', 'id', 'lease_until'])
    .where(sql.ref('doctor'), 'is not', null)
    .execute()
  await schema.createIndex('check_lines_number').on('check_lines').column('number').where(sql.ref('number'), 'is not', null).execute()
  await schema.dropIndex('outbox_due').ifExists().execute()
  await schema.createIndex('outbox_due').on('outbox').columns(['kind', 'due_at', 'id']).where(sql.ref('done_at'), 'is', null).execute()
}
