import { type Kysely, sql } from 'kysely'
import { type Static, Type } from 'typebox'
import { Nullable, Said } from '#protocol/basic.ts'
import { stored } from '../stored-json.ts'

/**
 * What lists show of a check gets a narrow table of its own, and every query of what grows its index. Indexes of what is open
 * hold nothing else, so that they stay as small as the halls are, whatever has been finished.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  const { schema } = db
  await schema
    .createTable('check_lines')
    .addColumn('check_id', 'text', (c) => c.primaryKey())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addColumn('phase', 'text', (c) => c.notNull())
    .addColumn('booth', 'text', (c) => c.notNull())
    .addColumn('booth_name', 'text', (c) => c.notNull())
    .addColumn('hall', 'text', (c) => c.notNull())
    .addColumn('applicant', 'text', (c) => c.notNull())
    .addColumn('birth', 'text', (c) => c.notNull())
    .addColumn('classes', 'text', (c) => c.notNull())
    .addColumn('queue_since', 'text')
    .addColumn('doctor', 'text')
    .addColumn('doctor_name', 'text')
    .addColumn('missing', 'integer', (c) => c.notNull())
    .addColumn('number', 'text')
    .addColumn('outcome', 'text')
    .addColumn('signed_by', 'text')
    .addColumn('concluded_at', 'text')
    .addColumn('concluded_on', 'text')
    .addColumn('pending_since', 'text')
    .addColumn('pdf', 'text')
    .addColumn('receipt', 'text')
    .addColumn('reason', 'text')
    .execute()
  const lines = db as Kysely<{ check_lines: Line; checks: { id: string; state: string } }>
  for (let from = ''; ; ) {
    const rows = await lines.selectFrom('checks').select(['id', 'state']).where('id', '>', from).orderBy('id').limit(200).execute()
    const last = rows.at(-1)
    if (!last) break
    from = last.id
    for (const { id, state } of rows)
      await lines
        .insertInto('check_lines')
        .values(lineOf(stored(Saved, state, { table: 'checks', row: id, column: 'state' })))
        .execute()
  }
  const index = (name: string, table: string, columns: string[], only?: string) => {
    const made = schema.createIndex(name).on(table).columns(columns)
    return (only ? made.where(sql.ref(only), 'is not', null) : made).execute()
  }
  await index('check_lines_queue', 'check_lines', ['queue_since', 'check_id', 'doctor', 'booth', 'hall'], 'queue_since')
  await index('check_lines_pending', 'check_lines', ['pending_since', 'check_id'], 'pending_since')
  await index('check_lines_concluded', 'check_lines', ['concluded_at', 'check_id'], 'concluded_at')
  await index('check_lines_day', 'check_lines', ['concluded_on', 'hall', 'phase'], 'concluded_on')
  await index('check_lines_applicant', 'check_lines', ['applicant', 'concluded_at', 'check_id'])
  await schema.dropIndex('checks_phase').execute()
  await index('checks_doctor', 'checks', ['doctor'], 'doctor')
  await index('checks_lease', 'checks', ['lease_until'], 'lease_until')
  await index('checks_open', 'checks', ['opened_at'], 'open_booth')
  await schema.dropIndex('outbox_due').execute()
  await index('outbox_due', 'outbox', ['kind', 'done_at', 'due_at', 'id'])
  await index('outbox_number', 'outbox', ['number', 'kind', 'due_at'])
  await index('calibrations_newest', 'calibrations', ['booth', 'device', 'sequence'])
  await index('passkeys_person', 'passkeys', ['person', 'created_at'])
  await index('sessions_person', 'sessions', ['person'])
  await index('sessions_until', 'sessions', ['until'])
  await index('machines_showing', 'machines', ['showing'], 'showing')
}

type Line = Record<string, string | number | null>

/** A check as it was saved until then, so far as its line tells of it. */
const Station = Type.Object({ measured: Nullable(Type.Object({ finding: Type.Unknown() })), decision: Type.Unknown() })
const Saved = Type.Object({
  id: Said,
  version: Type.Integer(),
  phase: Said,
  booth: Type.Object({ id: Said, name: Said, hall: Said }),
  applicant: Said,
  birth: Said,
  classes: Type.Array(Said, { maxItems: 100 }),
  queuedAt: Nullable(Said),
  lease: Nullable(Type.Object({ doctor: Type.Object({ id: Said, name: Said }) })),
  stations: Type.Record(Said, Station, { maxProperties: 100 }),
  report: Nullable(
    Type.Object({
      number: Said,
      outcome: Type.Unknown(),
      doctor: Type.Object({ name: Said }),
      concludedAt: Said,
      pdf: Nullable(Said),
    }),
  ),
  delivery: Nullable(Type.Object({ receipt: Nullable(Said), reason: Nullable(Said) })),
  counter: Nullable(Type.Object({ reason: Nullable(Said) })),
})

const FORM = ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing', 'upper-limbs', 'lower-limbs', 'trunk']
const CHINA_MS = 8 * 3_600_000

const lineOf = ({ report, ...check }: Static<typeof Saved>): Line => ({
  check_id: check.id,
  version: check.version,
  phase: check.phase,
  booth: check.booth.id,
  booth_name: check.booth.name,
  hall: check.booth.hall,
  applicant: check.applicant,
  birth: check.birth,
  classes: JSON.stringify(check.classes),
  queue_since: check.phase === 'underway' ? check.queuedAt : null,
  doctor: check.lease?.doctor.id ?? null,
  doctor_name: check.lease?.doctor.name ?? null,
  missing: FORM.filter((station) => !check.stations[station]?.decision && !check.stations[station]?.measured?.finding).length,
  number: report?.number ?? null,
  outcome: report && JSON.stringify(report.outcome),
  signed_by: report?.doctor.name ?? null,
  concluded_at: report?.concludedAt ?? null,
  concluded_on: report && new Date(Date.parse(report.concludedAt) + CHINA_MS).toISOString().slice(0, 10),
  pending_since: report && check.phase !== 'accepted' ? report.concludedAt : null,
  pdf: report?.pdf ?? null,
  receipt: check.delivery?.receipt ?? null,
  reason: check.counter?.reason ?? check.delivery?.reason ?? null,
})
