import { expect, test } from 'vitest'
import { PHASES } from '#protocol/check.ts'
import { errandOf } from '../../test/made-up/errand.ts'
import { counter, stuck } from '../../test/screens/made-up/counter.ts'
import { asNow, inOrder, isOpen, movesOf, newcomer, nextToDecide, pressed, searchedBy, stepped, USUAL } from './list.ts'

test('a delivered report can be accepted or returned, a refused or returned one sent again, any other is only looked at', () => {
  const moves = Object.fromEntries(PHASES.map((phase) => [phase, movesOf({ phase })]).filter(([, moves]) => moves?.length))
  const said = ['accept', 'provisional', 'return']
  expect(moves).toEqual({ 'handed-over': said, provisional: said, lapsed: said, refused: ['resend'], returned: ['resend'] })
})

test('what has failed can be tried at once, made or handed over, and what goes its way for the first time needs nobody', () => {
  expect(movesOf({ phase: 'reported', errand: errandOf('down', '503') })).toEqual(['try'])
  // Of an institution that isn't recognised any more nothing is accepted.
  for (const phase of ['handed-over', 'accepted', 'reported'] as const)
    expect(movesOf({ phase, notRecognised: '某医疗机构' })).toEqual(['withdraw'])
  expect(movesOf({ phase: 'withdrawn', notRecognised: '某医疗机构' })).toEqual([])
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

test.each([
  ['张三', { name: '张三' }],
  ['zs', { name: 'zs' }],
  ['买买提·艾力', { name: '买买提·艾力' }],
  ['买买提・艾力', { name: '买买提・艾力' }],
  ['Zhang San', { name: 'Zhang San' }],
  ['http://localhost:3000/verify/K7WD3MQX9RTB2Q4Z', { code: 'K7WD3MQX9RTB2Q4Z' }],
  ['HTTPS://CHECK.EXAMPLE.CN/VERIFY/K7WD3MQX9RTB2Q4Z?language=en', { code: 'K7WD3MQX9RTB2Q4Z' }],
  ['K7WD3MQX9RTB2Q4Z', { code: 'K7WD3MQX9RTB2Q4Z' }],
])('whoever types or scans %j looks for %j', (typed, by) => {
  expect(searchedBy(typed)).toEqual(by)
})

const numbers = (entries: readonly { number: string }[]) => entries.map(({ number }) => number.slice(-2))

test('what needs a decision is on top: a person, the counter’s word, what came back, what goes its way, what is done', () => {
  expect(
    inOrder(stuck.entries, USUAL)
      .slice(0, 3)
      .every(({ errand }) => errand?.person),
  ).toBe(true)
  expect(numbers(inOrder(counter.entries, USUAL))).toEqual(['41', '42', '43', '40', '44'])
})

test('a head that is pressed puts the list in order by its column, again the other way round, and then as usual', () => {
  const up = pressed(USUAL, 'number')
  expect(numbers(inOrder(counter.entries, up))).toEqual(['40', '41', '42', '43', '44'])
  const down = pressed(up, 'number')
  expect(numbers(inOrder(counter.entries, down))).toEqual(['44', '43', '42', '41', '40'])
  expect(pressed(down, 'number')).toEqual(USUAL)
  expect(pressed(down, 'name')).toEqual({ by: 'name', down: false })
})

test('names are in the order of their pinyin', () => {
  const [one] = counter.entries
  if (!one) throw new Error('no entry')
  const named = ['赵六', '艾力', '王五', '李四'].map((name) => ({ ...one, name }))
  expect(inOrder(named, { by: 'name', down: false }).map(({ name }) => name)).toEqual(['艾力', '李四', '王五', '赵六'])
})

test('the arrows go from line to line and stop at both ends; the next to decide is behind the chosen one, then from the top', () => {
  const { entries } = counter
  const ids = entries.map(({ check }) => check)
  expect(stepped(entries, null, 1)?.check).toBe(ids[0])
  expect(stepped(entries, ids[0] ?? '', 1)?.check).toBe(ids[1])
  expect(stepped(entries, ids[0] ?? '', -1)?.check).toBe(ids[0])
  expect(stepped(entries, ids[4] ?? '', 1)?.check).toBe(ids[4])
  expect(nextToDecide(entries, ids[3] ?? '')?.check).toBe(ids[1])
  expect(nextToDecide(entries, ids[1] ?? '')).toBeUndefined()
})
