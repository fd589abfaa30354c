import { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { expect, test } from 'vitest'
import { migrations } from './open.ts'
import { sqliteDialect } from './sqlite.ts'

const AT = '2026-11-25T02:00:00.000Z'
const NAMES = Object.keys(migrations)

test('what was to be told to the traffic police among the notices goes on as errands, behind what its driver waits for, and what was told is done', async () => {
  const db = new Kysely<Record<string, Record<string, string | number | null>>>({ dialect: sqliteDialect(':memory:') })
  const upTo = async (name: string) => {
    const some = Object.fromEntries(Object.entries(migrations).filter(([one]) => one <= name))
    const { error } = await new Migrator({ db, provider: { getMigrations: async () => some } }).migrateToLatest()
    if (error) throw error
  }
  await upTo('0301-sm2')
  const common = { version: 1, booth: 'b', opened_at: AT, steady_at: AT, moved_at: AT }
  await db
    .insertInto('checks')
    .values({ ...common, id: 'c', phase: 'provisional', state: '{}', applicant: 'a' })
    .execute()
  const errand = { check_id: 'c', number: 'RF1', line: 'a', since: AT, due_at: AT, steady_since: AT, tries: 0, destination: 'case' }
  await db
    .insertInto('outbox')
    .values({ ...errand, id: 'c:9:deliver', kind: 'deliver', done_at: null })
    .execute()
  const notice = (sequence: number, whom: string, done_at: string | null) => ({
    id: `c:${sequence}:${whom}`,
    check_id: 'c',
    sequence,
    number: 'RF1',
    whom,
    what: 'provisional',
    told: '{}',
    since: AT,
    steady_since: AT,
    due_at: AT,
    tries: 2,
    done_at,
  })
  await db
    .insertInto('notices')
    .values([notice(11, 'case', AT), notice(12, 'case', null), notice(13, 'case', null), notice(12, 'driver', null)])
    .execute()
  await upTo(NAMES.toSorted().at(-1) ?? '')
  const rows = await db
    .selectFrom('outbox')
    .select(['id', 'destination', 'line', 'held_by', 'done_at', 'tries'])
    .where('kind', '=', 'standing')
    .execute()
  const told = { destination: 'case', line: 'a', tries: 2 }
  expect(rows).toEqual([
    { ...told, id: 'c:11:standing', held_by: null, done_at: AT },
    { ...told, id: 'c:12:standing', held_by: 'c:9:deliver', done_at: null },
    { ...told, id: 'c:13:standing', held_by: 'c:12:standing', done_at: null },
  ])
  expect(await db.selectFrom('notices').select('id').execute()).toEqual([{ id: 'c:12:driver' }])
  await db.destroy()
})
