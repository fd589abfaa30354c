import { sql } from 'kysely'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonical, sha256 } from '#protocol/canonical.ts'
import { refusalIn, refuse } from '#protocol/refusal.ts'
import { enrolled } from '../../test/signed.ts'
import { openWorld, until, type World } from '../../test/world.ts'
import { audit } from '../service/proof/audit.ts'
import { accountEvents } from './account-events.ts'
import { findApplicant } from './applicants.ts'
import { calibrationsOf, newestCalibration } from './calibrations.ts'
import { loadCheck } from './checks.ts'
import { brokenLink, loadEvents } from './events.ts'
import { boothsWithin, findMachine } from './machines.ts'
import { passkeysOf } from './passkeys.ts'
import { findPerson } from './people.ts'
import { queueLines } from './queue.ts'
import { storable, stored } from './stored-json.ts'

let world: World
let ids: { check: string; booth: string; doctor: string; applicant: string }
beforeAll(async () => {
  world = await openWorld()
  const booth = await world.booth()
  await booth.calibrate()
  const check = await booth.queued()
  const doctor = await world.person('stored', 'doctor')
  await enrolled(world, doctor)
  ids = { check, booth: booth.who.id, doctor: doctor.id, applicant: (await world.check(check)).applicant }
})
afterAll(() => world.close())

const happenings = () => accountEvents(world.deps.db, ids.doctor, { unseen: false, most: 9 })

/** The no with which something fails. */
const noOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'it was read',
    (error: unknown) => refusalIn(error),
  )

type Harm = {
  table: 'checks' | 'check_lines' | 'applicants' | 'machines' | 'people' | 'passkeys' | 'calibrations' | 'account_events'
  column: string
  key: string
  row: () => Promise<string>
  /** What stands there afterwards. */
  harmed: (before: string) => string
  place: string
  ask: () => Promise<unknown>
}
const changed = (change: (value: Record<string, unknown>) => unknown) => (before: string) => JSON.stringify(change(JSON.parse(before)))
const { check, booth, doctor, applicant } = {
  check: async () => ids.check,
  booth: async () => ids.booth,
  doctor: async () => ids.doctor,
  applicant: async () => ids.applicant,
}
const HARMS: Record<string, Harm> = {
  'a state that is no JSON': {
    table: 'checks',
    column: 'state',
    key: 'id',
    row: check,
    harmed: (before) => before.slice(0, -5),
    place: '/',
    ask: () => loadCheck(world.deps.db, ids.check),
  },
  'a state with another phase': {
    table: 'checks',
    column: 'state',
    key: 'id',
    row: check,
    place: '/phase',
    harmed: changed((state) => ({ ...state, phase: 'somewhere' })),
    ask: () => loadCheck(world.deps.db, ids.check),
  },
  'a state of a format that nobody knows yet': {
    table: 'checks',
    column: 'state',
    key: 'id',
    row: check,
    place: '/format',
    harmed: changed((state) => ({ ...state, format: 99 })),
    ask: () => loadCheck(world.deps.db, ids.check),
  },
  'classes in the queue': {
    table: 'check_lines',
    column: 'classes',
    key: 'check_id',
    row: check,
    place: '/0',
    harmed: () => '["Z9"]',
    ask: () => queueLines(world.deps.db),
  },
  'a person of the queue': {
    table: 'applicants',
    column: 'person',
    key: 'id',
    row: applicant,
    place: '/card/sex',
    harmed: changed(({ card, ...rest }) => ({ card: { ...Object(card), sex: 1 }, ...rest })),
    ask: () => findApplicant(world.deps.db, ids.applicant),
  },
  'the phase of a check in a booth of the hall': {
    table: 'check_lines',
    column: 'phase',
    key: 'check_id',
    row: check,
    place: '/',
    harmed: () => 'somewhere',
    ask: () => boothsWithin(world.deps.db, { by: 'site', sites: null }),
  },
  'which kind of machine it is': {
    table: 'machines',
    column: 'kind',
    key: 'id',
    row: booth,
    place: '/',
    harmed: () => 'kettle',
    ask: () => findMachine(world.deps.db, ids.booth),
  },
  'what happened to an account': {
    table: 'account_events',
    column: 'kind',
    key: 'id',
    place: '/',
    harmed: () => 'crowned',
    row: async () => String((await happenings()).entries[0]?.id),
    ask: () => happenings(),
  },
  'what an agent said of its devices': {
    table: 'machines',
    column: 'devices',
    key: 'id',
    row: booth,
    place: '/',
    harmed: () => '{}',
    ask: () => findMachine(world.deps.db, ids.booth),
  },
  'the roles of a doctor': {
    table: 'people',
    column: 'roles',
    key: 'id',
    row: doctor,
    place: '/1',
    harmed: () => '["doctor","king"]',
    ask: () => findPerson(world.deps.db, { id: ids.doctor }),
  },
  'how a passkey is reached': {
    table: 'passkeys',
    column: 'transports',
    key: 'id',
    place: '/0',
    harmed: () => '[7]',
    row: async () => String((await passkeysOf(world.deps.db, ids.doctor))[0]?.id),
    ask: () => passkeysOf(world.deps.db, ids.doctor),
  },
  'a calibration': {
    table: 'calibrations',
    column: 'value',
    key: 'id',
    place: '/floorMm',
    harmed: () => '{"device":"height","floorMm":"2200"}',
    row: async () => String((await newestCalibration(world.deps.db, ids.booth, 'height'))?.id),
    ask: () => calibrationsOf(world.deps.db, ids.booth, 60),
  },
}

