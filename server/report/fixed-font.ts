import { deflateSync } from 'node:zlib'
import PDFDocument from 'pdfkit'
import type { ChainFont } from './fonts.ts'

// A font whose glyphs are the same in every paper, as those of the form's own words are: its objects are made once, compressed, and written into each
// paper as they are. pdfkit makes them, so that they are those that it would make each time.

/** An object of a PDF that belongs to no document yet: what stands in it, and its stream. */
type Kept = { data: Record<string, unknown>; bytes: Uint8Array | null; end(chunk?: string | Uint8Array): void }
const all = new WeakSet<object>()
const isKept = (value: unknown): value is Kept => typeof value === 'object' && value !== null && all.has(value)

const keep = (data: Record<string, unknown> = {}): Kept => {
  const kept: Kept = {
    data,
    bytes: null,
    end: (chunk) => {
      if (chunk !== undefined) kept.bytes = deflateSync(typeof chunk === 'string' ? Buffer.from(`${chunk}\n`, 'latin1') : chunk)
    },
  }
  all.add(kept)
  return kept
}

/** What pdfkit keeps of a font in a document, which its types don't tell: the glyphs that are used grow with each text that it encodes. */
export type Embedded = {
  id: string
  encode(text: string): [codes: string[], positions: unknown]
  embed(): unknown
  ref(): object
  document: unknown
  dictionary: unknown
}
const isEmbedded = (value: unknown): value is Embedded =>
  typeof value === 'object' && value !== null && 'id' in value && 'encode' in value && 'embed' in value && 'ref' in value

/**
 * A font as pdfkit keeps it in a document, which uses it from now on. Registered as parsed once: parsing ten megabytes again for each report takes longer
 * than drawing it. (pdfkit's types only know bytes.)
 */
export const embeddedIn = (page: PDFKit.PDFDocument, { name, font: parsed }: ChainFont): Embedded => {
  Reflect.apply(Reflect.get(page, 'registerFont'), page, [name, parsed])
  page.font(name)
  const font: unknown = Reflect.get(page, '_font')
  if (!isEmbedded(font)) throw new Error('pdfkit keeps its fonts elsewhere now')
  return font
}

type Fixed = { dictionary: Kept; codes: Map<string, string> }

const made = (font: ChainFont, only: string): Fixed => {
  const page = new PDFDocument({ font: '', autoFirstPage: false })
  const embedded = embeddedIn(page, font)
  const codes = new Map(Array.from(only, (character) => [character, embedded.encode(character)[0].join('')]))
  const dictionary = keep()
  // The font's name is made of its id, and none in a paper has this one.
  Object.assign(embedded, { id: 'F0', dictionary, document: { ref: keep } })
  embedded.embed()
  return { dictionary, codes }
}

const known = new WeakMap<ChainFont, Fixed>()
const fixedOf = (font: ChainFont, only: string): Fixed => {
  const fixed = known.get(font) ?? made(font, only)
  known.set(font, fixed)
  return fixed
}

/** Writes a kept object into a document, behind those that it names. */
const written = (page: PDFKit.PDFDocument, { data, bytes }: Kept): unknown => {
  const ref = page.ref({ ...valuesIn(page, data), ...(bytes ? { Filter: 'FlateDecode' } : {}) })
  if (bytes) ref.write(bytes)
  ref.end(null)
  return ref
}
const valueIn = (page: PDFKit.PDFDocument, value: unknown): unknown => {
  if (Array.isArray(value)) return value.map((one) => valueIn(page, one))
  return isKept(value) ? written(page, value) : value
}
const valuesIn = (page: PDFKit.PDFDocument, data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, valueIn(page, value)]))

/** Has a document write the font's kept objects in the place of a subset of its own; gives the codes of its characters. */
export const useFixed = (page: PDFKit.PDFDocument, embedded: Embedded, font: ChainFont, only: string): Map<string, string> => {
  const { dictionary, codes } = fixedOf(font, only)
  embedded.embed = () => {
    const own = embedded.ref()
    Object.assign(own, { data: valuesIn(page, dictionary.data) })
    Reflect.apply(Reflect.get(own, 'end'), own, [])
  }
  return codes
}
