import { CalibrationValue } from '#protocol/reading.ts'
import { type Cut, cut } from './cut.ts'
import { marking } from './marks.ts'
import { type Db, type Tx, together } from './open.ts'
import { stored, unreadable } from './stored-json.ts'

/** What is already stored under an id: whose it is, and its digest; null: nothing. */
export const keptCalibration = async (db: Db, id: string): Promise<{ booth: string; digest: string } | null> =>
  (await db.selectFrom('calibrations').select(['booth', 'digest']).where('id', '=', id).executeTakeFirst()) ?? null

type Calibration = { id: string; booth: string; value: CalibrationValue; at: string; expiresAt: string; sequence: number }
type NewCalibration = Calibration & { digest: string; body: string }

/** A calibration in the table's own words. */
export const calibrationRow = ({ id, booth, value, at, expiresAt, sequence }: Calibration) => ({
  id,
  booth,
  device: value.device,
  value: JSON.stringify(value),
  at,
  sequence,
  expires_at: expiresAt,
})

/** False when the id is taken. */
export const addCalibration = (db: Db | Tx, key: Uint8Array, calibration: NewCalibration): Promise<boolean> =>
  together(db, (tx) =>
    marking(tx, key, ['calibrations', calibration.id], async () => {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('calibrations')
        .values({ ...calibrationRow(calibration), digest: calibration.digest, body: calibration.body })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    }),
  )

const spotOf = (id: string) => ({ table: 'calibrations', row: id, column: 'value' }) as const
const valueOf = ({ id, value }: { id: string; value: string }): CalibrationValue => stored(CalibrationValue, value, spotOf(id))
const isOf = <D extends CalibrationValue['device']>(
  value: CalibrationValue,
  device: D,
): value is Extract<CalibrationValue, { device: D }> => value.device === device

/** The booth's newest calibration of a device, or null. */
export const newestCalibration = async <D extends CalibrationValue['device']>(
  db: Db,
  booth: string,
  device: D,
): Promise<{ id: string; at: string; expiresAt: string; value: Extract<CalibrationValue, { device: D }> } | null> => {
  const row = await db
    .selectFrom('calibrations')
    .select(['id', 'value', 'at', 'expires_at'])
    .where('booth', '=', booth)
    .where('device', '=', device)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return null
  const value = valueOf(row)
  if (!isOf(value, device)) throw unreadable(spotOf(row.id), '/device')
  return { id: row.id, at: row.at, expiresAt: row.expires_at, value }
}

/** The one of these calibrations that ended first, before an instant; null: all held then. */
export const expiredAt = async (db: Db, ids: readonly string[], at: string): Promise<{ device: string; expiresAt: string } | null> => {
  if (ids.length === 0) return null
  const rows = await db
    .selectFrom('calibrations')
    .select(['device', 'expires_at'])
    .where('id', 'in', [...ids])
    .where('expires_at', '<=', at)
    .execute()
  const [first] = rows.toSorted((a, b) => (a.expires_at < b.expires_at ? -1 : 1))
  return first ? { device: first.device, expiresAt: first.expires_at } : null
}

/** What these calibrations are of and how long they hold, in this order; one that isn't stored is left out. */
export const calibrationsNamed = async (
  db: Db,
  ids: readonly string[],
): Promise<{ id: string; device: CalibrationValue['device']; at: string; expiresAt: string }[]> => {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('calibrations')
    .select(['id', 'value', 'at', 'expires_at'])
    .where('id', 'in', [...ids])
    .execute()
  const known = new Map(rows.map((row) => [row.id, { id: row.id, device: valueOf(row).device, at: row.at, expiresAt: row.expires_at }]))
  return ids.flatMap((id) => known.get(id) ?? [])
}

/** The calibrations of a booth, the newest first, at most so many. */
export const calibrationsOf = async (
  db: Db,
  booth: string,
  most: number,
): Promise<Cut<{ id: string; device: string; value: CalibrationValue; at: string; expiresAt: string }>> => {
  const rows = await db
    .selectFrom('calibrations')
    .select(['id', 'device', 'value', 'at', 'expires_at'])
    .where('booth', '=', booth)
    .orderBy('sequence', 'desc')
    .limit(most + 1)
    .execute()
  const known = rows.map((row) => ({
    id: row.id,
    device: row.device,
    value: valueOf(row),
    at: row.at,
    expiresAt: row.expires_at,
  }))
  return cut(known, most)
}
