import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Phase } from '#protocol/check.ts'
import { cardOf } from '../../test/driver.ts'
import { hashNumber, keepApplicant } from './applicants.ts'
import type { ConcludedLine, Page } from './concluded.ts'
import * as concluded from './concluded.ts'
import { saveLine } from './lines.ts'
import { type Db, openStore } from './open.ts'

const KEY = new Uint8Array(32).fill(7)
const SQUADS = ['east', 'west', 'south'] as const
const PHASES: Phase[] = ['accepted', 'handed-over', 'returned', 'superseded', 'concluded']
const COUNT = 60

let db: Db
/** What was put in, the newest first. */
const all: { check: string; concludedAt: string; squad: string; person: number; case: string; pending: boolean }[] = []

beforeAll(async () => {
  db = await openStore(':memory:')
  for (const person of [0, 1, 2])
    await keepApplicant(db, KEY, `a${person}`, { card: cardOf(`张${person}`, 100 + person), file: null, phone: null })
  for (let index = 0; index < COUNT; index++) {
    const phase = PHASES[index % PHASES.length] ?? 'accepted'
    // Three at each instant, so that a page ends among those that came together.
    const concludedAt = new Date(Date.UTC(2026, 0, 1) + Math.floor(index / 3) * 3_600_000).toISOString()
    const squad = SQUADS[(index * 7) % 3] ?? SQUADS[0]
    const one = {
      check: `c${String((index * 37) % COUNT).padStart(2, '0')}`,
      concludedAt,
      squad,
      person: (index * 5) % 3,
      case: `K${index % 4}`,
    }
    const pending = phase !== 'accepted' && phase !== 'superseded'
    all.push({ ...one, pending })
    await db.transaction().execute((tx) =>
      saveLine(tx, {
        check: one.check,
        version: 9,
        phase,
        booth: { id: 'b', name: '1号' },
        site: 'elsewhere',
        squad,
        applicant: `a${one.person}`,
        birth: '1990-01-01',
        classes: ['C1'],
        queuedAt: null,
        turn: null,
        precedence: [],
        kept: null,
        doctor: null,
        missing: 0,
        attention: null,
        caseNumber: one.case,
        report: {
          number: `RF20260101-${String(index).padStart(6, '0')}`,
          outcome: {
            kind: 'fit',
            classes: ['C1'],
            conditions: [],
            reasons: [{ code: 'meets-all', station: null, classes: ['C1'], found: null, asked: null }],
            rules: '172-2025-01-01',
          },
          doctor: '林医生',
          concludedAt,
          pending,
          pdf: null,
          sm2: null,
          held: null,
          receipt: null,
          reason: null,
          overrides: [],
          countersigned: null,
          provision: null,
          provisionUntil: null,
        },
      }),
    )
  }
  all.sort((a, b) => (a.concludedAt + a.check < b.concludedAt + b.check ? 1 : -1))
})
afterAll(() => db.destroy())

/** Turns the pages until there are no more. */
const turned = async (ask: (page: Page) => Promise<ConcludedLine[]>, most: number): Promise<string[]> => {
  const seen: string[] = []
  for (let behind: Page['behind'] = null; ; ) {
    const page = await ask({ most, behind })
    expect(page.length).toBeLessThanOrEqual(most)
    seen.push(...page.map(({ check }) => check))
    const last = page.at(-1)
    if (!last || page.length < most) return seen
    behind = { concludedAt: last.concludedAt, check: last.check }
  }
}
const checks = (which: (one: (typeof all)[number]) => boolean) => all.filter(which).map(({ check }) => check)
const EVERYTHING = { by: 'squad', sites: null } as const
const ofTwo = { by: 'squad', sites: ['east', 'south'] } as const
const span = { since: '2026-01-01T03:00:00.000Z', before: '2026-01-01T15:00:00.000Z' }
const within = ({ concludedAt }: { concludedAt: string }) => concludedAt >= span.since && concludedAt < span.before

const QUERIES: { name: string; ask: (page: Page) => Promise<ConcludedLine[]>; which: (one: (typeof all)[number]) => boolean }[] = [
  { name: 'open ones', ask: (page) => concluded.pendingReports(db, EVERYTHING, page), which: ({ pending }) => pending },
  {
    name: 'open ones of two squads',
    ask: (page) => concluded.pendingReports(db, ofTwo, page),
    which: ({ pending, squad }) => pending && squad !== 'west',
  },
  { name: 'those of some hours', ask: (page) => concluded.concludedBetween(db, span, EVERYTHING, page), which: within },
  {
    name: 'those of some hours of two squads',
    ask: (page) => concluded.concludedBetween(db, span, ofTwo, page),
    which: (one) => within(one) && one.squad !== 'west',
  },
  { name: 'those of no squad', ask: (page) => concluded.concludedBetween(db, span, { by: 'squad', sites: [] }, page), which: () => false },
  {
    name: 'a person’s',
    ask: (page) => concluded.concludedOfPerson(db, hashNumber(KEY, cardOf('张1', 101).number), page),
    which: ({ person }) => person === 1,
  },
  { name: 'a case’s', ask: (page) => concluded.concludedOfCase(db, 'K2', page), which: (one) => one.case === 'K2' },
]

describe.each(QUERIES)('page by page, $name', ({ ask, which }) => {
  test.each([1, 4, 7, 100])('come once each, the newest first, %i on a page', async (most) => {
    expect(await turned(ask, most)).toEqual(checks(which))
  })
})

test('a name stands in the database as keyed hashes alone, and finds whoever is called so now', async () => {
  const rows = await db.selectFrom('report_names').select('spelling').execute()
  for (const { spelling } of rows) expect(spelling).toMatch(/^[0-9a-f]{32}$/)
})

test('a card that comes again with another name shows it on each line of its person, in standard characters, and on nobody else’s', async () => {
  const page = { most: 100, behind: null }
  const shown = async (person: number) => {
    const lines = await concluded.concludedOfPerson(db, hashNumber(KEY, cardOf('', 100 + person).number), page)
    expect(lines.length).toBeGreaterThan(1)
    return [...new Set(lines.map(({ name, document }) => `${name} ${document}`))]
  }
  expect(await shown(2)).toEqual([`张2 ${cardOf('', 102).number}`])
  // As an old chip has it: 䶮 at a place of its own.
  await keepApplicant(db, KEY, 'anew', { card: cardOf('张\uE863', 102), file: null, phone: null })
  expect(await shown(2)).toEqual([`张䶮 ${cardOf('', 102).number}`])
  expect(await shown(1)).toEqual([`张1 ${cardOf('', 101).number}`])
})
