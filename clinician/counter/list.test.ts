import { expect, test } from 'vitest'
import { PHASES } from '#protocol/check.ts'
import { counter } from '../../test/screens/made-up.ts'
import { isOpen, movesOf, newcomer } from './list.ts'

test('a delivered report can be accepted or returned, a refused or returned one sent again, any other is only looked at', () => {
  const moves = Object.fromEntries(PHASES.map((phase) => [phase, movesOf({ phase })]).filter(([, moves]) => moves?.length))
  expect(moves).toEqual({ 'handed-over': ['accept', 'return'], refused: ['resend'], returned: ['resend'] })
})

test('what has come to nothing can be tried at once, made or handed over, and what goes its way for the first time needs nobody', () => {
  const errand = { kind: 'deliver', tries: 1, since: '2026-11-25T02:00:00.000Z', person: false, underWay: false } as const
  expect(movesOf({ phase: 'reported', errand: { ...errand, fault: { code: 'down', said: '503' } } })).toEqual(['try'])
  expect(movesOf({ phase: 'concluded', errand: { ...errand, kind: 'draw', fault: { code: 'not-made', said: 'ENOSPC' } } })).toEqual(['try'])
  expect(movesOf({ phase: 'reported', errand: { ...errand, tries: 0, fault: null } })).toEqual([])
})

test('accepted reports leave the list of open ones', () => {
  expect(counter.entries.filter(isOpen).map(({ phase }) => phase)).toEqual(['reported', 'handed-over', 'refused', 'returned'])
})

test('a report that has just arrived is named, and opening the page names none', () => {
  expect(newcomer(null, counter)).toBeNull()
  expect(newcomer({ entries: counter.entries.slice(1) }, counter)).toBe('RF20261125-000040')
  expect(newcomer(counter, counter)).toBeNull()
})
