import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { create } from 'fontkit'
import subsetFont from 'subset-font'
import { cached } from '../cache.ts'

const root = join(import.meta.dirname, '../..')
const require = createRequire(import.meta.url)

/** A file as it is served: its name carries a digest of its content. */
export type TypeFile = { name: string; bytes: Uint8Array }

/** The family of all words of the product, and the one of what only names have. Both are Noto Sans SC (SIL OFL 1.1). */
const WORDS = 'Noto Sans SC'
const NAMES = 'Noto Sans SC names'
/** So many characters of names are one file, about 60 kB: a name needs two or three files. */
const SLICE = 320
/** Proportional quotes and dashes for English, kerning and composed marks; no upright or half-width forms, which double the glyphs. */
const FEATURES = ['pwid', 'kern', 'ccmp', 'mark']

const digest = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('base64url').slice(0, 8)

/** Every character that stands in a text of a page: ASCII, and whatever the sources of words and pages hold. */
const charactersOfPages = (): number[] => {
  const sources = globSync('{common/{words,kit},booth,clinician,server/http}/**/*.ts', { cwd: root }).toSorted()
  const held = new Set(sources.flatMap((file) => Array.from(readFileSync(join(root, file), 'utf8'))))
  const ascii = Array.from({ length: 0x7f - 0x20 }, (_, at) => 0x20 + at)
  return [...new Set([...ascii, ...[...held].map((character) => character.codePointAt(0) ?? 0)])].toSorted((a, b) => a - b)
}

const version: string = require('subset-font/package.json').version

type Font = { bytes: Buffer; sha: string }
const fontOf = (weight: string): Font => {
  const bytes = readFileSync(require.resolve(`@expo-google-fonts/noto-sans-sc/${weight}/NotoSansSC_${weight}.ttf`))
  return { bytes, sha: digest(bytes) }
}

/** A part of a font as WOFF2. */
const part = async ({ bytes: font, sha }: Font, called: string, codes: readonly number[]): Promise<TypeFile> => {
  const text = String.fromCodePoint(...codes)
  const key = digest(`${version}\0${FEATURES.join()}\0${sha}\0${text}`)
  const bytes = await cached(`type/${key}.woff2`, () =>
    subsetFont(font, text, { targetFormat: 'woff2', keepFeatures: FEATURES, noHinting: true }),
  )
  return { name: `${called}-${digest(bytes)}.woff2`, bytes }
}

/** The product's type with the characters of one text alone, for a page that stands by itself. */
export const typeOf = (text: string): Promise<TypeFile> => {
  const codes = [...new Set(text)].map((character) => character.codePointAt(0) ?? 0).toSorted((a, b) => a - b)
  return part(fontOf('400Regular'), 'type', codes)
}

const face = (family: string, weight: string, { name }: TypeFile, range = ''): string =>
  `@font-face{font-family:'${family}';font-weight:${weight};font-display:block;src:url(/assets/${name})format('woff2')${range && `;unicode-range:${range}`}}`

const hex = (code: number): string => code.toString(16)

export type Faces = {
  /** The fonts. */
  fonts: readonly TypeFile[]
  /** Styles that declare the faces of all words, and those of what only names have. */
  words: TypeFile
  names: TypeFile
}

const style = (called: string, css: string): TypeFile => ({ name: `${called}-${digest(css)}.css`, bytes: Buffer.from(css) })

/**
 * The product's type: all characters of its own words in two weights, one file each, and every other character that the font has in files
 * by range, one weight, which a browser thickens where it is bold, and of which a browser asks for those that a name needs.
 */
const makeFaces = async (): Promise<Faces> => {
  const [regular, bold] = [fontOf('400Regular'), fontOf('700Bold')]
  const font = create(regular.bytes)
  if (!('characterSet' in font)) throw new Error('Noto Sans SC holds several fonts')
  const has = new Set(font.characterSet)
  const ofWords = charactersOfPages().filter((code) => has.has(code))
  const used = new Set(ofWords)
  const rest = font.characterSet.filter((code) => !used.has(code)).toSorted((a, b) => a - b)
  const slices = Array.from({ length: Math.ceil(rest.length / SLICE) }, (_, at) => rest.slice(at * SLICE, (at + 1) * SLICE))
  const words = [await part(regular, 'words-400', ofWords), await part(bold, 'words-700', ofWords)] as const
  const names: { file: TypeFile; range: string }[] = []
  for (const codes of slices)
    names.push({ file: await part(regular, 'names', codes), range: `U+${hex(codes[0] ?? 0)}-${hex(codes.at(-1) ?? 0)}` })
  return {
    fonts: [...words, ...names.map(({ file }) => file)],
    // A weight between the two is drawn as the bold one.
    words: style('words', face(WORDS, '1 500', words[0]) + face(WORDS, '501 1000', words[1])),
    names: style('names', names.map(({ file, range }) => face(NAMES, '1 500', file, range)).join('\n')),
  }
}

let made: Promise<Faces> | undefined
/** The faces, made once a build and kept for the next one. */
export const faces = (): Promise<Faces> => (made ??= makeFaces())
