import { createHmac } from 'node:crypto'
import { cleanLine } from '#protocol/line.ts'
import type { Card } from '#protocol/reading.ts'
import type { Db } from './open.ts'

/** Who somebody is: the card, and what the traffic case knows. Stands here and in reports, never in events. */
export type ApplicantData = { card: Card; file: string | null; phone: string | null }

/** The same as people see it: `card` with clean lines of standard characters. `read` is the card as its chip has it, which is what is kept. */
export type Applicant = ApplicantData & { read: Card }

/** A card's texts as they are shown, searched and printed. */
export const cleanCard = (card: Card): Card => ({
  ...card,
  name: cleanLine(card.name),
  address: cleanLine(card.address),
  authority: cleanLine(card.authority),
})

/** A row of the table as somebody to be shown. */
export const applicantOf = (person: string): Applicant => {
  const data = JSON.parse(person) as ApplicantData
  return { ...data, card: cleanCard(data.card), read: data.card }
}

/** A document's number as a key that says nothing without the key file. */
export const hashNumber = (key: Uint8Array, number: string): string => createHmac('sha256', key).update(number).digest('hex')

/** Keeps the newest that is known of a person; gives the id under which they stand. */
export const keepApplicant = async (db: Db, key: Uint8Array, id: string, data: ApplicantData): Promise<string> => {
  const row = await db
    .insertInto('applicants')
    .values({ id, number_hash: hashNumber(key, data.card.number), person: JSON.stringify(data) })
    .onConflict((conflict) => conflict.column('number_hash').doUpdateSet({ person: JSON.stringify(data) }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** The id under which the person with this document stands, or null: never seen here. */
export const applicantWith = async (db: Db, key: Uint8Array, number: string): Promise<string | null> => {
  const row = await db.selectFrom('applicants').select('id').where('number_hash', '=', hashNumber(key, number)).executeTakeFirst()
  return row?.id ?? null
}

export const findApplicant = async (db: Db, id: string): Promise<Applicant | null> => {
  const row = await db.selectFrom('applicants').select('person').where('id', '=', id).executeTakeFirst()
  return row ? applicantOf(row.person) : null
}
