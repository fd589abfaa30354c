import { expect, test } from 'vitest'
import { byInput } from './by-input.ts'

const sentences = { keypad: 'press', stick: 'push', touch: 'touch' }

test('a booth is told of what it has, and of its keys before its screen', () => {
  expect(byInput(sentences, ['touch'])).toBe('touch')
  expect(byInput(sentences, ['touch', 'keypad'])).toBe('press')
  expect(byInput(sentences, ['stick', 'pen'])).toBe('push')
  expect(byInput({ touch: 'finger', pen: 'pen' }, ['keypad', 'pen'])).toBe('pen')
})

test('nothing is said of what a booth lacks', () => {
  expect(byInput(sentences, ['pen'])).toBe('')
})
