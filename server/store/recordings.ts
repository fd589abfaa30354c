import { Source, Speaker } from '#protocol/media.ts'
import { RecordingState } from '#protocol/recording.ts'
import type { Scope } from './by-site.ts'
import { type Cut, cut } from './cut.ts'
import type { Db } from './open.ts'
import { isHeld } from './recording-holds.ts'
import { readable } from './stored-json.ts'

/** A check that is or was recorded. `key` null: what was recorded is erased. `stopped`: why no more is recorded. `bytes` null: not counted. */
export type RecordingRow = {
  key: string | null
  beganAt: string
  stopped: RecordingState | null
  erasedAt: string | null
  bytes: number | null
}

/** What is known of a check's recording; null: it was never recorded. */
export const findRecording = async (db: Db, check: string): Promise<RecordingRow | null> => {
  const row = await db.selectFrom('recordings').selectAll().where('check_id', '=', check).executeTakeFirst()
  if (!row) return null
  const { key, began_at: beganAt, stopped, erased_at: erasedAt, bytes } = row
  const where = { table: 'recordings', row: check, column: 'stopped' } as const
  return { key, beganAt, stopped: stopped === null ? null : readable(RecordingState, stopped, where), erasedAt, bytes }
}

/** A check begins to be recorded, by a new key; also where what was recorded before is erased. */
export const beginRecording = async (db: Db, { check, key, at }: { check: string; key: string; at: string }): Promise<void> => {
  const fresh = { key, began_at: at, stopped: null, erased_at: null, bytes: null, length_ms: null }
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

/** The key and the parts are gone: whatever is left on a disk, nobody can read any more. False: somebody's hold keeps it, and it stays. */
export const eraseRecording = (db: Db, check: string, at: string): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    if (await isHeld(tx, check)) return false
    await tx.deleteFrom('recording_parts').where('check_id', '=', check).execute()
    await tx.updateTable('recordings').set({ key: null, erased_at: at }).where('check_id', '=', check).execute()
    return true
  })

/** What a recording takes on the disk, bytes, and how long it is, ms. */
type Counted = { bytes: number; lengthMs: number }
/** Writes down what a recording takes. */
export const countRecording = async (db: Db, check: string, { bytes, lengthMs }: Counted): Promise<void> => {
  await db.updateTable('recordings').set({ bytes, length_ms: lengthMs }).where('check_id', '=', check).execute()
}

/** The same of all that are kept together. */
export const allCounted = async (db: Db): Promise<Counted> => {
  const { bytes, lengthMs } = await db
    .selectFrom('recordings')
    .select((e) => [e.fn.sum<number | null>('bytes').as('bytes'), e.fn.sum<number | null>('length_ms').as('lengthMs')])
    .where('erased_at', 'is', null)
    .where('began_at', '>', '')
    .executeTakeFirstOrThrow()
  return { bytes: bytes ?? 0, lengthMs: lengthMs ?? 0 }
}

/** Some of the checks whose recording began before an instant, is still kept, and is held by nobody, the oldest first. */
export const recordingsBefore = async (db: Db, before: string, most: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('recordings')
    .select('check_id')
    .where('erased_at', 'is', null)
    .where('began_at', '<', before)
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('recording_holds as hold')
            .select('hold.id')
            .whereRef('hold.check_id', '=', 'recordings.check_id')
            .where('hold.lifted_at', 'is', null),
        ),
      ),
    )
    .orderBy('began_at')
    .limit(most)
    .execute()
  return rows.map(({ check_id: check }) => check)
}

/** A recording that is kept: of which check, where, and the number of its report (null: there is none). */
export type KeptRow = { check: string; beganAt: string; site: string; number: string | null }
/** The recordings of some time, or all that are held by somebody. */
export type KeptWhen = { since: string; before: string } | 'held'

/** Recordings that are kept, the newest first, behind the one that was seen last. */
export const keptRecordings = async (
  db: Db,
  when: KeptWhen,
  { sites }: Scope,
  { behind, most }: { behind: { at: string; check: string } | null; most: number },
): Promise<Cut<KeptRow>> => {
  const { at, check } = behind ?? { at: '~', check: '' }
  let asked = db
    .selectFrom('recordings as kept')
    .innerJoin('check_lines as line', 'line.check_id', 'kept.check_id')
    .select(['kept.check_id as check', 'kept.began_at as beganAt', 'line.site', 'line.number'])
    .where('kept.erased_at', 'is', null)
    .where((e) => e(e.refTuple('kept.began_at', 'kept.check_id'), '<', e.tuple(at, check)))
  if (sites) asked = asked.where('line.site', 'in', sites)
  if (when === 'held')
    asked = asked.where((e) =>
      e.exists(
        e
          .selectFrom('recording_holds as hold')
          .select('hold.id')
          .whereRef('hold.check_id', '=', 'kept.check_id')
          .where('hold.lifted_at', 'is', null),
      ),
    )
  else asked = asked.where('kept.began_at', '>=', when.since).where('kept.began_at', '<', when.before)
  const rows = await asked
    .orderBy('kept.began_at', 'desc')
    .orderBy('kept.check_id', 'desc')
    .limit(most + 1)
    .execute()
  return cut(rows, most)
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

/** The parts that a server left when it was killed. For the start, before anything is recorded. */
export const openParts = async (db: Db): Promise<{ id: string; check: string; beganAt: string }[]> =>
  db.selectFrom('recording_parts').select(['id', 'check_id as check', 'began_at as beganAt']).where('ended_at', 'is', null).execute()
