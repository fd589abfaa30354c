import { Type } from 'typebox'
import { Words } from '#protocol/basic.ts'
import { Phase } from '#protocol/check.ts'
import { DeviceState } from '#protocol/reading.ts'
import { MACHINES } from '#protocol/rest.ts'
import { bySite, type Scope } from './by-site.ts'
import { marking } from './marks.ts'
import type { Db, Tx } from './open.ts'
import { prepared } from './prepared.ts'
import { readable, stored } from './stored-json.ts'
import { together } from './together.ts'

export type MachineRow = {
  id: string
  kind: 'booth' | 'hall-screen'
  name: string
  /** Where it stands. */
  site: { id: string; name: string }
  publicKey: string | null
  codeUntil: string | null
  usedUntil: string | null
  showing: string | null
  devices: DeviceState[]
  /** When a second computer last came with its key while it was there itself. */
  secondAt: string | null
  disabled: boolean
}

type Row = {
  id: string
  kind: string
  name: string
  site: string
  site_name: string
  public_key: string | null
  code_until: string | null
  used_until: string | null
  showing: string | null
  devices: string
  second_at: string | null
  disabled: number
}

const Kind = Words(MACHINES)
const Devices = Type.Array(DeviceState, { maxItems: 20 })

const fromRow = (row: Row): MachineRow => ({
  id: row.id,
  kind: readable(Kind, row.kind, { table: 'machines', row: row.id, column: 'kind' }),
  name: row.name,
  site: { id: row.site, name: row.site_name },
  publicKey: row.public_key,
  codeUntil: row.code_until,
  usedUntil: row.used_until,
  showing: row.showing,
  devices: stored(Devices, row.devices, { table: 'machines', row: row.id, column: 'devices' }),
  secondAt: row.second_at,
  disabled: row.disabled === 1,
})

const withSite = (db: Db) =>
  db.selectFrom('machines').innerJoin('sites', 'sites.id', 'machines.site').selectAll('machines').select('sites.name as site_name')

const machineBy = prepared((db, id: string) => withSite(db).where('machines.id', '=', id))

export const findMachine = async (db: Db, id: string): Promise<MachineRow | null> => {
  const [row] = await machineBy(db, id)
  return row ? fromRow(row) : null
}

/** The check that a booth shows, or null. */
export const showingOf = async (db: Db, id: string): Promise<string | null> =>
  (await db.selectFrom('machines').select('showing').where('id', '=', id).executeTakeFirst())?.showing ?? null

export const listMachines = async (db: Db): Promise<MachineRow[]> =>
  (await withSite(db).orderBy('sites.name').orderBy('machines.name').execute()).map(fromRow)

/** False when the site has a machine of this kind and name already. */
export const addMachine = (
  db: Db,
  key: Uint8Array,
  { id, kind, name, site, codeUntil }: { id: string; kind: string; name: string; site: string; codeUntil: string },
): Promise<boolean> =>
  db.transaction().execute((tx) =>
    marking(tx, key, ['machines', id], async () => {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('machines')
        .values({
          id,
          kind,
          name,
          site,
          public_key: null,
          code_until: codeUntil,
          used_until: null,
          showing: null,
          devices: '[]',
          second_at: null,
          disabled: 0,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return numInsertedOrUpdatedRows === 1n
    }),
  )

/** Moves a machine to another site; false when that has one of this kind and name already. */
export const moveMachine = (
  db: Db,
  key: Uint8Array,
  { id, kind, name, site }: Pick<Row, 'id' | 'kind' | 'name' | 'site'>,
): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    const other = tx.selectFrom('machines').select('id').where('kind', '=', kind).where('site', '=', site).where('name', '=', name)
    if (await other.executeTakeFirst()) return false
    await marking(tx, key, ['machines', id], () => tx.updateTable('machines').set({ site }).where('id', '=', id).execute())
    return true
  })

export const setCode = async (db: Db, id: string, codeUntil: string): Promise<void> => {
  await db.updateTable('machines').set({ code_until: codeUntil }).where('id', '=', id).execute()
}

/** Takes the machine's key and uses its code up; false when the code was used in the meantime. Former keys prove what they signed. */
export const enrolMachine = (
  db: Db,
  key: Uint8Array,
  { id, codeUntil, publicKey, at }: { id: string; codeUntil: string; publicKey: string; at: string },
): Promise<boolean> =>
  db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await marking(tx, key, ['machines', id], () =>
      tx
        .updateTable('machines')
        .set({ public_key: publicKey, code_until: null, used_until: codeUntil, second_at: null })
        .where('id', '=', id)
        .where('code_until', '=', codeUntil)
        .executeTakeFirst(),
    )
    if (numUpdatedRows !== 1n) return false
    await marking(tx, key, ['machine_keys', id, publicKey], () =>
      tx
        .insertInto('machine_keys')
        .values({ machine: id, public_key: publicKey, at })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    )
    return true
  })

/** Every key that a machine has had. */
export const keysOf = async (db: Db, machine: string): Promise<string[]> =>
  (await db.selectFrom('machine_keys').select('public_key').where('machine', '=', machine).execute()).map(({ public_key }) => public_key)

