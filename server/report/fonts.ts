import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { create, type Font } from 'fontkit'
import { cleanLine } from '#protocol/line.ts'
import { FORM } from './form.ts'
import { subsetsOf } from './subset.ts'

/**
 * A font of the chain, read when it is first needed: all of them are 90 MB, and most papers need one. `only`: it draws these characters and no others, the
 * same glyphs in every paper.
 */
export type ChainFont = { readonly name: string; readonly path: string; readonly font: Font; readonly only?: string }

/** A part of a text that one font can draw. */
export type Run = { font: ChainFont; text: string }

const noto = (weight: string) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`))

/**
 * First the font of the form, then those with rarer characters. Debian's packages fonts-lxgw-wenkai and fonts-hanazono bring the
 * last three; without them fewer names can be printed, and a report that needs them is held.
 */
const CHAIN: readonly { name: string; path: string }[] = [
  { name: 'noto', path: noto('400Regular') },
  { name: 'wenkai', path: '/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf' },
  { name: 'hana-a', path: '/usr/share/fonts/truetype/hanazono/HanaMinA.ttf' },
  { name: 'hana-b', path: '/usr/share/fonts/truetype/hanazono/HanaMinB.ttf' },
]

/**
 * One character after the other, without ligatures and kerning: as wide as `widthOf` says, which decides what has room. Chinese has neither, and to
 * look for them took two thirds of the time of a paper.
 */
const plainLayout = (font: Font) => (text: string) => {
  // Of two characters with one glyph the library remembers the first that was ever asked for: what a paper says would follow from the papers before.
  const glyphs = Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? 0
    const { id, advanceWidth } = font.glyphForCodePoint(code)
    return { id, advanceWidth, codePoints: [code] }
  })
  const positions = glyphs.map(({ advanceWidth }) => ({ xAdvance: advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 }))
  return { glyphs, positions, advanceWidth: glyphs.reduce((sum, glyph) => sum + glyph.advanceWidth, 0) }
}

const read = (path: string): Font => {
  const bytes = readFileSync(path)
  const font = create(bytes)
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${path} holds several fonts`)
  Object.defineProperties(font, { layout: { value: plainLayout(font) }, createSubset: { value: subsetsOf(font, bytes) } })
  return font
}

/** A font that is read by `open`, once, when somebody needs it. */
const whenNeeded = (known: Omit<ChainFont, 'font'>, open: () => Font): ChainFont => {
  let opened: Font | null = null
  return {
    ...known,
    get font() {
      return (opened ??= open())
    },
  }
}

const fontAt = ({ name, path }: { name: string; path: string }): ChainFont => whenNeeded({ name, path }, () => read(path))

/** The fonts that papers are drawn with: the chain, the title's, and the paths of those that this machine lacks. */
export type Fonts = { chain: readonly ChainFont[]; title: ChainFont; absent: readonly string[] }

