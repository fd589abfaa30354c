import { shortcuts } from '../shortcuts.ts'

/**
 * What each key does on this page. Letters go with Alt: a scanner types letters, and one that is read while a report is open must not accept it.
 */
export const KEYS = {
  accept: 'Alt+A',
  return: 'Alt+R',
  resend: 'Alt+S',
  next: 'Alt+N',
  tick: 'Alt+T',
  acceptTicked: 'Alt+B',
  turn: 'Alt+V',
  print: 'Alt+P',
  label: 'Alt+L',
  search: 'Alt+Q',
  camera: 'Alt+C',
  day: 'Alt+Y',
  keys: 'Alt+K',
  up: '↑',
  down: '↓',
  pageUp: 'PageUp',
  pageDown: 'PageDown',
  back: 'Esc',
} as const
export type Does = keyof typeof KEYS

/** What a key does at the counter. */
export const doesOf = shortcuts(KEYS)
