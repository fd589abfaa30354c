import { Source, Speaker } from '#protocol/media.ts'
import { RecordingState } from '#protocol/recording.ts'
import type { Db } from './open.ts'
import { readable } from './stored-json.ts'

/** A check that is or was recorded. `key` null: what was recorded is erased. `stopped`: why no more is recorded. */
export type RecordingRow = { key: string | null; beganAt: string; stopped: RecordingState | null; erasedAt: string | null }

/** What is known of a check's recording; null: it was never recorded. */
export const findRecording = async (db: Db, check: string): Promise<RecordingRow | null> => {
  const row = await db.selectFrom('recordings').selectAll().where('check_id', '=', check).executeTakeFirst()
  if (!row) return null
  const { key, began_at: beganAt, stopped, erased_at: erasedAt } = row
  const where = { table: 'recordings', row: check, column: 'stopped' } as const
  return { key, beganAt, stopped: stopped === null ? null : readable(RecordingState, stopped, where), erasedAt }
}

/** A check begins to be recorded, by a new key; also where what was recorded before is erased. */
export const beginRecording = async (db: Db, { check, key, at }: { check: string; key: string; at: string }): Promise<void> => {
  const fresh = { key, began_at: at, stopped: null, erased_at: null }
  await db
    .insertInto('recordings')
    .values({ check_id: check, ...fresh })
    .onConflict((conflict) => conflict.column('check_id').doUpdateSet(fresh))
    .execute()
}

/** No more of a check is recorded. */
export const stopRecording = async (db: Db, check: string, why: RecordingState): Promise<void> => {
  await db.updateTable('recordings').set({ stopped: why }).where('check_id', '=', check).execute()
}

/** The key and the parts are gone: whatever is left on a disk, nobody can read any more. */
export const eraseRecording = (db: Db, check: string, at: string): Promise<void> =>
  db.transaction().execute(async (tx) => {
    await tx.deleteFrom('recording_parts').where('check_id', '=', check).execute()
    await tx.updateTable('recordings').set({ key: null, erased_at: at }).where('check_id', '=', check).execute()
  })

/** Some of the checks whose recording began before an instant and is still kept, the oldest first. */
export const recordingsBefore = async (db: Db, before: string, most: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('recordings')
    .select('check_id')
    .where('erased_at', 'is', null)
    .where('began_at', '<', before)
    .orderBy('began_at')
    .limit(most)
    .execute()
  return rows.map(({ check_id: check }) => check)
}

/** One source of one who speaks, as far as it was recorded. `endedAt` null: it goes on, or the server ended while it did. */
export type PartRow = { id: string; side: Speaker; source: Source; beganAt: string; endedAt: string | null }

/** The parts of a check's recording, the first first. */
export const partsOf = async (db: Db, check: string): Promise<PartRow[]> => {
  const rows = await db.selectFrom('recording_parts').selectAll().where('check_id', '=', check).orderBy('began_at').orderBy('id').execute()
  return rows.map(({ id, side, source, began_at: beganAt, ended_at: endedAt }) => {
    const where = { table: 'recording_parts', row: id } as const
    return {
      id,
      side: readable(Speaker, side, { ...where, column: 'side' }),
      source: readable(Source, source, { ...where, column: 'source' }),
      beganAt,
      endedAt,
    }
  })
}

/** Adds a part before there is a file of it. */
export const addPart = async (db: Db, { check, beganAt, ...part }: Omit<PartRow, 'endedAt'> & { check: string }): Promise<void> => {
  await db
    .insertInto('recording_parts')
    .values({ ...part, check_id: check, began_at: beganAt, ended_at: null })
    .execute()
}

/** Its first packet came at this instant. */
export const beginPart = async (db: Db, id: string, at: string): Promise<void> => {
  await db.updateTable('recording_parts').set({ began_at: at }).where('id', '=', id).execute()
}

export const endPart = async (db: Db, id: string, at: string): Promise<void> => {
  await db.updateTable('recording_parts').set({ ended_at: at }).where('id', '=', id).execute()
}

/** Ends the parts that a server left when it was killed. For the start, before anything is recorded. */
export const endOpenParts = async (db: Db, at: string): Promise<void> => {
  await db.updateTable('recording_parts').set({ ended_at: at }).where('ended_at', 'is', null).execute()
}
