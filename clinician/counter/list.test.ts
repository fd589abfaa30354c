import { expect, test } from 'vitest'
import { PHASES } from '#protocol/check.ts'
import { counter } from '../../test/screens/made-up.ts'
import { isOpen, movesOf, newcomer } from './list.ts'

test('a delivered report can be accepted or returned, a refused or returned one sent again, any other is only looked at', () => {
  const moves = Object.fromEntries(PHASES.map((phase) => [phase, movesOf({ phase })]).filter(([, moves]) => moves?.length))
  expect(moves).toEqual({ 'handed-over': ['accept', 'return'], refused: ['resend'], returned: ['resend'] })
})

test('accepted reports leave the list of open ones', () => {
  expect(counter.entries.filter(isOpen).map(({ phase }) => phase)).toEqual(['reported', 'handed-over', 'refused', 'returned'])
})

test('a report that has just arrived is named, and opening the page names none', () => {
  expect(newcomer(null, counter)).toBeNull()
  expect(newcomer({ entries: counter.entries.slice(1) }, counter)).toBe('RF20261125-000040')
  expect(newcomer(counter, counter)).toBeNull()
})