/** A second computer has come with the machine's key. Another key makes that good. */
export const setSecond = async (db: Db, id: string, at: string): Promise<void> => {
  await db.updateTable('machines').set({ second_at: at }).where('id', '=', id).execute()
}

/** Shuts a machine off: it has no key and no code any more, and the key it had is never taken again. */
export const disableMachine = (db: Db, key: Uint8Array, id: string, at: string): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom('machines').select('public_key').where('id', '=', id).executeTakeFirst()
    const dead = row?.public_key
    if (dead)
      await marking(tx, key, ['dead_keys', dead], () =>
        tx
          .insertInto('dead_keys')
          .values({ public_key: dead, machine: id, at })
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      )
    await marking(tx, key, ['machines', id], () =>
      tx.updateTable('machines').set({ disabled: 1, public_key: null, code_until: null, used_until: null }).where('id', '=', id).execute(),
    )
  })

/** Lets a machine be enrolled again. */
export const enableMachine = async (db: Db, key: Uint8Array, id: string): Promise<void> => {
  await db
    .transaction()
    .execute((tx) =>
      marking(tx, key, ['machines', id], () => tx.updateTable('machines').set({ disabled: 0 }).where('id', '=', id).execute()),
    )
}

/** Did a machine that was shut off have this key? */
export const isDeadKey = async (db: Db, publicKey: string): Promise<boolean> =>
  (await db.selectFrom('dead_keys').select('machine').where('public_key', '=', publicKey).executeTakeFirst()) !== undefined

/** Which check the booth shows now. */
export const setShowing = async (db: Db | Tx, id: string, check: string | null): Promise<void> => {
  await db.updateTable('machines').set({ showing: check }).where('id', '=', id).execute()
}

export const setDevices = async (db: Db | Tx, id: string, devices: readonly DeviceState[]): Promise<void> => {
  await db
    .updateTable('machines')
    .set({ devices: JSON.stringify(devices) })
    .where('id', '=', id)
    .execute()
}

/** The same for what booths say themselves: a thousand may come at once, and each says it again whenever it comes. */
export const noteDevices = together(setDevices)

/** Booths stop showing checks that were opened before an instant of the steady clock and that no doctor holds; gives those checks. */
export const clearShowing = async (db: Db, openedBefore: string): Promise<string[]> => {
  const old = await db
    .selectFrom('machines')
    .innerJoin('checks', 'checks.id', 'machines.showing')
    .select('checks.id')
    .where('checks.steady_at', '<', openedBefore)
    .where('checks.doctor', 'is', null)
    .execute()
  const ids = old.map(({ id }) => id)
  if (ids.length > 0) await db.updateTable('machines').set({ showing: null }).where('showing', 'in', ids).execute()
  return ids
}

/** A booth and what it shows: the phase of that check, whether it is in the queue, whether a doctor has it; null: nothing. */
export type ShownBooth = { id: string; name: string; phase: Phase | null; queued: boolean; examined: boolean }

/** The booths of these sites, or of all, in the order of their names, with what each shows. */
export const boothsWithin = async (db: Db, scope: Scope): Promise<ShownBooth[]> => {
  const all = db
    .selectFrom('machines')
    .innerJoin('sites', 'sites.id', 'machines.site')
    .leftJoin('check_lines as line', 'line.check_id', 'machines.showing')
    .select(['machines.id', 'machines.name', 'sites.name as place', 'line.phase', 'line.queue_since', 'line.doctor', 'line.check_id'])
    .where('machines.kind', '=', 'booth')
    .orderBy('machines.site')
    .orderBy('machines.name')
  const rows = await bySite(scope, (site) => (site === null ? all : all.where('machines.site', '=', site)).execute())
  const inOrder = rows.toSorted((a, b) => (a.place === b.place ? 0 : a.place < b.place ? -1 : 1))
  return inOrder.map(({ id, name, phase, queue_since, doctor, check_id }) => ({
    id,
    name,
    phase: check_id === null ? null : readable(Phase, phase, { table: 'check_lines', row: check_id, column: 'phase' }),
    queued: queue_since !== null,
    examined: doctor !== null,
  }))
}

/** Those of these checks that are over and that no booth shows any more. */
export const leftChecks = async (db: Db, checks: readonly string[]): Promise<string[]> => {
  if (checks.length === 0) return []
  const rows = await db
    .selectFrom('check_lines as line')
    .leftJoin('machines', 'machines.showing', 'line.check_id')
    .select('line.check_id')
    .where('line.check_id', 'in', [...checks])
    .where('line.phase', 'not in', ['opened', 'underway'])
    .where('machines.id', 'is', null)
    .execute()
  return rows.map(({ check_id }) => check_id)
}

/** Whichever booth shows this check shows it no longer. */
export const stopShowing = async (tx: Db | Tx, check: string): Promise<void> => {
  await tx.updateTable('machines').set({ showing: null }).where('showing', '=', check).execute()
}
