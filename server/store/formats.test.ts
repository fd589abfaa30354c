import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { apply, recordedAfter } from '#check/apply.ts'
import type { Check } from '#check/check.ts'
import { Event, FORMAT } from '#check/events.ts'
import { STEPS } from '#check/formats/steps.ts'
import { lineOf } from '../service/stored/lines.ts'
import { append } from './append.ts'
import { loadCheck } from './checks.ts'
import { brokenLink, loadEvents } from './events.ts'
import { openStore } from './open.ts'

// What programs of each format wrote, kept as it came out of their databases (test/formats.ts wrote it): five checks to which everything
// happened that can happen. Whoever changes what is stored adds a format, a step from the one before, and a file here.

const Row = Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Null()]))
const Kept = Type.Array(Type.Object({ row: Row, events: Type.Array(Row) }))
const folder = join(import.meta.dirname, 'formats')
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .toSorted()

/** A database with what a file keeps. */
const opened = async (file: string) => {
  const kept: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  if (!Value.Check(Kept, kept)) throw new Error(`${file} keeps something else`)
  const db = await openStore(':memory:')
  const bare = db.withTables<{ checks: Record<string, string | number | null>; check_events: Record<string, string | number | null> }>()
  for (const { row, events } of kept) {
    await bare.insertInto('checks').values(row).execute()
    await bare.insertInto('check_events').values(events).execute()
  }
  return { db, ids: kept.map(({ row }) => String(row['id'])) }
}

test('each format that ever was has its file, and a step to the next', () => {
  expect(files).toEqual(Array.from({ length: FORMAT }, (_, index) => `format-${index + 1}.json`))
  expect(STEPS.map(({ from }) => from)).toEqual(Array.from({ length: FORMAT - 1 }, (_, index) => index + 1))
})

const RECORDED = ['recording-answered', 'kept', 'keeping-ended', 'call-broken']
/** Kept by doctors of what they saw. */
const PICTURED = ['pictured']
const ASKED = ['escalated', 'joined', 'taken-over', 'escalation-ended', 'consulted', 'consultation-answered']
const PROVISIONAL = ['provisional', 'provision-lapsed']
const WITHDRAWN = ['withdrawn', 'withdrawal-delivered', 'withdrawal-refused']
/** Kinds of events that came after a format: its own file has none. */
const CAME_LATER: Readonly<Record<string, readonly string[]>> = {
  'format-1.json': ['set-aside', 'renewed', ...WITHDRAWN, ...PROVISIONAL, ...RECORDED, ...PICTURED, ...ASKED],
  'format-2.json': ['renewed', ...WITHDRAWN, ...PROVISIONAL, ...RECORDED, ...PICTURED, ...ASKED],
  'format-3.json': ['renewed', ...WITHDRAWN, ...PROVISIONAL, ...RECORDED, ...PICTURED, ...ASKED],
}

describe.each(files)('%s', (file) => {
  test('has every kind of event there was', async () => {
    const { db, ids } = await opened(file)
    const kinds = (await Promise.all(ids.map((id) => loadEvents(db, id)))).flat().map(({ event }) => event.kind)
    const all = Event.anyOf.map((one) => one.properties.kind.const)
    expect(new Set(kinds)).toEqual(new Set(all.filter((kind) => !CAME_LATER[file]?.includes(kind))))
    await db.destroy()
  })

  test('is chained as it was, gives the check that its own program saved, and can be gone on with', async () => {
    const { db, ids } = await opened(file)
    const rows = () => db.selectFrom('check_events').selectAll().orderBy('check_id').orderBy('sequence').execute()
    const before = await rows()
    for (const id of ids) {
      expect(await brokenLink(db, id), id).toBeNull()
      const events = await loadEvents(db, id)
      const made = events.reduce<Check | null>(apply, null)
      expect(made, id).toEqual(await loadCheck(db, id))
      expect(made?.format).toBe(FORMAT)
      expect(events.every(({ format }) => format === FORMAT)).toBe(true)
    }
    expect(await rows()).toEqual(before)

    const [id = ''] = ids
    const actor = { kind: 'system', id: 'conclusions' } as const
    const at = '2026-12-01T02:00:00.000Z'
    const { recorded, state } = recordedAfter(await loadCheck(db, id), [{ kind: 'replaced', number: 'RF20261201-000001' }], {
      id,
      at,
      actor,
      command: null,
    })
    if (!state) throw new Error('there is no check')
    expect(await append(db, { key: new Uint8Array(32), recorded, state, line: lineOf(state), outbox: [], at })).toBe(true)
    expect(await brokenLink(db, id)).toBeNull()
    expect((await loadEvents(db, id)).at(-1)?.actor).toEqual(actor)
    expect((await rows()).filter(({ command, event }) => command !== null || !event.includes('RF20261201'))).toEqual(before)
    await db.destroy()
  })
})

test('of who acted the first format told the kind, and lifted an event says which one where it tells; else that nobody knows', async () => {
  const { db, ids } = await opened('format-1.json')
  const actors = new Map<string, Set<string>>()
  for (const { actor, event } of (await Promise.all(ids.map((id) => loadEvents(db, id)))).flat()) {
    const named =
      'doctor' in event && event.doctor !== null ? event.doctor : 'by' in event ? event.by : 'booth' in event ? event.booth : null
    const own = typeof named === 'object' ? named?.id : named
    const told = actor.id === null ? 'unknown' : actor.id === own ? 'as the event says' : 'another'
    const key = `${event.kind} by ${actor.kind}`
    actors.set(key, (actors.get(key) ?? new Set()).add(told))
  }
  const known = 'as the event says'
  expect(Object.fromEntries([...actors].map(([key, told]) => [key, [...told].join()]))).toEqual({
    'abandoned by system': 'unknown',
    'accepted by counter': known,
    'claimed by doctor': known,
    'concluded by doctor': 'unknown',
    'countersigned by doctor': known,
    'decided by doctor': known,
    'declared by booth': 'unknown',
    'declined by doctor': known,
    'delivered by system': 'unknown',
    'delivery-refused by system': 'unknown',
    'device-failed by booth': 'unknown',
    'drawn-up by doctor': known,
    'hurried by counter': known,
    'lease-lapsed by doctor': 'unknown',
    'lease-lapsed by system': 'unknown',
    'noted by doctor': known,
    'opened by booth': known,
    'paper-held by system': 'unknown',
    'parked by booth': 'unknown',
    'parked by doctor': known,
    'photographed by booth': 'unknown',
    'read by booth': 'unknown',
    'released by doctor': known,
    'replaced by system': 'unknown',
    'resent by counter': known,
    'resumed by booth': known,
    'returned by counter': known,
    'sealed by system': 'unknown',
    'signed by doctor': known,
    'started by booth': 'unknown',
    'started by doctor': 'unknown',
  })
  await db.destroy()
})

test('since the second format every event says which booth, person or part of the house acted', async () => {
  for (const file of files.slice(1)) {
    const { db, ids } = await opened(file)
    const actors = (await Promise.all(ids.map((id) => loadEvents(db, id)))).flat().map(({ actor }) => actor)
    expect(actors.filter(({ id }) => id === null)).toEqual([])
    const known = ['conclusions', 'deadlines', 'deliveries', 'leases', 'papers']
    expect(new Set(actors.flatMap(({ kind, id }) => (kind === 'system' ? [id] : [])))).toEqual(new Set(known))
    await db.destroy()
  }
})