/** Fonts that whoever runs the server put into a folder: for characters that the others lack. */
const addedIn = (folder: string): ChainFont[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((file) => /\.(ttf|otf)$/i.test(file))
        .toSorted()
        .map((file) => ({ name: `added-${file}`, path: join(folder, file) }))
        // One that is no font is told at the start, not with the first name that needs it.
        .map(({ name, path }) => ({ name, path, font: read(path) }))
    : []

/** What is written into nearly every form, besides its own words. */
const OFTEN = '0123456789-ABCDEFGHMNPRX.：·（）合格有效期至男居民身份证医生'
/** The first font of every paper: the form's own words, whose glyphs are the same each time. */
const ofForm = (font: ChainFont): ChainFont => {
  const labels = FORM.order.map((part) => ('label' in part ? part.label.text : '')).join('')
  const only = [...new Set(labels + OFTEN)].toSorted().join('')
  // pdfkit takes two fonts of one name and one file for the same.
  return whenNeeded({ name: 'form', path: font.path, only }, () =>
    Object.create(font.font, { postscriptName: { value: `${font.font.postscriptName}-Form` } }),
  )
}

/** The fonts that this machine has, and those added in `folder`. The first must be there: it comes with the packages. */
export const findFonts = (folder?: string): Fonts => {
  const own = CHAIN.filter(({ path }, index) => index === 0 || existsSync(path)).map(fontAt)
  return {
    chain: [...own.slice(0, 1).map(ofForm), ...own, ...(folder === undefined ? [] : addedIn(folder))],
    title: fontAt({ name: 'title', path: noto('700Bold') }),
    absent: CHAIN.filter(({ path }) => !existsSync(path)).map(({ path }) => path),
  }
}

const hashes = new WeakMap<ChainFont, Promise<string>>()
/** Piece by piece: whoever waits for the server meanwhile is answered between two. */
const hashOf = (font: ChainFont): Promise<string> => {
  const known = hashes.get(font)
  if (known) return known
  const hash = createHash('sha256')
  const hashed = pipeline(createReadStream(font.path), hash).then(() => hash.digest('hex'))
  hashes.set(font, hashed)
  // A file that can't be read just now, as while its package is updated, is read again for the next paper.
  hashed.catch(() => hashes.delete(font))
  return hashed
}

/** Names and SHA-256 of fonts: part of a report's record, since other fonts make other bytes. */
export const fontHashes = async ({ chain, title }: Fonts): Promise<Record<string, string>> => {
  const whole = [...chain, title].filter(({ only }) => only === undefined)
  return Object.fromEntries(await Promise.all(whole.map(async (font) => [font.name, await hashOf(font)] as const)))
}

type Shown = { shown: boolean; advance: number }
const known = new WeakMap<ChainFont, Map<string, Shown>>()
const glyphsOf = (font: ChainFont): Map<string, Shown> => {
  const glyphs = known.get(font) ?? new Map<string, Shown>()
  known.set(font, glyphs)
  return glyphs
}
/** Does a font show this character, and how far does it move the pen, in parts of the font's size? An empty outline shows nothing. */
const glyphOf = (font: ChainFont, character: string, glyphs: Map<string, Shown> = glyphsOf(font)): Shown => {
  const seen = glyphs.get(character)
  if (seen) return seen
  const code = character.codePointAt(0) ?? 0
  const glyph = font.font.glyphForCodePoint(code)
  const shown =
    (font.only?.includes(character) ?? true) &&
    font.font.hasGlyphForCodePoint(code) &&
    (/\p{Zs}/u.test(character) || glyph.path.commands.length > 0)
  const made = { shown, advance: glyph.advanceWidth / font.font.unitsPerEm }
  glyphs.set(character, made)
  return made
}

/** Width of a run, in points. */
export const widthOf = ({ font, text }: Run, size: number): number => {
  const glyphs = glyphsOf(font)
  let ems = 0
  for (const character of text) ems += glyphOf(font, character, glyphs).advance
  return ems * size
}

const chosen = new WeakMap<readonly ChainFont[], Map<string, ChainFont | null>>()
const chosenIn = (chain: readonly ChainFont[]): Map<string, ChainFont | null> => {
  const fonts = chosen.get(chain) ?? new Map<string, ChainFont | null>()
  chosen.set(chain, fonts)
  return fonts
}
const fontIn = (chain: readonly ChainFont[], character: string, fonts: Map<string, ChainFont | null>): ChainFont | null => {
  const seen = fonts.get(character)
  if (seen !== undefined) return seen
  const font = (/\p{C}/u.test(character) ? null : chain.find((one) => glyphOf(one, character).shown)) ?? null
  fonts.set(character, font)
  return font
}

/**
 * Splits a text, cleaned as every line is, into runs that one font each can draw, the earliest of the chain that shows the character.
 * A character that no font shows is given back instead: a name is never printed with a hole in it, and what a font draws for a
 * character of private use may be anything.
 */
export const runsOf = (chain: readonly ChainFont[], text: string): Run[] | { absent: string } => {
  const runs: Run[] = []
  const fonts = chosenIn(chain)
  for (const character of cleanLine(text)) {
    const font = fontIn(chain, character, fonts)
    if (!font) return { absent: `${character} (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})` }
    const last = runs.at(-1)
    if (last?.font === font) last.text += character
    else runs.push({ font, text: character })
  }
  return runs
}
