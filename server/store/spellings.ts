import { createHmac } from 'node:crypto'
import { pinyin, polyphonic } from 'pinyin-pro'
import { cleanLine } from '#protocol/line.ts'

// What somebody at a counter may type for a name: its characters, its syllables in pinyin, or their first letters.

/** Of a name of many parts so many characters count: a passport has 39. */
const MOST = 40
/** What stands between the parts of a name: whichever of the middle dots, a space, a comma, a hyphen. */
const BETWEEN = /[\p{P}\p{S}\p{Z}\p{Cc}\p{Cf}]+/u

const partsOf = (text: string): string[] =>
  cleanLine(text).normalize('NFKC').toUpperCase().replaceAll('Ü', 'V').split(BETWEEN).filter(Boolean)

/**
 * A name or a part of one as it is compared: capitals, without what stands between its parts. So 买买提·艾力 is one name with any of the
 * middle dots (U+00B7, U+2022, U+2027, U+30FB, U+FF65), a full stop, a space or nothing between.
 */
export const foldedName = (text: string): string => partsOf(text).join('')

/**
 * All that finds a name: the whole, each of its parts, and what it begins with from two characters or syllables on. A surname alone finds
 * nothing: see docs/decisions/0061. Surnames have their own readings (单 Shan, 曾 Zeng, 仇 Qiu), and every other that their character has.
 */
export const spellingsOf = (name: string): string[] => {
  const parts = partsOf(name)
  const whole = Array.from(parts.join('')).slice(0, MOST)
  const said = readingsOf(whole.join('')).flatMap((syllables) => [
    beginnings(syllables),
    beginnings(syllables.map((one) => one.slice(0, 1))),
  ])
  const written = isHan(whole) ? beginnings(whole) : []
  return [...new Set([whole.join(''), ...parts.filter((part) => Array.from(part).length > 1), ...written, ...said.flat()])].filter(Boolean)
}

const isHan = (characters: readonly string[]): boolean => characters.length > 0 && characters.every((one) => /\p{Script=Han}/u.test(one))

/** What it begins with, from two pieces on. */
const beginnings = (pieces: readonly string[]): string[] => pieces.slice(1).map((_, at) => pieces.slice(0, at + 2).join(''))

/** How a name of Chinese characters is read, in capitals, a piece a syllable; none where a character has no reading. */
const readingsOf = (name: string): string[][] => {
  const characters = Array.from(name)
  if (!isHan(characters)) return []
  const plain = { toneType: 'none', type: 'array', v: true } as const
  const named = pinyin(name, { ...plain, surname: 'head' })
  const [first = ''] = characters
  const others = polyphonic(first, { toneType: 'none', type: 'array' }).flat()
  const all = [named, pinyin(name, plain), ...others.map((reading) => [reading.replaceAll('ü', 'v'), ...named.slice(1)])]
  const capitals = all.map((syllables) => syllables.map((one) => one.toUpperCase()))
  return capitals.filter((syllables) => syllables.length === characters.length && syllables.every((one) => /^[A-Z]+$/.test(one)))
}

/** A spelling as a key that says nothing without the key file. */
export const hashName = (key: Uint8Array, spelling: string): string =>
  createHmac('sha256', key)
    .update(`name ${foldedName(spelling)}`)
    .digest('hex')
    .slice(0, 32)
