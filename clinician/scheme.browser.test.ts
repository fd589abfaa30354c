import { afterEach, expect, test } from 'vitest'
import { COLOURS, DARK, DARK_TOO, DESK_SIZES, wearTokens } from '#kit/tokens.ts'
import { chosenScheme } from './scheme.ts'

afterEach(() => {
  localStorage.removeItem('roadfit-scheme')
  delete document.documentElement.dataset['scheme']
  document.adoptedStyleSheets = []
})
const paper = () => getComputedStyle(document.documentElement).getPropertyValue('--paper')

test('a page is as the system has it until somebody chooses, and what was chosen holds on this machine', () => {
  wearTokens(DESK_SIZES, DARK_TOO)
  // The tests' browser asks for light.
  expect(chosenScheme().value).toBe('light')
  expect(paper()).toBe(COLOURS.paper)
  chosenScheme().set('dark')
  expect(paper()).toBe(DARK.paper)
  expect(getComputedStyle(document.documentElement).colorScheme).toBe('dark')
  // Another page, or the same loaded again.
  delete document.documentElement.dataset['scheme']
  expect(chosenScheme().value).toBe('dark')
  expect(paper()).toBe(DARK.paper)
})

test('a page that doesn’t ask for it stays light, whatever was chosen elsewhere', () => {
  wearTokens(DESK_SIZES)
  document.documentElement.dataset['scheme'] = 'dark'
  expect(paper()).toBe(COLOURS.paper)
})
