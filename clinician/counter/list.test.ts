import { expect, test } from 'vitest'
import { PHASES } from '#protocol/check.ts'
import { errandOf } from '../../test/made-up/errand.ts'
import { counter } from '../../test/screens/made-up/counter.ts'
import { asNow, isOpen, movesOf, newcomer, searchedBy } from './list.ts'

test('a delivered report can be accepted or returned, a refused or returned one sent again, any other is only looked at', () => {
  const moves = Object.fromEntries(PHASES.map((phase) => [phase, movesOf({ phase })]).filter(([, moves]) => moves?.length))
  expect(moves).toEqual({ 'handed-over': ['accept', 'return'], refused: ['resend'], returned: ['resend'] })
})

test('what has failed can be tried at once, made or handed over, and what goes its way for the first time needs nobody', () => {
  expect(movesOf({ phase: 'reported', errand: errandOf('down', '503') })).toEqual(['try'])
  expect(movesOf({ phase: 'concluded', errand: errandOf('not-made', 'ENOSPC', { kind: 'draw' }) })).toEqual(['try'])
  expect(movesOf({ phase: 'reported', errand: errandOf('down', '', { tries: 0, fault: null, person: false }) })).toEqual([])
})

test('accepted reports leave the list of open ones', () => {
  expect(counter.entries.filter(isOpen).map(({ phase }) => phase)).toEqual(['reported', 'handed-over', 'refused', 'returned'])
})

test('a report that has just arrived is named, and opening the page names none', () => {
  expect(newcomer(null, counter)).toBeNull()
  expect(newcomer({ ...counter, entries: counter.entries.slice(1) }, counter)).toBe('RF20261125-000040')
  expect(newcomer(counter, counter)).toBeNull()
})

test('another hall’s report, opened for a reason, is only looked at', () => {
  for (const phase of PHASES) expect(movesOf({ phase, elsewhere: '西城大厅' })).toEqual([])
})

test.each([
  ['RF20261125-000040', { number: 'RF20261125-000040' }],
  [' rf20261125-000040 ', { number: 'RF20261125-000040' }],
  ['RF20261125000040', { number: 'RF20261125-000040' }],
  ['ＲＦ２０２６１１２５－０００４０１', { number: 'RF20261125-000401' }],
  ['11010519491231002x', { document: '11010519491231002X' }],
  ['110105 19491231 002X', { document: '11010519491231002X' }],
  ['ABC123456789012', { document: 'ABC123456789012' }],
  ['１１０１０５１９４９１２３１００２Ｘ', { document: '11010519491231002X' }],
  ['1261125000123', { case: '1261125000123' }],
  ['京A-2026/88', { case: '京A-2026/88' }],
])('whoever types or reads %j looks for %j', (typed, by) => {
  expect(searchedBy(typed)).toEqual(by)
})

test('a found report is shown as it stands now, and one that the list knows older as it was found', () => {
  const [first, second] = counter.entries
  if (!first || !second) throw new Error('no entries')
  const closed = { check: second.check, number: second.number, concludedAt: second.concludedAt, closed: '西城大厅' }
  expect(asNow([{ ...first, version: first.version - 1 }, closed], counter)).toEqual([first, closed])
  const newer = { ...first, version: first.version + 1 }
  expect(asNow([newer], counter)).toEqual([newer])
})
