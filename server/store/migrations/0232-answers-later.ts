import type { Kysely } from 'kysely'

/** A report that a case has taken and answers later: under which reference, since when, and until when its answer is awaited. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  for (const column of ['reference', 'sent_at', 'answer_by']) await db.schema.alterTable('outbox').addColumn(column, 'text').execute()
}
