import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Phase } from '#protocol/check.ts'
import { cardOf } from '../../test/driver.ts'
import { keepApplicant } from './applicants.ts'
import { saveLine } from './lines.ts'
import { type Db, openStore } from './open.ts'
import { keepSentBack, sentBackOf, sentBackTo } from './sent-back.ts'

const KEY = new Uint8Array(32).fill(7)
const at = (hour: number) => new Date(Date.UTC(2026, 10, 25, hour)).toISOString()
const outcome = {
  kind: 'fit' as const,
  classes: ['C1' as const],
  conditions: [],
  reasons: [{ code: 'meets-all' as const, station: null, classes: ['C1' as const], found: null, asked: null }],
  rules: '172-2025-01-01',
}

let db: Db
beforeAll(async () => {
  db = await openStore(':memory:')
  await keepApplicant(db, KEY, 'a', { card: cardOf('张三', 100), file: null, phone: null })
})
afterAll(() => db.destroy())

/** A check whose report stands so. */
const stands = (check: string, number: string, phase: Phase) =>
  db.transaction().execute((tx) =>
    saveLine(tx, {
      check,
      version: 9,
      phase,
      booth: { id: 'b', name: '1号' },
      site: 'hall',
      squad: 'east',
      applicant: 'a',
      birth: '1990-01-01',
      classes: ['C1'],
      queuedAt: null,
      turn: null,
      precedence: [],
      kept: null,
      doctor: null,
      missing: 0,
      attention: null,
      caseNumber: null,
      report: {
        number,
        outcome,
        doctor: '林医生',
        concludedAt: at(1),
        pending: true,
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
const keep = (turns: Parameters<typeof keepSentBack>[1]) => db.transaction().execute((tx) => keepSentBack(tx, turns))
const sent = (check: string, sequence: number, doctor: string, number: string) => ({
  sent: { check, sequence, number, doctor, what: 'returned' as const, at: at(sequence), by: '孙警官', reason: '照片不清' },
})
const numbers = (lines: readonly { number: string }[]) => lines.map(({ number }) => number)

test('a doctor is shown the own reports that were seen to, each with the report that counts since and where that one stands', async () => {
  await stands('one', 'RF20261125-000011', 'accepted')
  await stands('two', 'RF20261125-000002', 'withdrawn')
  await stands('three', 'RF20261125-000003', 'returned')
  await keep([
    sent('one', 3, 'lin', 'RF20261125-000001'),
    sent('two', 4, 'lin', 'RF20261125-000002'),
    sent('three', 5, 'lin', 'RF20261125-000003'),
    sent('one', 9, 'wang', 'RF20261125-000010'),
    { ended: { check: 'two', became: 'withdrawn', at: at(7), number: null } },
  ])
  await keep([{ ended: { check: 'one', became: 'corrected', at: at(8), number: 'RF20261125-000011' } }])
  const { entries: lines } = await sentBackTo(db, 'lin', { most: 10, behind: null })
  // What nobody has seen to is on no such list.
  expect(lines).toMatchObject([
    { check: 'one', number: 'RF20261125-000001', name: '张三', by: '孙警官', squad: 'east', reason: '照片不清', became: 'corrected' },
    { check: 'two', became: 'withdrawn', endedAt: at(7), now: null },
  ])
  expect(lines[0]?.now).toEqual({ number: 'RF20261125-000011', phase: 'accepted' })
  // The report that counted since has itself been replaced in its check.
  await stands('one', 'RF20261125-000012', 'handed-over')
  expect((await sentBackTo(db, 'lin', { most: 1, behind: null })).entries[0]?.now).toEqual({
    number: 'RF20261125-000011',
    phase: 'superseded',
  })
})

test('what has ended stays as it ended, whatever becomes of the check later', async () => {
  await keep([{ ended: { check: 'one', became: 'withdrawn', at: at(20), number: null } }])
  expect(await sentBackOf(db, ['one'])).toMatchObject([
    { doctor: 'lin', became: 'corrected' },
    { doctor: 'wang', became: 'corrected' },
  ])
})

test('a page begins behind the last line of the one before, and none is left out among those of one instant', async () => {
  for (const number of [1, 2, 3, 4, 5]) {
    await stands(`p${number}`, `RF20261126-00000${number}`, 'superseded')
    await keep([
      sent(`p${number}`, 2, 'chen', `RF20261126-00000${number}`),
      { ended: { check: `p${number}`, became: 'replaced', at: at(9), number: 'RF20261126-000099' } },
    ])
  }
  const first = await sentBackTo(db, 'chen', { most: 3, behind: null })
  const second = await sentBackTo(db, 'chen', { most: 3, behind: first.entries.at(-1) ?? null })
  expect([first.more, second.more]).toEqual([true, false])
  expect([...numbers(first.entries), ...numbers(second.entries)]).toEqual([5, 4, 3, 2, 1].map((number) => `RF20261126-00000${number}`))
})

test('what a report that came from another check has replaced is found by that check', async () => {
  await stands('later', 'RF20261126-000099', 'accepted')
  const found = await sentBackOf(db, ['later'])
  expect(found).toHaveLength(5)
  expect(found[0]).toMatchObject({ doctor: 'chen', now: { number: 'RF20261126-000099', phase: 'accepted' } })
  expect(await sentBackOf(db, [])).toEqual([])
})
