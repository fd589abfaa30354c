import type { Kysely } from 'kysely'

/**
 * Every key that a machine has had, so that what it signed stays provable when it gets another; and each calibration as it came. Of keys
 * that were replaced before and of older calibrations nothing more is known than what their rows say.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('machine_keys')
    .addColumn('public_key', 'text', (c) => c.notNull())
    .addColumn('machine', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('machine_keys_of', ['machine', 'public_key'])
    .execute()
  await db.schema.alterTable('calibrations').addColumn('body', 'text').execute()
  const then = db as Kysely<{
    machines: { id: string; public_key: string | null }
    dead_keys: { public_key: string; machine: string; at: string }
    machine_keys: { public_key: string; machine: string; at: string }
  }>
  const living = await then.selectFrom('machines').select(['id', 'public_key']).where('public_key', 'is not', null).execute()
  const keys = [
    ...(await then.selectFrom('dead_keys').select(['public_key', 'machine', 'at']).execute()),
    ...living.flatMap(({ id, public_key }) => (public_key === null ? [] : [{ public_key, machine: id, at: '' }])),
  ]
  for (const key of keys)
    await then
      .insertInto('machine_keys')
      .values(key)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
}
