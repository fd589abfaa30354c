import { type Kysely, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { Nullable, Said } from '#protocol/basic.ts'
import { chinaDay, monthsAfter } from '#protocol/days.ts'
import { stored } from '../stored-json.ts'

type Then = {
  reports: { number: string; check_id: string; at: string; applicant: string; valid_until: string }
  checks: { id: string; state: string }
  check_lines: { check_id: string; overrides: string; attention: string | null; attention_since: string | null }
}
const Finding = Type.Record(Said, Type.Unknown(), { maxProperties: 100 })
type Finding = Static<typeof Finding>
const Station = Type.Object({
  measured: Nullable(Type.Object({ finding: Nullable(Finding) })),
  decision: Nullable(Type.Object({ finding: Finding, reason: Nullable(Said) })),
})
const Saved = Type.Object({
  id: Said,
  phase: Said,
  applicant: Said,
  stations: Type.Record(Said, Station, { maxProperties: 100 }),
  report: Nullable(
    Type.Object({
      number: Said,
      outcome: Type.Unknown(),
      doctor: Type.Object({ id: Said, name: Said }),
      concludedAt: Said,
      held: Type.Optional(Nullable(Type.Object({ detail: Said }))),
    }),
  ),
  delivery: Nullable(Type.Object({ reason: Nullable(Said) })),
  counter: Nullable(Type.Object({ reason: Nullable(Said), at: Said })),
})
type Saved = Static<typeof Saved>

const MEASURED = ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing']
const PAGE = 200

/**
 * Which reports of a person are in force; which stations of a report a doctor decided instead of the booth; and which reports
 * wait for a doctor. The index of what waits holds nothing else.
 */
export const up = async (db: Kysely<Then>): Promise<void> => {
  const add = (table: string, name: string, empty: string | null) =>
    db.schema
      .alterTable(table)
      .addColumn(name, 'text', (c) => (empty === null ? c : c.notNull().defaultTo(empty)))
      .execute()
  await add('reports', 'applicant', '')
  await add('reports', 'valid_until', '')
  await add('check_lines', 'overrides', '[]')
  await add('check_lines', 'countersigned', null)
  await add('check_lines', 'attention', null)
  await add('check_lines', 'attention_since', null)
  await fill(db)
  await db.schema.createIndex('reports_applicant').on('reports').columns(['applicant', 'at']).execute()
  await db.schema.createIndex('reports_check').on('reports').columns(['check_id']).execute()
  await db.schema
    .createIndex('check_lines_attention')
    .on('check_lines')
    .columns(['attention_since', 'check_id'])
    .where(sql.ref('attention_since'), 'is not', null)
    .execute()
}

const fill = async (db: Kysely<Then>): Promise<void> => {
  for (let last = ''; ; ) {
    const rows = await db.selectFrom('checks').select(['id', 'state']).where('id', '>', last).orderBy('id').limit(PAGE).execute()
    for (const { id, state } of rows) await fillOne(db, stored(Saved, state, { table: 'checks', row: id, column: 'state' }))
    const end = rows.at(-1)
    if (!end) return
    last = end.id
  }
}

const fillOne = async (db: Kysely<Then>, check: Saved): Promise<void> => {
  if (!check.report) return
  const reports = await db.selectFrom('reports').select(['number', 'at']).where('check_id', '=', check.id).execute()
  for (const { number, at } of reports)
    await db
      .updateTable('reports')
      .set({ applicant: check.applicant, valid_until: monthsAfter(chinaDay(new Date(at)), 6) })
      .where('number', '=', number)
      .execute()
  const overrides = MEASURED.flatMap((station) => overrideOf(station, check.stations[station]))
  const waits = waitingFor(check, overrides)
  await db
    .updateTable('check_lines')
    .set({
      overrides: JSON.stringify(overrides),
      attention: waits && JSON.stringify(waits),
      attention_since: waits?.since ?? null,
    })
    .where('check_id', '=', check.id)
    .execute()
}

const overrideOf = (station: string, { measured, decision }: Static<typeof Station> = { measured: null, decision: null }) => {
  const found = measured?.finding
  if (!decision || (found && sorted(found) === sorted(decision.finding))) return []
  return [{ station, basis: found ? 'against' : 'not-measured', reason: decision.reason }]
}
const sorted = (finding: Finding): string => JSON.stringify(finding, Object.keys(finding).sort())

const waitingFor = ({ phase, report, counter, delivery }: Saved, overrides: readonly { station: string; basis: string }[]) => {
  if (!report) return null
  const { number, outcome, doctor, concludedAt: since, held } = report
  const because = overrides.filter(({ basis }) => basis === 'not-measured').map(({ station }) => station)
  const entry = { number, outcome, doctor, since, because }
  if (phase === 'returned') return { ...entry, what: 'returned', since: counter?.at ?? since, reason: counter?.reason ?? null }
  if (phase === 'refused') return { ...entry, what: 'refused', reason: delivery?.reason ?? null }
  return phase === 'concluded' && held ? { ...entry, what: 'held', reason: held.detail } : null
}
