import { searchedBy } from './list.ts'

// A scanner that poses as a keyboard types what it reads and presses Enter, whatever has the focus and whichever input method is on.

/** A key as it goes down: which one by its place on the keyboard, as an input method may have taken what it means. `at`: when, ms. */
export type Key = { code: string; shift: boolean; at: number }

/** After such a pause what comes is something else, ms. */
const PAUSE_MS = 1500
/** A scanner takes less than this from key to key, ms; nobody types a whole number so fast. */
const HURRIED_MS = 100
/** No code that is looked for here is longer. */
const MOST = 400

/** What stands on the keys of a US keyboard, as which scanners pose: without and with Shift. */
const MARKS: Readonly<Record<string, string>> = {
  Minus: '-_',
  Slash: '/?',
  Period: '.>',
  Semicolon: ';:',
  Equal: '=+',
  Comma: ',<',
  Space: '  ',
}

const characterOf = ({ code, shift }: Key): string => {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined) return shift ? letter : letter.toLowerCase()
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  if (digit !== undefined) return shift ? ')!@#$%^&*('.charAt(Number(digit)) : digit
  return MARKS[code]?.charAt(shift ? 1 : 0) ?? ''
}

/** Where keys begin behind a gap that is longer than `ms`. */
const behindGaps = (keys: readonly Key[], ms: number): number[] =>
  keys.flatMap(({ at }, index) => (at - (keys[index - 1]?.at ?? at) > ms ? [index] : []))

/** The last keys, without what was typed before a pause. */
export const withoutPause = <K extends Key>(keys: readonly K[]): K[] => keys.slice(behindGaps(keys, PAUSE_MS).at(-1) ?? 0).slice(-MOST)

/**
 * What a scanner has read when these keys were pressed before Enter, and with which of them it began: the number of a report or a document, or
 * the address in a QR code. Null: a person typed, or something else. `writing`: somebody may be writing where the focus is, so that only what
 * came as fast as no hand types counts.
 */
export const scannedIn = (keys: readonly Key[], writing: boolean): { text: string; from: number } | null => {
  for (const from of [0, ...behindGaps(keys, HURRIED_MS)]) {
    const some = keys.slice(from)
    const text = some.map(characterOf).join('')
    const [first, last] = [some[0], some.at(-1)]
    if (!first || !last || (writing && last.at - first.at > HURRIED_MS * (some.length - 1))) continue
    const by = text === '' ? {} : searchedBy(text)
    if ('number' in by || 'document' in by || 'code' in by) return { text, from }
  }
  return null
}
