import type { CalibrationValue } from '#protocol/reading.ts'
import type { Db, Tx } from './open.ts'

/** What is already stored under an id: its digest, or null. */
export const calibrationDigest = async (db: Db, id: string): Promise<string | null> => {
  const row = await db.selectFrom('calibrations').select('digest').where('id', '=', id).executeTakeFirst()
  return row?.digest ?? null
}

/** False when the id is taken. */
export const addCalibration = async (
  db: Db | Tx,
  { value, ...rest }: { id: string; booth: string; value: CalibrationValue; digest: string; at: string; sequence: number },
): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('calibrations')
    .values({ ...rest, device: value.device, value: JSON.stringify(value) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/** The booth's newest calibration of a device, or null. */
export const newestCalibration = async <D extends CalibrationValue['device']>(
  db: Db,
  booth: string,
  device: D,
): Promise<{ id: string; value: Extract<CalibrationValue, { device: D }> } | null> => {
  const row = await db
    .selectFrom('calibrations')
    .select(['id', 'value'])
    .where('booth', '=', booth)
    .where('device', '=', device)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { id: row.id, value: JSON.parse(row.value) as Extract<CalibrationValue, { device: D }> } : null
}
