import type { Kysely } from 'kysely'

/** When doctors mean to be here: a row each time that somebody writes a doctor's hours. Only ever added to. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('rotas')
    .addColumn('doctor', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('rota', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('rotas_pk', ['doctor', 'version'])
    .execute()
}
