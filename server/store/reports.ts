import type { SignedBy } from '#protocol/report.ts'
import { type Cut, cut } from './cut.ts'
import type { Db, Tx } from './open.ts'
import type { Tables } from './tables.ts'

export type ReportRow = {
  number: string
  check: string
  code: string
  digest: string
  /** As it stands there: who proves a report compares it, and what doesn't fit is no report that can be confirmed. */
  signedBy: string
  /** JSON of the assertion, where a passkey signed. */
  assertion: string | null
  state: string
  pdf: string | null
  /** The paper with what was added last so that it stays provable; null: nothing was. */
  renewed: string | null
  at: string
}

export type NewReport = {
  number: string
  check: string
  code: string
  digest: string
  signedBy: SignedBy
  assertion: string | null
  at: string
  doctor: string
  day: string
  unmeasured: number
  against: number
  applicant: string
  validUntil: string
  /** The institution that issued it. */
  institution: string
}

/** A signed report in the table's own words; paper and state come later. */
export const reportRow = ({ check, signedBy, validUntil, ...report }: NewReport) => ({
  ...report,
  check_id: check,
  signed_by: signedBy,
  valid_until: validUntil,
})

/**
 * Adds a signed report; it takes the place of every other of the same person that is in force, whose checks are given. Null: one of them was
 * issued after `drawnUpAt`, so the doctor could not have known of it, and nothing may be issued.
 */
export const addReport = async (tx: Tx, report: NewReport, drawnUpAt: string): Promise<string[] | null> => {
  const others = await tx
    .selectFrom('reports')
    .select(['number', 'check_id', 'at'])
    .where('applicant', '=', report.applicant)
    .where('state', '=', 'valid')
    .where('valid_until', '>=', report.day)
    .execute()
  if (others.some(({ at }) => at > drawnUpAt)) return null
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('reports')
    .values({ ...reportRow(report), state: 'valid', pdf: null, renewed: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows !== 1n) return null
  for (const { number } of others) await tx.updateTable('reports').set({ state: 'superseded' }).where('number', '=', number).execute()
  return [...new Set(others.map(({ check_id }) => check_id))].filter((check) => check !== report.check)
}

/** A report of a person with the check that it came from. */
export type OwnReport = { number: string; check: string; digest: string; state: ReportRow['state']; validUntil: string }

/** A person's reports since an instant, the newest first, at most `most`. */
export const reportsOf = async (db: Db, applicant: string, since: string, most: number): Promise<Cut<OwnReport>> => {
  const rows = await db
    .selectFrom('reports')
    .select(['number', 'check_id', 'digest', 'state', 'valid_until'])
    .where('applicant', '=', applicant)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .limit(most + 1)
    .execute()
  const known = rows.map(({ number, check_id, digest, state, valid_until }) => ({
    number,
    check: check_id,
    digest,
    state,
    validUntil: valid_until,
  }))
  return cut(known, most)
}

export const setPdf = async (tx: Tx, number: string, pdf: string): Promise<void> => {
  await tx.updateTable('reports').set({ pdf }).where('number', '=', number).execute()
}

/** A report that was issued is taken back for good. */
export const withdrawReport = async (tx: Tx, number: string): Promise<void> => {
  await tx.updateTable('reports').set({ state: 'withdrawn' }).where('number', '=', number).execute()
}

export const setRenewed = async (tx: Tx, number: string, renewed: string): Promise<void> => {
  await tx.updateTable('reports').set({ renewed }).where('number', '=', number).execute()
}

/** The reports with a paper, by number, behind one: at most `most`. */
export const reportsWithPaper = async (db: Db, after: string, most: number): Promise<ReportRow[]> =>
  (
    await db
      .selectFrom('reports')
      .selectAll()
      .where('number', '>', after)
      .where('pdf', 'is not', null)
      .orderBy('number')
      .limit(most)
      .execute()
  ).map(reportOf)

/** Is there a report that was signed so? */
export const hasSignedBy = async (db: Db, signedBy: SignedBy): Promise<boolean> =>
  (await db.selectFrom('reports').select('number').where('signed_by', '=', signedBy).limit(1).executeTakeFirst()) !== undefined

export const findReport = async (db: Db, by: { number: string } | { code: string } | { pdf: string }): Promise<ReportRow | null> => {
  const all = db.selectFrom('reports').selectAll()
  const row = await ('number' in by
    ? all.where('number', '=', by.number)
    : 'code' in by
      ? all.where('code', '=', by.code)
      : all.where('pdf', '=', by.pdf)
  ).executeTakeFirst()
  return row ? reportOf(row) : null
}

/** The reports of a check. */
export const reportsOfCheck = async (db: Db, check: string): Promise<ReportRow[]> =>
  (await db.selectFrom('reports').selectAll().where('check_id', '=', check).execute()).map(reportOf)

const reportOf = ({ number, check_id, code, digest, signed_by, assertion, state, pdf, renewed, at }: Tables['reports']): ReportRow => ({
  number,
  check: check_id,
  code,
  digest,
  signedBy: signed_by,
  assertion,
  state,
  pdf,
  renewed,
  at,
})

/** Reports of one doctor on one day in China, and how many stations of theirs the doctor decided without or against a measurement. */
export type OverrideCount = { day: string; doctor: string | null; reports: number; overridden: number; unmeasured: number; against: number }

/** The counts since a day, the newest day first. `doctor` is the name, null where an older report doesn't say who. */
export const countOverrides = async (db: Db, since: string): Promise<OverrideCount[]> => {
  const rows = await db
    .selectFrom('reports')
    .select((e) => [
      'day',
      'doctor',
      e.fn.countAll<number | string>().as('reports'),
      e.fn
        .sum<number | string>(
          e
            .case()
            .when(e('unmeasured', '+', e.ref('against')), '>', 0)
            .then(1)
            .else(0)
            .end(),
        )
        .as('overridden'),
      e.fn.sum<number | string>('unmeasured').as('unmeasured'),
      e.fn.sum<number | string>('against').as('against'),
    ])
    .where('day', '>=', since)
    .groupBy(['day', 'doctor'])
    .execute()
  const names = new Map((await db.selectFrom('people').select(['id', 'name']).execute()).map(({ id, name }) => [id, name]))
  // The index gives the oldest day first, and a few days are asked for.
  return rows
    .toSorted((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))
    .map(({ day, doctor, reports, overridden, unmeasured, against }) => ({
      day,
      doctor: names.get(doctor) ?? null,
      reports: Number(reports),
      overridden: Number(overridden),
      unmeasured: Number(unmeasured),
      against: Number(against),
    }))
}