describe('what is stored and isn’t what its schema says is a no with table, row and place, and never with what stands there', () => {
  test.each(Object.entries(HARMS))('%s', async (_, { table, column, key, row, harmed, place, ask }) => {
    const { db } = world.deps
    const id = await row()
    const where = sql`from ${sql.table(table)} where ${sql.ref(key)} = ${id}`
    const kept = (await sql<{ text: string }>`select ${sql.ref(column)} as text ${where}`.execute(db)).rows[0]?.text ?? ''
    const put = (value: string) =>
      sql`update ${sql.table(table)} set ${sql.ref(column)} = ${value} where ${sql.ref(key)} = ${id}`.execute(db)
    await put(harmed(kept))
    const said = await noOf(ask())
    await put(kept)
    expect(said).toEqual(refuse('record-unreadable', { table, row: id, column, place }))
    expect(await noOf(ask())).toBe('it was read')
  })
})

test('an event that fits its chain and not its schema is named by verify, and everything else is looked at all the same', async () => {
  const { db, files } = world.deps
  const rows = await db.selectFrom('check_events').selectAll().where('check_id', '=', ids.check).orderBy('sequence').execute()
  const [opened, ...others] = rows
  if (!opened) throw new Error('there is no event')
  const event = { ...JSON.parse(opened.event), classes: ['Z9'] }
  const { check_id, sequence, at, format, actor, actor_id, command } = opened
  let previous = opened.previous
  for (const [row, told] of [[opened, event] as const, ...others.map((one) => [one, JSON.parse(one.event)] as const)]) {
    const value = {
      check: check_id,
      sequence: row.sequence,
      at: row.at,
      format,
      actor: { kind: row.actor, id: row.actor_id },
      command: row.command,
      event: told,
    }
    const hash = await sha256(previous + canonical(value))
    await db
      .updateTable('check_events')
      .set({ event: canonical(told), previous, hash })
      .where('check_id', '=', check_id)
      .where('sequence', '=', row.sequence)
      .execute()
    previous = hash
  }
  expect([sequence, at !== '', actor, actor_id, command !== null]).toEqual([1, true, 'booth', ids.booth, true])
  expect(await brokenLink(db, ids.check)).toBeNull()
  expect(await noOf(loadEvents(db, ids.check))).toEqual(
    refuse('record-unreadable', { table: 'check_events', row: `${ids.check} 1`, column: 'event', place: '/event/classes/0' }),
  )
  const { troubles } = await audit({ db, files }, { stored: new Set(), trusted: { seals: [], stamps: [] } })
  expect(troubles).toContainEqual({
    of: 'row',
    name: `check_events ${ids.check} 1`,
    column: 'event /event/classes/0',
    fault: 'row-unreadable',
  })
})

test('a line of somebody who asks is told in words, and the server goes on', async () => {
  const doctor = await world.person('told', 'doctor')
  const { db } = world.deps
  const state = (await db.selectFrom('checks').select('state').where('id', '=', ids.check).executeTakeFirstOrThrow()).state
  await db.updateTable('checks').set({ state: '{}' }).where('id', '=', ids.check).execute()
  const link = await doctor.connect()
  const said = await until(async () => {
    const answer = await link.ask('check:watch', { check: ids.check })
    return 'refused' in answer && answer.refused !== 'not-connected' ? answer : null
  })
  await db.updateTable('checks').set({ state }).where('id', '=', ids.check).execute()
  expect(said).toEqual(refuse('record-unreadable', { table: 'checks', row: ids.check, column: 'state', place: '/stations' }))
  expect(await link.ask('check:watch', { check: ids.check })).not.toHaveProperty('refused')
})

test('what could not be read again is not stored, which is a bug of ours and no fault of the records', () => {
  const spot = { table: 'people', row: 'x', column: 'roles' } as const
  expect(stored(Type.Array(Type.Number()), '[1]', spot)).toEqual([1])
  expect(storable(Type.Array(Type.Number()), [1], spot)).toEqual([1])
  const write = () => storable(Type.Number({ maximum: 1 }), 2, spot)
  expect(write).toThrow('people x could not be read again: roles /')
  try {
    write()
  } catch (error) {
    expect(refusalIn(error)).toEqual(refuse('internal'))
  }
})
