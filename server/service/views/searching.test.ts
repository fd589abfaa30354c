import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Searched } from '#protocol/check.ts'
import type { Role } from '#protocol/rest.ts'
import { cardOf } from '../../../test/driver.ts'
import { LIMBS_WELL, openWorld, PASSWORD, sure, until, type World } from '../../../test/world.ts'
import { saveLine } from '../../store/lines.ts'
import { findPerson } from '../../store/people.ts'
import { accept, decideStation, giveBack } from '../checks/commands.ts'
import { claim } from '../checks/leases.ts'
import { conclude, drawUp } from '../checks/signoff.ts'
import { giveReason, type Reader } from '../people/access.ts'
import { readerOf } from '../sites/scope.ts'
import { lineOf } from '../stored/lines.ts'
import { counterView } from './lists.ts'
import { searchReports } from './searching.ts'

const HERE = '东城大厅'
const THERE = '西城大厅'
const CARD = cardOf('张三', 700)

let world: World
let readers: Record<'here' | 'there' | 'everywhere', Reader>
let id: string
let number: string
let code: string
let thereConnects: Awaited<ReturnType<World['person']>>['connect']
const asked = async () => ({ command: world.ids(), check: id, version: (await world.check(id)).version })

beforeAll(async () => {
  world = await openWorld()
  const reader = async (login: string, role: Role, sites: string[] | null): Promise<Reader> => {
    const made = await world.person(login, role)
    if (login === 'there') thereConnects = made.connect
    if (sites) await made.worksFor(...sites)
    const person = await findPerson(world.deps.db, { id: made.id })
    if (!person) throw new Error('nobody')
    return readerOf(world.deps, person)
  }
  readers = {
    here: await reader('here', 'counter', [HERE]),
    there: await reader('there', 'counter', [THERE]),
    everywhere: await reader('everywhere', 'counter', null),
  }
  world.traffic.cases.set(CARD.number, {
    number: '1261125000123',
    business: 'G',
    classes: ['C1'],
    file: null,
    phone: null,
    stopped: null,
    unit: null,
  })
  const { doctor } = await world.person('dr', 'doctor')
  const booth = await world.booth('东1号', HERE)
  await booth.calibrate()
  id = await booth.queued(CARD)
  for (const station of ['height', 'acuity-right', 'acuity-left', 'colour', 'hearing'] as const) await booth.measure(id, station)
  sure(await claim(world.deps, doctor, await asked()))
  for (const finding of LIMBS_WELL) sure(await decideStation(world.deps, doctor, { ...(await asked()), finding, reason: null }))
  const { drawnUp } = sure(await drawUp(world.deps, doctor, { ...(await asked()), remark: null }))
  number = drawnUp?.number ?? ''
  sure(
    await conclude(world.deps, doctor, {
      ...(await asked()),
      digest: drawnUp?.digest ?? '',
      proof: { by: 'password', password: PASSWORD },
    }),
  )
  await until(async () => (await world.check(id)).phase === 'handed-over')
  code = (await world.check(id)).report?.code ?? ''
}, 60_000)
afterAll(() => world.close())

const found = async (reader: Reader, by: Searched) => sure(await searchReports(world.deps, reader, { by, behind: null })).entries

describe('the counter finds a report', () => {
  const WAYS: [string, () => Searched][] = [
    ['its own number', () => ({ number })],
    ['the number of its case', () => ({ case: '1261125000123' })],
    ['the whole number of its driver’s document', () => ({ document: CARD.number })],
    ['its day in China', () => ({ from: '2026-11-25', to: '2026-11-25' })],
    ['its driver’s name', () => ({ name: '张三' })],
    ['the first letters of the name', () => ({ name: 'zs' })],
    ['the name in pinyin', () => ({ name: 'Zhang San' })],
    ['what its QR code holds', () => ({ code })],
    ['its day and how it stands', () => ({ from: '2026-11-25', to: '2026-11-25', phase: 'handed-over' })],
    ['days around it', () => ({ from: '2020-01-01', to: '2026-12-31' })],
  ]
  test.each(WAYS)('by %s, with the document’s number masked', async (_, by) => {
    for (const reader of [readers.here, readers.everywhere])
      expect(await found(reader, by())).toMatchObject([{ check: id, number, name: '张三', document: expect.stringContaining('****') }])
  })
  const OTHERS: [string, Searched][] = [
    ['another number', { number: 'RF20260101-000001' }],
    ['another case', { case: '1261125000124' }],
    ['a part of the document’s number', { case: CARD.number.slice(0, 12) }],
    ['another document', { document: cardOf('李四', 701).number }],
    ['the day before', { from: '2026-11-24', to: '2026-11-24' }],
    ['the day after', { from: '2026-11-26', to: '2026-11-26' }],
  ]
  test.each(OTHERS)('and not by %s', async (_, by) => {
    expect(await found(readers.everywhere, by)).toEqual([])
  })
  test.each([
    { from: '2026-11-26', to: '2026-11-25' },
    { from: '2026-02-30', to: '2026-11-25' },
    { from: '2026-11-25', to: '2026-13-01' },
  ])('but days from $from to $to are refused', async (by) => {
    expect(await searchReports(world.deps, readers.here, { by, behind: null })).toMatchObject({ refused: 'days-wrong' })
  })
  test('on each day of China whole, from its first instant to its last', async () => {
    const { concludedAt } = (await world.check(id)).report ?? { concludedAt: '' }
    for (const [at, day] of [
      ['2026-11-24T16:00:00.000Z', '2026-11-25'],
      ['2026-11-25T15:59:59.999Z', '2026-11-25'],
      ['2026-11-25T16:00:00.000Z', '2026-11-26'],
    ] as const) {
      await world.deps.db.updateTable('check_lines').set({ concluded_at: at }).where('check_id', '=', id).execute()
      expect(await found(readers.here, { from: day, to: day })).toHaveLength(1)
      const other = day === '2026-11-25' ? '2026-11-26' : '2026-11-25'
      expect(await found(readers.here, { from: other, to: other })).toEqual([])
    }
    await world.deps.db.updateTable('check_lines').set({ concluded_at: concludedAt }).where('check_id', '=', id).execute()
  })
})

