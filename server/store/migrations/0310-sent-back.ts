import { type Kysely, sql } from 'kysely'
import { Recorded } from '#check/events.ts'
import { liftEvent } from '#check/formats/steps.ts'
import { sentBackIn } from '#check/sent-back.ts'
import { fitsCompiled } from '#protocol/compiled.ts'
import { chainedValue } from '../chain.ts'
import { sentBackRows } from '../sent-back-rows.ts'
import { jsonIn } from '../stored-json.ts'
import type { Tables } from '../tables.ts'

const PAGE = 200

/** A doctor's list of the own reports that came back, and what became of each: also of those from before anybody kept it. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema
    .createTable('sent_back')
    .addColumn('check_id', 'text', (c) => c.notNull())
    .addColumn('sequence', 'integer', (c) => c.notNull())
    .addColumn('number', 'text', (c) => c.notNull())
    .addColumn('doctor', 'text', (c) => c.notNull())
    .addColumn('what', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addColumn('by', 'text')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('became', 'text')
    .addColumn('ended_at', 'text')
    .addColumn('now_number', 'text')
    .addPrimaryKeyConstraint('sent_back_pk', ['check_id', 'sequence'])
    .execute()
  await schema.createIndex('sent_back_doctor').on('sent_back').columns(['doctor', 'ended_at', 'check_id', 'sequence']).execute()
  await schema.createIndex('sent_back_now').on('sent_back').column('now_number').execute()
  await fill(db.withTables<Pick<Tables, 'check_events' | 'sent_back'>>())
}

type Then = Kysely<Pick<Tables, 'check_events' | 'sent_back'>>

const fill = async (db: Then): Promise<void> => {
  for (let last = ''; ; ) {
    const checks = await db
      .selectFrom('check_events')
      .select('check_id')
      .distinct()
      .where('check_id', '>', last)
      .where(sql<boolean>`json_valid(event) and event ->> '$.kind' in ('returned', 'delivery-refused', 'withdrawn')`)
      .orderBy('check_id')
      .limit(PAGE)
      .execute()
    for (const { check_id } of checks) await fillOne(db, check_id)
    const end = checks.at(-1)
    if (!end) return
    last = end.check_id
  }
}

/** Events that somebody spoilt tell nothing: `npm run verify` says where they are. */
const fillOne = async (db: Then, check: string): Promise<void> => {
  const rows = await db.selectFrom('check_events').selectAll().where('check_id', '=', check).orderBy('sequence').execute()
  const events = rows.flatMap((row, index) => {
    const one = liftEvent(chainedValue(row, jsonIn(row.event)?.value))
    return row.sequence === index + 1 && fitsCompiled(Recorded, one) ? [one] : []
  })
  if (events.length < rows.length || events[0]?.event.kind !== 'opened') return
  const sent = sentBackRows(sentBackIn(null, events))
  if (sent.length > 0) await db.insertInto('sent_back').values(sent).execute()
}
