import { existsSync, readFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { create, type Font } from 'fontkit'

/** A font of the chain: parsed once, and its hash. */
export type ChainFont = { name: string; font: Font; sha256: string }

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

const load = ({ name, path }: { name: string; path: string }): ChainFont => {
  const bytes = readFileSync(path)
  const font = create(bytes)
  if (!('hasGlyphForCodePoint' in font)) throw new Error(`${path} holds several fonts`)
  return { name, font, sha256: createHash('sha256').update(bytes).digest('hex') }
}

/** Loads the fonts that this machine has. The first must be there: it comes with the packages. */
export const loadFonts = (): { chain: ChainFont[]; title: ChainFont; absent: string[] } => ({
  chain: CHAIN.filter(({ path }, index) => index === 0 || existsSync(path)).map(load),
  title: load({ name: 'title', path: noto('700Bold') }),
  absent: CHAIN.filter(({ path }) => !existsSync(path)).map(({ path }) => path),
})

/** Marks that belong to the character before them and may have no outline of their own: variation selectors, joiners. */
const isMark = (code: number): boolean => (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0xe0100 && code <= 0xe01ef) || code === 0x200d

/**
 * Splits a text into runs that one font each can draw, the earliest of the chain that has the character. A character that no font
 * has is given back instead: a name is never printed with a hole in it.
 */
export const runsOf = (chain: readonly ChainFont[], text: string): Run[] | { absent: string } => {
  const runs: Run[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const last = runs.at(-1)
    if (isMark(code)) {
      if (last) last.text += character
      continue
    }
    const font = chain.find((one) => one.font.hasGlyphForCodePoint(code))
    if (!font) return { absent: `${character} (U+${code.toString(16).toUpperCase().padStart(4, '0')})` }
    if (last?.font === font) last.text += character
    else runs.push({ font, text: character })
  }
  return runs
}