describe('of a site that isn’t theirs', () => {
  test('the counter is told that there is a report and where, by its numbers alone, and nothing of it', async () => {
    for (const by of [{ number }, { case: '1261125000123' }, { document: CARD.number }]) {
      const entries = await found(readers.there, by)
      expect(entries).toEqual([{ check: id, number, concludedAt: expect.any(String), closed: HERE }])
      expect(JSON.stringify(entries)).not.toContain('张三')
    }
    expect(await found(readers.there, { from: '2026-11-01', to: '2026-11-30' })).toEqual([])
  })

  test('a reason opens it, to be read alone, and each look is written down', async () => {
    const reader = readers.there
    sure(await giveReason(world.deps, reader, { of: { check: id }, reason: '群众投诉核查' }))
    expect(await found(reader, { number })).toMatchObject([{ check: id, name: '张三', elsewhere: HERE }])
    const records = await world.deps.db.selectFrom('access_records').select(['what', 'reason']).where('person', '=', reader.id).execute()
    expect(records).toContainEqual({ what: 'check', reason: '群众投诉核查' })
    const link = await thereConnects()
    await until(() => new Promise<boolean>((tell) => link.watch((state) => state === 'connected' && tell(true))))
    expect(await link.ask('counter:accept', await asked())).toMatchObject({ refused: 'other-site' })
    link.close()
    world.step(3_600_001)
    expect(await found(reader, { number })).toMatchObject([{ closed: HERE }])
  })
})

test('open reports stand in the counter’s list however old they are, and of the others the newest', async () => {
  const check = await world.check(id)
  const line = lineOf(check)
  const { report } = line
  if (!report) throw new Error('no report')
  await world.deps.db.transaction().execute(async (tx) => {
    for (let index = 0; index < 400; index++) {
      const concludedAt = new Date(Date.UTC(2026, 10, 26) + index * 60_000).toISOString()
      await saveLine(tx, {
        ...line,
        check: `done-${index}`,
        phase: 'accepted',
        report: { ...report, number: `RF20261126-${String(index).padStart(6, '0')}`, concludedAt, pending: false },
      })
    }
    for (const [index, phase] of (['concluded', 'reported', 'handed-over', 'refused', 'returned'] as const).entries())
      await saveLine(tx, {
        ...line,
        check: `old-${index}`,
        phase,
        report: { ...report, concludedAt: `2024-01-0${index + 1}T00:00:00.000Z` },
      })
  })
  const { entries, cut } = await counterView(world.deps, { by: 'squad', sites: [(await world.site(HERE)).id] })
  const shown = entries.map(({ check }) => check)
  expect(shown).toEqual(expect.arrayContaining([id, 'old-0', 'old-1', 'old-2', 'old-3', 'old-4', 'done-399']))
  expect(shown.filter((check) => check.startsWith('done-'))).toHaveLength(300)
  expect(shown).not.toContain('done-0')
  expect(cut).toBe(false)
  // The rest is opened by searching, page by page.
  const pages: string[] = []
  for (let behind = null as { concludedAt: string; check: string } | null; ; ) {
    const page = sure(await searchReports(world.deps, readers.here, { by: { from: '2026-11-26', to: '2026-11-26' }, behind }))
    pages.push(...page.entries.map(({ check }) => check))
    const last = page.entries.at(-1)
    if (!page.more || !last) break
    behind = { concludedAt: last.concludedAt, check: last.check }
  }
  expect(pages).toEqual(Array.from({ length: 400 }, (_, index) => `done-${399 - index}`))
})

test('of two clerks with one report the first write decides, and the second is told who, what and when', async () => {
  const clerk = (name: string) => ({ kind: 'counter', id: world.ids(), name }) as const
  const [first, second] = [await asked(), await asked()]
  const answers = await Promise.all([
    accept(world.deps, clerk('赵窗口'), first),
    giveBack(world.deps, clerk('钱窗口'), { ...second, reason: '照片与本人不符' }),
  ])
  expect(answers).toMatchObject([
    { phase: 'accepted' },
    { refused: 'accepted-before', fields: { by: '赵窗口', at: world.now().toISOString() } },
  ])
  expect((await world.check(id)).counter).toMatchObject({ state: 'accepted', by: '赵窗口' })
})

test('a name finds nothing at a counter to which its report doesn’t go', async () => {
  expect(await found(readers.there, { name: '张三' })).toEqual([])
  expect(await found(readers.everywhere, { name: '张三' })).toMatchObject([{ number }])
})

test('accepting leaves the report where it can be found', async () => {
  const entries = await found(readers.here, { number })
  expect(entries).toMatchObject([{ phase: 'accepted' }])
})
