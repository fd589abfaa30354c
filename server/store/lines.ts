import { type Static, Type } from 'typebox'
import { Kept } from '#check/events.ts'
import { Attention, Override, PaperFault, type Phase } from '#protocol/check.ts'
import { chinaDay } from '#protocol/days.ts'
import { Provision } from '#protocol/provision.ts'
import { Countersignature, Outcome } from '#protocol/report.ts'
import { type LicenceClass, LicenceClasses, STATIONS } from '#protocol/station.ts'
import { type Precedence, Precedences } from '#protocol/turn.ts'
import { shownOf } from './applicants.ts'
import type { Db, Tx } from './open.ts'
import { stored, unreadable } from './stored-json.ts'

/** What lists show of a check. */
export type CheckLine = {
  check: string
  version: number
  phase: Phase
  booth: { id: string; name: string }
  /** Where its driver sits, and whose counter sees to its report. */
  site: string
  squad: string
  applicant: string
  birth: string
  classes: LicenceClass[]
  /** Since when it is in the queue, claimed or not; null: it isn't. */
  queuedAt: string | null
  /** By which it stands in the queue's order, and why its turn comes sooner; null: it isn't in the queue. */
  turn: string | null
  precedence: Precedence[]
  doctor: { id: string; name: string } | null
  /** For whom a driver is kept who waits. */
  kept: Kept | null
  /** How many stations of the form have no finding. */
  missing: number
  report: ReportLine | null
  /** What it waits for that a doctor must do. */
  attention: Attention | null
  /** The number of the case that it was opened for. */
  caseNumber: string | null
}

/** Of a check with a report. `pending`: somebody at the counter still has something to do or to wait for. */
export type ReportLine = {
  number: string
  outcome: Outcome
  doctor: string
  concludedAt: string
  pending: boolean
  pdf: string | null
  /** The signature by SM2 beside it. */
  sm2: string | null
  held: PaperFault | null
  receipt: string | null
  reason: string | null
  overrides: Override[]
  countersigned: Countersignature | null
  provision: Provision | null
  /** The day by which it lapses, while it hasn't. */
  provisionUntil: string | null
}

/** A line in the table's own words, except for who it is of: that is the person's row to tell, and copied from there. */
export const lineRow = ({ check, report, booth, doctor, attention, ...line }: CheckLine) => ({
  check_id: check,
  version: line.version,
  phase: line.phase,
  booth: booth.id,
  booth_name: booth.name,
  site: line.site,
  squad: line.squad,
  applicant: line.applicant,
  birth: line.birth,
  classes: JSON.stringify(line.classes),
  queue_since: line.queuedAt,
  turn: line.turn,
  precedence: JSON.stringify(line.precedence),
  doctor: doctor?.id ?? null,
  doctor_name: doctor?.name ?? null,
  kept: line.kept && JSON.stringify(line.kept),
  missing: line.missing,
  number: report?.number ?? null,
  outcome: report && JSON.stringify(report.outcome),
  signed_by: report?.doctor ?? null,
  concluded_at: report?.concludedAt ?? null,
  concluded_on: report && chinaDay(new Date(report.concludedAt)),
  pending_since: report?.pending ? report.concludedAt : null,
  pdf: report?.pdf ?? null,
  sm2: report?.sm2 ?? null,
  held: report?.held ? JSON.stringify(report.held) : null,
  receipt: report?.receipt ?? null,
  reason: report?.reason ?? null,
  overrides: JSON.stringify(report?.overrides ?? []),
  countersigned: report?.countersigned ? JSON.stringify(report.countersigned) : null,
  provision: report?.provision ? JSON.stringify(report.provision) : null,
  provision_until: report?.provisionUntil ?? null,
  attention: attention && JSON.stringify(attention),
  attention_since: attention?.since ?? null,
  case_number: line.caseNumber,
})

/** The columns of a line that hold JSON. */
const JSONS = {
  classes: LicenceClasses,
  precedence: Precedences,
  kept: Kept,
  outcome: Outcome,
  held: PaperFault,
  overrides: Type.Array(Override, { maxItems: STATIONS.length }),
  countersigned: Countersignature,
  provision: Provision,
  attention: Attention,
} as const

/** What stands in a line as JSON. Throws `record-unreadable` where it doesn't fit, and where nothing stands. */
export const inLine = <C extends keyof typeof JSONS>(
  row: { check_id: string } & { [name in C]: string | null },
  column: C,
): Static<(typeof JSONS)[C]> => stored(JSONS[column], row[column] ?? '', { table: 'check_lines', row: row.check_id, column })

/** What stands in a line of this kind, as a report's number in one of a report. Throws `record-unreadable` where nothing does. */
export const mustStand = <C extends string>(row: { check_id: string } & { [name in C]: string | null }, column: C): string => {
  const text = row[column]
  if (text === null) throw unreadable({ table: 'check_lines', row: row.check_id, column }, '/')
  return text
}

/**
 * Writes the line of a check, in the transaction that changes the check. Who it is of is copied into it when it's new, so that no list
 * looks up a person for each of its lines; when the person's row is written again, so are their lines (`keepApplicant`).
 */
export const saveLine = async (tx: Tx, line: CheckLine): Promise<void> => {
  const row = lineRow(line)
  const { numUpdatedRows } = await tx.updateTable('check_lines').set(row).where('check_id', '=', line.check).executeTakeFirst()
  if (numUpdatedRows > 0n) return
  const applicant = await tx.selectFrom('applicants').select('person').where('id', '=', line.applicant).executeTakeFirst()
  const who = applicant ? shownOf({ applicant: line.applicant, person: applicant.person }) : { name: '', document: '' }
  await tx
    .insertInto('check_lines')
    .values({ ...row, ...who })
    .execute()
}

/** The booths of these checks. */
export const boothsOf = async (db: Db, checks: readonly string[]): Promise<string[]> => {
  if (checks.length === 0) return []
  const rows = await db
    .selectFrom('check_lines')
    .select('booth')
    .where('check_id', 'in', [...checks])
    .execute()
  return rows.map(({ booth }) => booth)
}
