import { shortcuts } from './shortcuts.ts'

/** What each key does on the doctor's console. Letters go with Alt, as at the counter: whoever types a note must not sign a report. */
export const KEYS = {
  next: 'Alt+N',
  take: 'Alt+Y',
  tiles: 'Alt+V',
  /** Each digit claims whoever stands in that place among several booths. */
  stepIn: '1 … 6',
  stepBack: 'Esc',
  allNormal: 'Alt+A',
  drawUp: 'Alt+U',
  sign: 'Alt+S',
  say: 'Alt+T',
  passOn: 'Alt+H',
  keep: 'Alt+W',
  rest: 'Alt+Z',
  notThere: 'Alt+O',
  escalate: 'Alt+L',
  join: 'Alt+J',
  takeOver: 'Alt+R',
  enlarge: 'Alt+B',
  swap: 'Alt+X',
  point: 'Alt+P',
  picture: 'Alt+C',
  mute: 'Alt+M',
  devices: 'Alt+G',
  keys: 'Alt+K',
} as const

/** What a key does on the console. */
export const doesOf = shortcuts(KEYS)
