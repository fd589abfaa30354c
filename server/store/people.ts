import { Type } from 'typebox'
import { Id } from '#protocol/basic.ts'
import { ROLES, Role } from '#protocol/rest.ts'
import { marking } from './marks.ts'
import { type Db, type Tx, together } from './open.ts'
import { stored } from './stored-json.ts'

export type PersonRow = {
  id: string
  login: string
  name: string
  roles: Role[]
  password: string
  disabled: boolean
  signature: string | null
  passkeys: number
  resetBy: string | null
  codeUntil: string | null
  codeBy: string | null
  /** The sites that they work for; null: all. */
  sites: string[] | null
}

const select = (db: Db | Tx) =>
  db
    .selectFrom('people')
    .selectAll('people')
    .select((e) =>
      e
        .selectFrom('passkeys')
        .whereRef('passkeys.person', '=', 'people.id')
        .where('passkeys.held', 'is', null)
        .select((f) => f.fn.countAll<number | string>().as('n'))
        .as('passkeys'),
    )

type Selected = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>

const Roles = Type.Array(Role, { maxItems: ROLES.length })
const Sites = Type.Array(Id, { maxItems: 10_000 })

const fromRow = (row: Selected): PersonRow => ({
  ...row,
  roles: stored(Roles, row.roles, { table: 'people', row: row.id, column: 'roles' }),
  disabled: row.disabled === 1,
  passkeys: Number(row.passkeys ?? 0),
  resetBy: row.reset_by,
  codeUntil: row.code_until,
  codeBy: row.code_by,
  sites: row.sites === null ? null : stored(Sites, row.sites, { table: 'people', row: row.id, column: 'sites' }),
})

export const findPerson = async (db: Db, by: { id: string } | { login: string }): Promise<PersonRow | null> => {
  const query = 'id' in by ? select(db).where('people.id', '=', by.id) : select(db).where('people.login', '=', by.login)
  const row = await query.executeTakeFirst()
  return row ? fromRow(row) : null
}

/** Those of these people who are known. */
export const findPeople = async (db: Db, ids: readonly string[]): Promise<PersonRow[]> =>
  ids.length === 0
    ? []
    : (
        await select(db)
          .where('people.id', 'in', [...ids])
          .execute()
      ).map(fromRow)

export const listPeople = async (db: Db | Tx): Promise<PersonRow[]> => (await select(db).orderBy('people.login').execute()).map(fromRow)

/** Is there somebody who may administer? */
export const hasAdministrator = async (db: Db | Tx): Promise<boolean> =>
  (await listPeople(db)).some(({ roles, disabled }) => roles.includes('administrator') && !disabled)

/** False when the login is taken. */
export const addPerson = (
  db: Db | Tx,
  key: Uint8Array,
  {
    id,
    login,
    name,
    roles,
    password,
    sites = null,
  }: { id: string; login: string; name: string; roles: Role[]; password: string; sites?: string[] | null },
): Promise<boolean> =>
  together(db, (tx) =>
    marking(tx, key, ['people', id], async () => {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('people')
        .values({
          id,
          login,
          name,
          roles: JSON.stringify(roles),
          password,
          disabled: 0,
          signature: null,
          reset_by: null,
          code_until: null,
          code_by: null,
          sites: sites && JSON.stringify(sites),
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    }),
  )

export const changePerson = async (
  db: Db,
  key: Uint8Array,
  id: string,
  change: Partial<{
    name: string
    roles: Role[]
    disabled: boolean
    password: string
    signature: string
    resetBy: string | null
    code: { until: string; by: string } | null
    sites: string[] | null
  }>,
): Promise<void> => {
  const { roles, disabled, resetBy, code, sites, ...rest } = change
  const set = {
    ...rest,
    ...(roles ? { roles: JSON.stringify(roles) } : {}),
    ...(disabled === undefined ? {} : { disabled: disabled ? 1 : 0 }),
    ...(sites === undefined ? {} : { sites: sites && JSON.stringify(sites) }),
    ...(resetBy === undefined ? {} : { reset_by: resetBy }),
    ...(code === undefined ? {} : { code_until: code?.until ?? null, code_by: code?.by ?? null }),
  }
  if (Object.keys(set).length === 0) return
  await db
    .transaction()
    .execute((tx) => marking(tx, key, ['people', id], () => tx.updateTable('people').set(set).where('id', '=', id).execute()))
}
