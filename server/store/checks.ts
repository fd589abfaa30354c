import { Check } from '#check/check.ts'
import { liftCheck } from '#check/formats/steps.ts'
import type { Phase } from '#protocol/check.ts'
import { highestOf } from './counters.ts'
import type { Db, Tx } from './open.ts'
import { prepared } from './prepared.ts'
import { stored } from './stored-json.ts'

/** The newest state of a check, or null. Its lease's end is the one that the last renewal set. */
export const loadCheck = async (db: Db | Tx, id: string): Promise<Check | null> => {
  const row = await db.selectFrom('checks').select(['id', 'state', 'lease_until']).where('id', '=', id).executeTakeFirst()
  return row ? restored(row) : null
}

/** A check as it was just saved, with its lease's end, which no event tells. */
export const withLease = async (db: Db, check: Check): Promise<Check> => {
  if (!check.lease) return check
  const row = await db.selectFrom('checks').select('lease_until').where('id', '=', check.id).executeTakeFirst()
  return row?.lease_until ? { ...check, lease: { ...check.lease, until: row.lease_until } } : check
}

/** The check that stands open in a booth, or null. */
export const openCheckOf = async (db: Db, booth: string): Promise<Check | null> => {
  const row = await db.selectFrom('checks').select(['id', 'state', 'lease_until']).where('open_booth', '=', booth).executeTakeFirst()
  return row ? restored(row) : null
}

const shownBy = prepared((db, booth: string) =>
  db
    .selectFrom('machines')
    .innerJoin('checks', 'checks.id', 'machines.showing')
    .select(['checks.id', 'checks.state', 'checks.lease_until'])
    .where('machines.id', '=', booth),
)

/** The check that a booth shows, or null. */
export const shownCheckOf = async (db: Db, booth: string): Promise<Check | null> => {
  const [row] = await shownBy(db, booth)
  return row ? restored(row) : null
}

const shownAndCount = prepared((db, ...countsAndBooth: string[]) =>
  db
    .selectFrom('machines')
    .leftJoin('checks', 'checks.id', 'machines.showing')
    .select(['checks.id', 'checks.state', 'checks.lease_until'])
    .select(highestOf(db, countsAndBooth.slice(0, -1)).as('highest'))
    .where('machines.id', '=', countsAndBooth.at(-1) ?? ''),
)

/** The check that a booth shows, or null, and where the highest of some counts stands: all that a booth is told that comes, at once. */
export const shownCheckAndCount = async (
  db: Db,
  booth: string,
  counts: readonly string[],
): Promise<{ check: Check | null; highest: number }> => {
  const [row] = await shownAndCount(db, ...counts, booth)
  if (!row) return { check: null, highest: 0 }
  const { id, state, lease_until, highest } = row
  return { check: id === null || state === null ? null : restored({ id, state, lease_until }), highest }
}

/** Phases in which a check isn't over: its person has no other beside it. */
const LASTING: readonly Phase[] = ['opened', 'underway', 'signed', 'parked']

/** A person's check that isn't over, in whatever booth or parked, or null. */
export const lastingCheckOf = async (db: Db | Tx, applicant: string, beside = ''): Promise<Check | null> => {
  const row = await db
    .selectFrom('checks')
    .select(['id', 'state', 'lease_until'])
    .where('applicant', '=', applicant)
    .where('phase', 'in', [...LASTING])
    .where('id', '<>', beside)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? restored(row) : null
}

/** The other checks of a check's person that were opened since an instant, oldest first. */
export const otherChecksOf = async (db: Db, { id, applicant }: Pick<Check, 'id' | 'applicant'>, openedSince: string): Promise<Check[]> => {
  const rows = await db
    .selectFrom('checks')
    .select(['id', 'state', 'lease_until'])
    .where('applicant', '=', applicant)
    .where('opened_at', '>=', openedSince)
    .where('id', '<>', id)
    .orderBy('opened_at')
    .execute()
  return rows.map(restored)
}

/** A state as it was saved, by whichever program. Throws `record-unreadable` where it is none. */
export const savedState = (state: string, id: string): Check =>
  stored(Check, state, { table: 'checks', row: id, column: 'state' }, liftCheck)

type StateRow = { id: string; state: string; lease_until: string | null }

const restored = ({ id, state, lease_until }: StateRow): Check => {
  const check = savedState(state, id)
  if (check.lease && lease_until) check.lease.until = lease_until
  return check
}

/** The check that a command was carried out on, by the command's id, or null. */
export const checkOfCommand = async (db: Db, command: string): Promise<string | null> => {
  const row = await db.selectFrom('check_events').select('check_id').where('command', '=', command).limit(1).executeTakeFirst()
  return row?.check_id ?? null
}

/**
 * Checks still open or parked that were opened before an instant of the steady clock; of those open ones that no doctor holds and to
 * which nothing has happened since `quiet`.
 */
export const openBefore = async (db: Db, at: string, quiet: string): Promise<string[]> => {
  const before = db.selectFrom('checks').select('id').where('steady_at', '<', at)
  const open = await before
    .where('open_booth', 'is not', null)
    .where('doctor', 'is', null)
    .where((e) => e.or([e('moved_at', 'is', null), e('moved_at', '<=', quiet)]))
    .execute()
  const parked = await before.where('parked_at', 'is not', null).execute()
  return [...open, ...parked].map(({ id }) => id)
}

/** Ids of checks after one of them, in order, those of events that have no check among them; at most `most`. */
export const checkIds = async (db: Db, after: string, most: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('checks')
    .select('id')
    .where('id', '>', after)
    .union(db.selectFrom('check_events').select('check_id as id').where('check_id', '>', after))
    .orderBy('id')
    .limit(most)
    .execute()
  return rows.map(({ id }) => id)
}
