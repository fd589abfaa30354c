import type { Kysely } from 'kysely'
import { type Static, Type } from 'typebox'
import { Nullable, Said } from '#protocol/basic.ts'
import { chinaDay } from '#protocol/days.ts'
import { stored } from '../stored-json.ts'

const Found = Nullable(Type.Object({ finding: Type.Unknown() }))
const Station = Type.Object({ measured: Found, decision: Found })
const Saved = Type.Object({
  report: Nullable(Type.Object({ number: Said, doctor: Type.Object({ id: Said }) })),
  stations: Type.Record(Said, Station, { maxProperties: 100 }),
})
type Then = {
  reports: { number: string; check_id: string; at: string; doctor: string; day: string; unmeasured: number; against: number }
  checks: { id: string; state: string }
}

const MEASURED = ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing']

/** A page of rows at a time: a grown database isn't held in memory. */
const PAGE = 200

/**
 * Every signature over a report's digest, the second doctor's too; and with each report, for the administrator's figure, who
 * signed it on which day in China, and for how many stations that a booth measures the doctor decided without or against it.
 */
export const up = async (db: Kysely<Then>): Promise<void> => {
  await db.schema
    .createTable('signatures')
    .addColumn('digest', 'text', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('number', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('signed_by', 'text', (c) => c.notNull())
    .addColumn('assertion', 'text')
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('signatures_of', ['digest', 'person'])
    .execute()
  await db.schema
    .alterTable('reports')
    .addColumn('doctor', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  await db.schema
    .alterTable('reports')
    .addColumn('day', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  for (const name of ['unmeasured', 'against'])
    await db.schema
      .alterTable('reports')
      .addColumn(name, 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
  await db.schema.createIndex('reports_day').on('reports').columns(['day', 'doctor']).execute()
  await backfill(db)
}

/** What older reports came to stands in the states of their checks; of one that was replaced only its day is known. */
const backfill = async (db: Kysely<Then>): Promise<void> => {
  let last = ''
  for (;;) {
    const rows = await db
      .selectFrom('reports')
      .innerJoin('checks', 'checks.id', 'reports.check_id')
      .select(['reports.number', 'reports.at', 'checks.id', 'checks.state'])
      .where('reports.number', '>', last)
      .orderBy('reports.number')
      .limit(PAGE)
      .execute()
    for (const { number, at, id, state } of rows) {
      const { report, stations } = stored(Saved, state, { table: 'checks', row: id, column: 'state' })
      const own = report?.number === number
      const decided = own ? MEASURED.flatMap((station) => overridden(stations[station])) : []
      await db
        .updateTable('reports')
        .set({
          day: chinaDay(new Date(at)),
          doctor: own ? report.doctor.id : '',
          unmeasured: decided.filter((one) => one === 'unmeasured').length,
          against: decided.filter((one) => one === 'against').length,
        })
        .where('number', '=', number)
        .execute()
    }
    const end = rows.at(-1)
    if (!end) return
    last = end.number
  }
}

const overridden = (station: Static<typeof Station> | undefined): ('unmeasured' | 'against')[] => {
  const { measured = null, decision = null } = station ?? {}
  if (!decision) return []
  if (!measured?.finding) return ['unmeasured']
  return same(measured.finding, decision.finding) ? [] : ['against']
}

const same = (a: unknown, b: unknown): boolean => sorted(a) === sorted(b)
const sorted = (value: unknown): string => JSON.stringify(value, value && typeof value === 'object' ? Object.keys(value).sort() : null)
