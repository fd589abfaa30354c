import { Language } from '#protocol/basic.ts'
import type { Db } from './open.ts'
import { readable } from './stored-json.ts'

/** Somebody wants to be told by text message, on this number. */
export type Wish = { phone: string; language: Language; since: string }

/** What somebody wants now; null: not to be told. */
export const wishOf = async (db: Db, applicant: string): Promise<Wish | null> => {
  const row = await db
    .selectFrom('notice_wishes')
    .select(['id', 'phone', 'language', 'given_at'])
    .where('applicant', '=', applicant)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (!row) return null
  return {
    phone: row.phone,
    language: readable(Language, row.language, { table: 'notice_wishes', row: row.id, column: 'language' }),
    since: row.given_at,
  }
}

/** From now on they want to be told on this number, whatever they wanted before. The same again changes nothing. */
export const beginWish = (
  db: Db,
  wish: { id: string; applicant: string; check: string; phone: string; language: Language; at: string; by: string },
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const { id, applicant, check, phone, language, at, by } = wish
    const now = tx.selectFrom('notice_wishes').select('id').where('applicant', '=', applicant).where('ended_at', 'is', null)
    if (await now.where('phone', '=', phone).where('language', '=', language).executeTakeFirst()) return
    await tx
      .updateTable('notice_wishes')
      .set({ ended_at: at, ended_by: by })
      .where('applicant', '=', applicant)
      .where('ended_at', 'is', null)
      .execute()
    await tx
      .insertInto('notice_wishes')
      .values({ id, applicant, check_id: check, phone, language, given_at: at, given_by: by, ended_at: null, ended_by: null })
      .execute()
  })

/** From now on they don't want to be told. */
export const endWish = async (db: Db, applicant: string, { at, by }: { at: string; by: string }): Promise<void> => {
  await db
    .updateTable('notice_wishes')
    .set({ ended_at: at, ended_by: by })
    .where('applicant', '=', applicant)
    .where('ended_at', 'is', null)
    .execute()
}
