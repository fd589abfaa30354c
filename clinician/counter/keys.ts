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
export const DOES = Object.keys(KEYS) as Does[]

const CODES: Readonly<Record<string, Does>> = {
  ...Object.fromEntries(DOES.flatMap((does) => (KEYS[does].startsWith('Alt+') ? [[`Alt+Key${KEYS[does].slice(4)}`, does]] : []))),
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
  Escape: 'back',
}

/** What a key does here; null: nothing, or it belongs to the field in which somebody writes. */
export const doesOf = (
  event: Pick<KeyboardEvent, 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'isComposing'>,
  writing: boolean,
): Does | null => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return null
  if (!event.altKey && writing && event.code !== 'Escape') return null
  return CODES[event.altKey ? `Alt+${event.code}` : event.code] ?? null
}
