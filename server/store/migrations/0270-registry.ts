import type { Kysely } from 'kysely'

/** Whose everything is that was issued before. Never change it: it is stored. */
const FIRST = '00000000-0000-8000-8000-000000000001'

/**
 * Institutions and the doctors in them: each time that somebody writes one a row is added, and none is ever changed. A report names the
 * institution that issued it; those of before are of the first one.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema
    .createTable('registry')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('by', 'text')
    .addColumn('at', 'text', (c) => c.notNull())
    .addUniqueConstraint('registry_versions', ['subject', 'version'])
    .execute()
  await schema
    .alterTable('reports')
    .addColumn('institution', 'text', (c) => c.notNull().defaultTo(FIRST))
    .execute()
  await schema.createIndex('reports_institution').on('reports').columns(['institution', 'day', 'number']).execute()
}
