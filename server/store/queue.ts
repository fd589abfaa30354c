import { cleanLine } from '#protocol/line.ts'
import type { LicenceClass } from '#protocol/station.ts'
import type { Precedence } from '#protocol/turn.ts'
import type { Scope } from './by-site.ts'
import { inLine, mustStand } from './lines.ts'
import type { Db } from './open.ts'

/** A line of the queue, with who waits there. `leaseUntil`: while a doctor has the driver. */
export type QueueLine = {
  check: string
  version: number
  name: string
  birth: string
  classes: LicenceClass[]
  booth: { id: string; name: string; site: string }
  since: string
  /** By which the queue is in order: earliest first, then by the check's id. */
  turn: string
  precedence: Precedence[]
  missing: number
  doctor: { id: string; name: string } | null
  leaseUntil: string | null
  kept: { doctor: { id: string; name: string }; until: string } | null
}

// Who holds whom is looked up by the doctor, in an index of what is held and nothing else: nobody is looked up among all checks.
const lines = (db: Db) =>
  db
    .selectFrom('check_lines as line')
    .leftJoin('checks', (join) => join.onRef('checks.doctor', '=', 'line.doctor').onRef('checks.id', '=', 'line.check_id'))
    .select(['line.check_id', 'line.version', 'line.name', 'line.birth', 'line.classes', 'line.booth', 'line.booth_name', 'line.site'])
    .select([
      'line.queue_since',
      'line.turn',
      'line.precedence',
      'line.missing',
      'line.doctor',
      'line.doctor_name',
      'line.kept',
      'checks.lease_until',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof lines>['executeTakeFirstOrThrow']>>

const lineOf = (row: Row): QueueLine => ({
  check: row.check_id,
  version: row.version,
  name: cleanLine(row.name),
  birth: row.birth,
  classes: inLine(row, 'classes'),
  booth: { id: row.booth, name: row.booth_name, site: row.site },
  since: mustStand(row, 'queue_since'),
  turn: mustStand(row, 'turn'),
  precedence: inLine(row, 'precedence'),
  missing: row.missing,
  doctor: row.doctor === null ? null : { id: row.doctor, name: mustStand(row, 'doctor_name') },
  leaseUntil: row.lease_until,
  kept: row.kept === null ? null : inLine(row, 'kept'),
})

/** Everybody in the queue, claimed or not, in their order. */
export const queueLines = async (db: Db): Promise<QueueLine[]> => {
  const rows = await lines(db).where('line.turn', '>', '').orderBy('line.turn').orderBy('line.check_id').execute()
  return rows.map(lineOf)
}

/** Those of these checks that are in the queue. */
export const queueLinesOf = async (db: Db, checks: readonly string[]): Promise<QueueLine[]> => {
  if (checks.length === 0) return []
  const rows = await lines(db)
    .where('line.check_id', 'in', [...checks])
    .where('line.turn', 'is not', null)
    .execute()
  return rows.map(lineOf)
}

/** Whom nobody has claimed, in their order, with the booth and the site in which they wait. */
export const waitingLine = (db: Db): Promise<{ check: string; booth: string; site: string }[]> =>
  db
    .selectFrom('check_lines')
    .select(['check_id as check', 'booth', 'site'])
    .where('turn', '>', '')
    .where('doctor', 'is', null)
    .orderBy('turn')
    .orderBy('check_id')
    .execute()

/** Checks whose driver is kept no longer for the doctor who let them wait. */
export const overlyKept = async (db: Db, at: string): Promise<string[]> => {
  const rows = await db.selectFrom('check_lines').select(['check_id', 'kept']).where('kept', '>', '').execute()
  return rows.filter((row) => row.kept !== null && inLine(row, 'kept').until <= at).map(({ check_id }) => check_id)
}

/** How many wait, and how many sit with a doctor. */
export const countQueue = async (db: Db, scope: Scope): Promise<{ waiting: number; examined: number }> => {
  const all = db
    .selectFrom('check_lines')
    .select((e) => [e.fn.countAll<number | string>().as('all'), e.fn.count<number | string>('doctor').as('examined')])
    .where('turn', '>', '')
  const row = await (scope.sites === null ? all : all.where(scope.by, 'in', [...scope.sites])).executeTakeFirstOrThrow()
  return { waiting: Number(row.all) - Number(row.examined), examined: Number(row.examined) }
}
