import type { Outcome } from '#protocol/report.ts'
import { inLine } from './lines.ts'
import type { Db, Tx } from './open.ts'

/** Since when a doctor has a driver, and since when both have seen or heard each other (null: they haven't), by the clock that nobody sets. */
export type Attendance = { since: string; met: string | null }

/** A doctor takes a driver, in the transaction of the claim. Whoever comes back to the same one goes on. */
export const beginAttendance = async (
  tx: Tx,
  { check, doctor, day, at, since }: { check: string; doctor: string; day: string; at: string; since: string },
): Promise<void> => {
  await tx
    .insertInto('attendances')
    .values({ check_id: check, doctor, day, at, since, met: null })
    .onConflict((conflict) => conflict.columns(['check_id', 'doctor']).doNothing())
    .execute()
}

/** Both see or hear each other, for the first time. */
export const noteMet = async (db: Db, check: string, doctor: string, at: string): Promise<void> => {
  await db
    .updateTable('attendances')
    .set({ met: at })
    .where('check_id', '=', check)
    .where('doctor', '=', doctor)
    .where('met', 'is', null)
    .execute()
}

/** How long this doctor has had this driver; null: they didn't take them, or did before this was written down. */
export const attendanceOf = async (db: Db, check: string, doctor: string): Promise<Attendance | null> =>
  (await db
    .selectFrom('attendances')
    .select(['since', 'met'])
    .where('check_id', '=', check)
    .where('doctor', '=', doctor)
    .executeTakeFirst()) ?? null

/** When a doctor took each of their drivers of a calendar day in China. */
export const attendedOn = async (db: Db, doctor: string, day: string): Promise<{ check: string; at: string }[]> =>
  db.selectFrom('attendances').select(['check_id as check', 'at']).where('doctor', '=', doctor).where('day', '=', day).execute()

/** A report that a doctor signed first: when its check began, when it was signed, what it came to, and where it stands. */
export type SignedLine = { check: string; openedAt: string; at: string; outcome: Outcome; phase: string }

/** What a doctor signed first on a calendar day in China. */
export const signedOn = async (db: Db, doctor: string, day: string): Promise<SignedLine[]> => {
  const rows = await db
    .selectFrom('reports as report')
    .innerJoin('check_lines as line', 'line.check_id', 'report.check_id')
    .innerJoin('checks', 'checks.id', 'report.check_id')
    .select(['report.check_id', 'report.at', 'line.outcome', 'line.phase', 'checks.opened_at'])
    .where('report.day', '=', day)
    .where('report.doctor', '=', doctor)
    .execute()
  return rows.map((row) => ({
    check: row.check_id,
    openedAt: row.opened_at,
    at: row.at,
    outcome: inLine(row, 'outcome'),
    phase: row.phase,
  }))
}
