import { createHmac } from 'node:crypto'
import type { Static } from 'typebox'
import { Exact, Nullable, Said } from '#protocol/basic.ts'
import { cleanLine } from '#protocol/line.ts'
import { Card } from '#protocol/reading.ts'
import type { Db, Tx } from './open.ts'
import { renameReports } from './report-names.ts'
import { stored } from './stored-json.ts'

/** Who somebody is: the card, and what the traffic case knows. Stands here and in reports, name and document in lists too, never in events. */
const ApplicantData = Exact({ card: Card, file: Nullable(Said), phone: Nullable(Said) })
export type ApplicantData = Static<typeof ApplicantData>

/** The same as people see it: `card` with clean lines of standard characters. `read` is the card as its chip has it, which is what is kept. */
export type Applicant = ApplicantData & { read: Card }

/** A card's texts as they are shown, searched and printed. */
export const cleanCard = (card: Card): Card => ({
  ...card,
  name: cleanLine(card.name),
  address: cleanLine(card.address),
  authority: cleanLine(card.authority),
})

type PersonRow = { applicant: string; person: string }
const dataOf = ({ applicant, person }: PersonRow): ApplicantData =>
  stored(ApplicantData, person, { table: 'applicants', row: applicant, column: 'person' })

/** A row of the table as somebody to be shown. */
export const applicantOf = (row: PersonRow): Applicant => {
  const data = dataOf(row)
  return { ...data, card: cleanCard(data.card), read: data.card }
}

/** What lists show of a row's person, as the card has it. */
export const shownOf = (row: PersonRow): { name: string; document: string } => {
  const { card } = dataOf(row)
  return { name: card.name, document: card.number }
}

/** A document's number as a key that says nothing without the key file. */
export const hashNumber = (key: Uint8Array, number: string): string => createHmac('sha256', key).update(number).digest('hex')

/**
 * By which a person's row is known to be what the server wrote: only who has the key file can make it. A card is kept before it is known
 * whether a check comes of it, so no event could tell what stands there.
 */
export const applicantProof = (key: Uint8Array, { id, person }: { id: string; person: string }): string =>
  createHmac('sha256', key).update(`applicant ${id} ${person}`).digest('hex')

/** Keeps the newest that is known of a person, also in the lines of their checks; gives the id under which they stand. */
export const keepApplicant = (db: Db, key: Uint8Array, newId: string, data: ApplicantData): Promise<string> =>
  db.transaction().execute(async (tx) => {
    const person = JSON.stringify(data)
    const { id } = await tx
      .insertInto('applicants')
      .values({ id: newId, number_hash: hashNumber(key, data.card.number), person, proof: null })
      .onConflict((conflict) => conflict.column('number_hash').doUpdateSet({ person }))
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .updateTable('applicants')
      .set({ proof: applicantProof(key, { id, person }) })
      .where('id', '=', id)
      .execute()
    const { name } = shownOf({ applicant: id, person })
    await renameReports(tx, key, id, name)
    await tx.updateTable('check_lines').set({ name }).where('applicant', '=', id).where('name', '<>', name).execute()
    return id
  })

/** What was mistyped of a person reads as it should, in the lines of their checks too. */
export const correctApplicant = async (
  tx: Tx,
  key: Uint8Array,
  id: string,
  { name, address, phone, file }: { name: string; address: string; phone: string | null; file: string | null },
): Promise<void> => {
  const { person: before } = await tx.selectFrom('applicants').select('person').where('id', '=', id).executeTakeFirstOrThrow()
  const { card } = dataOf({ applicant: id, person: before })
  const data: ApplicantData = { card: { ...card, name, address }, phone, file }
  const person = JSON.stringify(data)
  await renameReports(tx, key, id, name)
  await tx
    .updateTable('applicants')
    .set({ person, proof: applicantProof(key, { id, person }) })
    .where('id', '=', id)
    .execute()
  await tx.updateTable('check_lines').set({ name }).where('applicant', '=', id).where('name', '<>', name).execute()
}

/** The id under which the person with this document stands, or null: never seen here. */
export const applicantWith = async (db: Db, key: Uint8Array, number: string): Promise<string | null> => {
  const row = await db.selectFrom('applicants').select('id').where('number_hash', '=', hashNumber(key, number)).executeTakeFirst()
  return row?.id ?? null
}

export const findApplicant = async (db: Db, id: string): Promise<Applicant | null> => {
  const row = await db.selectFrom('applicants').select('person').where('id', '=', id).executeTakeFirst()
  return row ? applicantOf({ applicant: id, ...row }) : null
}
