import { expect, test } from 'vitest'
import { KEYS as AT_COUNTER } from './counter/keys.ts'
import { KEYS as AT_CONSOLE } from './keys.ts'
import { shortcuts } from './shortcuts.ts'

const press = (code: string, held: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing', boolean>> = {}) => ({
  code,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  ...held,
})

test('a letter acts with Alt alone, wherever somebody writes; an arrow only where nobody does; Escape everywhere', () => {
  const does = shortcuts({ accept: 'Alt+A', down: '↓', back: 'Esc' })
  expect(does(press('KeyA'), false)).toBeNull()
  expect(does(press('KeyA', { altKey: true }), false)).toBe('accept')
  expect(does(press('KeyA', { altKey: true }), true)).toBe('accept')
  expect(does(press('ArrowDown'), false)).toBe('down')
  expect(does(press('ArrowDown'), true)).toBeNull()
  expect(does(press('Escape'), true)).toBe('back')
})

test.each(['ctrlKey', 'metaKey', 'shiftKey', 'isComposing'] as const)('a key that is pressed with %s belongs to somebody else', (held) => {
  expect(shortcuts({ accept: 'Alt+A' })(press('KeyA', { altKey: true, [held]: true }), false)).toBeNull()
})

test.each([
  ['counter', AT_COUNTER],
  ['console', AT_CONSOLE],
])('no key does two things at the %s', (_, keys) => {
  const all: string[] = Object.values(keys)
  expect(new Set(all).size).toBe(all.length)
})
