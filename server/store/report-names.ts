import type { Db, Tx } from './open.ts'
import { hashName, spellingsOf } from './spellings.ts'

/** What is told of a check whose report is named. */
type Line = { check: string; squad: string; report: { concludedAt: string } | null }
/** What lists have of a report that is found by its driver's name. */
type Named = { check_id: string; squad: string; concluded_at: string; name: string }

const rowsOf = (key: Uint8Array, { check_id, squad, concluded_at, name }: Named) =>
  spellingsOf(name).map((spelling) => ({ spelling: hashName(key, spelling), squad, concluded_at, check_id }))

const write = async (db: Db | Tx, key: Uint8Array, line: Named): Promise<void> => {
  const rows = rowsOf(key, line)
  if (rows.length > 0) await db.insertInto('report_names').values(rows).execute()
}

/** A report is found by its driver's name from now on, in the transaction that writes its line. */
export const nameReport = async (tx: Tx, key: Uint8Array, { check, squad, report }: Line): Promise<void> => {
  if (!report) return
  const stands = await tx
    .selectFrom('report_names')
    .select(['squad', 'concluded_at'])
    .where('check_id', '=', check)
    .limit(1)
    .executeTakeFirst()
  if (stands?.squad === squad && stands.concluded_at === report.concludedAt) return
  if (stands) await tx.deleteFrom('report_names').where('check_id', '=', check).execute()
  const { name } = await tx.selectFrom('check_lines').select('name').where('check_id', '=', check).executeTakeFirstOrThrow()
  await write(tx, key, { check_id: check, squad, concluded_at: report.concludedAt, name })
}

/** The reports of a person who has another name now: it finds them, and the old one doesn't. */
export const renameReports = async (tx: Tx, key: Uint8Array, applicant: string, name: string): Promise<void> => {
  const lines = await tx
    .selectFrom('check_lines')
    .select(['check_id', 'squad', 'concluded_at'])
    .where('applicant', '=', applicant)
    .where('name', '<>', name)
    .execute()
  for (const { check_id, squad, concluded_at } of lines) {
    if (concluded_at === null) continue
    await tx.deleteFrom('report_names').where('check_id', '=', check_id).execute()
    await write(tx, key, { check_id, squad, concluded_at, name })
  }
}

const PAGE = 1000

/** All reports that there are: once, by the migration that brought the names. A page at a time: a grown database isn't held in memory. */
export const nameAll = async (db: Db, key: Uint8Array): Promise<void> => {
  for (let last = ''; ; ) {
    const lines = await db
      .selectFrom('check_lines')
      .select(['check_id', 'squad', 'concluded_at', 'name'])
      .where('check_id', '>', last)
      .orderBy('check_id')
      .limit(PAGE)
      .execute()
    for (const { concluded_at, ...line } of lines) if (concluded_at !== null) await write(db, key, { ...line, concluded_at })
    const end = lines.at(-1)
    if (!end) return
    last = end.check_id
  }
}
