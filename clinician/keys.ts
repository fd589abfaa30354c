import { shortcuts } from './shortcuts.ts'

/** What each key does on the doctor's console. Letters go with Alt, as at the counter: whoever types a note must not sign a report. */
export const KEYS = {
  next: 'Alt+N',
  tiles: 'Alt+V',
  /** Each digit claims whoever stands in that place among several booths. */
  stepIn: '1 … 6',
  stepBack: 'Esc',
  allNormal: 'Alt+A',
  drawUp: 'Alt+U',
  sign: 'Alt+S',
  say: 'Alt+T',
  enlarge: 'Alt+B',
  swap: 'Alt+X',
  mute: 'Alt+M',
  keys: 'Alt+K',
} as const

/** What a key does on the console. */
export const doesOf = shortcuts(KEYS)
