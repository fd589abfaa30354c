import { afterAll, beforeAll, expect, test } from 'vitest'
import { isRefusal } from '#protocol/refusal.ts'
import { FIRST_INSTITUTION } from '#protocol/registered.ts'
import { type InstitutionPapers, PAPERS_MOST } from '#protocol/registry.ts'
import { signedReport } from '../../../test/signed.ts'
import { openWorld, sure, type World } from '../../../test/world.ts'
import type { BehindPaper } from '../../store/registry.ts'
import { papersOf } from './papers.ts'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world.close())

/** Of two days, more than two pages of each: `RF20261101-000000` … */
const COUNT = 2 * PAPERS_MOST + 50
const DAYS = ['2026-11-01', '2026-11-02']
const numbersOf = (day: string) =>
  Array.from({ length: COUNT }, (_, n) => `RF${day.replaceAll('-', '')}-${String(n).padStart(6, '0')}`).toReversed()

/** Every page, from the newest to the last. */
const pagesSince = async (since: string) => {
  const pages: InstitutionPapers[] = []
  for (let behind: BehindPaper | null = null; ; ) {
    const page: InstitutionPapers = sure(await papersOf(world.deps, FIRST_INSTITUTION, { since, behind }))
    pages.push(page)
    behind = page.entries.at(-1) ?? null
    if (!page.more || !behind) return pages
  }
}

test('what a suspended institution has issued since a day is told to the last paper, page by page, however many there are', async () => {
  const { db } = world.deps
  const { number } = await signedReport(world, await world.person('lin', 'doctor'))
  const row = await db.selectFrom('reports').selectAll().where('number', '=', number).executeTakeFirstOrThrow()
  const others = DAYS.flatMap((day) => numbersOf(day).map((one) => ({ ...row, number: one, day, code: one })))
  for (const one of others) await db.insertInto('reports').values(one).execute()
  const pages = await pagesSince('2026-11-02')
  expect(pages.map(({ entries, more }) => [entries.length, more])).toEqual([
    [PAPERS_MOST, true],
    [PAPERS_MOST, true],
    [51, false],
  ])
  expect(pages.flatMap(({ entries }) => entries.map((one) => one.number))).toEqual([number, ...numbersOf('2026-11-02')])
  const all = (await pagesSince('2026-11-01')).flatMap(({ entries }) => entries.map((one) => one.number))
  expect(all).toEqual([number, ...numbersOf('2026-11-02'), ...numbersOf('2026-11-01')])
  expect(isRefusal(await papersOf(world.deps, FIRST_INSTITUTION, { since: '2026-02-30', behind: null }))).toBe(true)
})
