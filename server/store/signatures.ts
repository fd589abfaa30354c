import type { SignedBy } from '#protocol/report.ts'
import type { Db, Tx } from './open.ts'

/** A signature as it stands there: who proves a report compares it. */
export type Signature = {
  digest: string
  person: string
  number: string
  role: string
  signedBy: string
  assertion: string | null
  at: string
}

type NewSignature = Signature & { role: 'doctor' | 'second'; signedBy: SignedBy }

/** Keeps a signature. A doctor who took one back and gives it again over the same text leaves the newer. */
export const addSignature = async (tx: Tx, { signedBy, ...signature }: NewSignature): Promise<void> => {
  const row = { ...signature, signed_by: signedBy }
  await tx
    .insertInto('signatures')
    .values(row)
    .onConflict((conflict) => conflict.columns(['digest', 'person']).doUpdateSet(row))
    .execute()
}

/** The signatures over a digest, the first doctor's first. */
export const signaturesOver = async (db: Db | Tx, digest: string): Promise<Signature[]> => {
  const rows = await db.selectFrom('signatures').selectAll().where('digest', '=', digest).execute()
  // Two at most: sorted here, since an index would only be for them.
  return rows.map(({ signed_by, ...row }) => ({ ...row, signedBy: signed_by })).toSorted((a, b) => (a.role < b.role ? -1 : 1))
}
