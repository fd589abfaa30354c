import type { SignedBy } from '#protocol/report.ts'
import type { Db, Tx } from './open.ts'

export type ReportRow = {
  number: string
  check: string
  code: string
  digest: string
  signedBy: SignedBy
  /** JSON of the assertion, where a passkey signed. */
  assertion: string | null
  state: 'valid' | 'superseded'
  pdf: string | null
  at: string
}

/** Adds a signed report, and marks those that it replaces. */
export const addReport = async (
  tx: Tx,
  report: { number: string; check: string; code: string; digest: string; signedBy: SignedBy; assertion: string | null; at: string },
  superseded: readonly string[],
): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('reports')
    .values({
      number: report.number,
      check_id: report.check,
      code: report.code,
      digest: report.digest,
      signed_by: report.signedBy,
      assertion: report.assertion,
      state: 'valid',
      pdf: null,
      at: report.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) return false
  if (superseded.length > 0)
    await tx
      .updateTable('reports')
      .set({ state: 'superseded' })
      .where('number', 'in', [...superseded])
      .execute()
  return true
}

export const setPdf = async (tx: Tx, number: string, pdf: string): Promise<void> => {
  await tx.updateTable('reports').set({ pdf }).where('number', '=', number).execute()
}

/** Is there a report that was signed so? */
export const hasSignedBy = async (db: Db, signedBy: SignedBy): Promise<boolean> =>
  (await db.selectFrom('reports').select('number').where('signed_by', '=', signedBy).limit(1).executeTakeFirst()) !== undefined

export const findReport = async (db: Db, by: { number: string } | { code: string }): Promise<ReportRow | null> => {
  const all = db.selectFrom('reports').selectAll()
  const row = await ('number' in by ? all.where('number', '=', by.number) : all.where('code', '=', by.code)).executeTakeFirst()
  if (!row) return null
  const { number, code, digest, pdf, at } = row
  return {
    number,
    check: row.check_id,
    code,
    digest,
    signedBy: row.signed_by as SignedBy,
    assertion: row.assertion,
    state: row.state as ReportRow['state'],
    pdf,
    at,
  }
}
