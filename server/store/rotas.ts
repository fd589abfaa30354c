import { Rota } from '#protocol/rota.ts'
import { type Cut, cut } from './cut.ts'
import type { Db } from './open.ts'
import { storable, stored } from './stored-json.ts'
import type { Tables } from './tables.ts'

/** A doctor's hours as somebody wrote them. `by`: whose id. */
export type RotaRow = { doctor: string; version: number; rota: Rota; by: string; at: string }

const spotOf = (doctor: string) => ({ table: 'rotas', row: doctor, column: 'rota' }) as const
const rotaOf = ({ rota, ...row }: Tables['rotas']): RotaRow => ({ ...row, rota: stored(Rota, rota, spotOf(row.doctor)) })

/** Every doctor's hours as they stand now; whose were never written has none. */
export const currentRotas = async (db: Db): Promise<RotaRow[]> => {
  const rows = await db
    .selectFrom('rotas')
    .selectAll()
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('rotas as newer')
            .select('newer.doctor')
            .whereRef('newer.doctor', '=', 'rotas.doctor')
            .whereRef('newer.version', '>', 'rotas.version'),
        ),
      ),
    )
    .execute()
  return rows.map(rotaOf)
}

/** What a doctor's hours were each time that somebody wrote them, the newest first, at most `most`. */
export const rotaHistory = async (db: Db, doctor: string, most: number): Promise<Cut<RotaRow>> => {
  const rows = await db
    .selectFrom('rotas')
    .selectAll()
    .where('doctor', '=', doctor)
    .orderBy('version', 'desc')
    .limit(most + 1)
    .execute()
  return cut(rows.map(rotaOf), most)
}

/** Writes how a doctor's hours are from now on. False: somebody else was first with this version. */
export const addRota = async (db: Db, { doctor, rota, ...row }: RotaRow): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('rotas')
    .values({ doctor, ...row, rota: JSON.stringify(storable(Rota, rota, spotOf(doctor))) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
