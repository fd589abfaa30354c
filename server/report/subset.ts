import type { Font } from 'fontkit'

// A TrueType font with some of its glyphs alone, as PDF wants it (ISO 32000-1, 9.9; tables by the OpenType specification). What a glyph takes is
// looked up once for as long as the program runs: reading outlines again took a third of a paper's time.

type Cut = { bytes: Uint8Array; advance: number; bearing: number; parts: readonly { at: number; glyph: number }[] }

type Source = {
  tables: ReadonlyMap<string, Uint8Array>
  offsetOf: (glyph: number) => number
  metrics: number
  cuts: Map<number, Cut>
}

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

const tablesIn = (file: Uint8Array): Map<string, Uint8Array> => {
  const view = viewOf(file)
  return new Map(
    Array.from({ length: view.getUint16(4) }, (_, n) => {
      const at = 12 + n * 16
      const tag = String.fromCharCode(...file.subarray(at, at + 4))
      return [tag, file.subarray(view.getUint32(at + 8), view.getUint32(at + 8) + view.getUint32(at + 12))]
    }),
  )
}

const tableOf = ({ tables }: Pick<Source, 'tables'>, tag: string): Uint8Array => {
  const table = tables.get(tag)
  if (!table) throw new Error(`the font has no table ${tag}`)
  return table
}

const sourceOf = (file: Uint8Array): Source => {
  const tables = tablesIn(file)
  const loca = viewOf(tableOf({ tables }, 'loca'))
  const long = viewOf(tableOf({ tables }, 'head')).getInt16(50) === 1
  return {
    tables,
    offsetOf: (glyph) => (long ? loca.getUint32(glyph * 4) : loca.getUint16(glyph * 2) * 2),
    metrics: viewOf(tableOf({ tables }, 'hhea')).getUint16(34),
    cuts: new Map(),
  }
}

/** Flags of a part of a compound glyph: its numbers are words; another part follows; how it is scaled. */
const [WORDS, MORE, SCALE, TWO_SCALES, MATRIX] = [0x1, 0x20, 0x8, 0x40, 0x80] as const

/** The glyphs of which a compound glyph is made, and where in its bytes each is named. */
const partsOf = (bytes: Uint8Array): Cut['parts'] => {
  const view = viewOf(bytes)
  if (bytes.length === 0 || view.getInt16(0) >= 0) return []
  const parts: { at: number; glyph: number }[] = []
  for (let at = 10, more = true; more; ) {
    const flags = view.getUint16(at)
    parts.push({ at: at + 2, glyph: view.getUint16(at + 2) })
    at += 4 + (flags & WORDS ? 4 : 2) + (flags & SCALE ? 2 : flags & TWO_SCALES ? 4 : flags & MATRIX ? 8 : 0)
    more = (flags & MORE) !== 0
  }
  return parts
}

const cutOf = (source: Source, glyph: number): Cut => {
  const known = source.cuts.get(glyph)
  if (known) return known
  const hmtx = viewOf(tableOf(source, 'hmtx'))
  const last = source.metrics - 1
  const bytes = tableOf(source, 'glyf').subarray(source.offsetOf(glyph), source.offsetOf(glyph + 1))
  const cut = {
    bytes,
    advance: hmtx.getUint16(Math.min(glyph, last) * 4),
    bearing: glyph <= last ? hmtx.getInt16(glyph * 4 + 2) : hmtx.getInt16(source.metrics * 4 + (glyph - source.metrics) * 2),
    parts: partsOf(bytes),
  }
  source.cuts.set(glyph, cut)
  return cut
}

/** So many bytes, up to a border of four. */
const padded = (length: number): number => (length + 3) & ~3

const sumOf = (bytes: Uint8Array): number => {
  const view = viewOf(bytes)
  let sum = 0
  for (let at = 0; at + 4 <= bytes.length; at += 4) sum = (sum + view.getUint32(at)) >>> 0
  return sum
}

const fileOf = (tables: readonly (readonly [tag: string, bytes: Uint8Array])[]): Uint8Array => {
  const start = 12 + 16 * tables.length
  const file = new Uint8Array(tables.reduce((sum, [, bytes]) => sum + padded(bytes.length), start))
  const view = viewOf(file)
  const power = Math.floor(Math.log2(tables.length))
  view.setUint32(0, 0x00010000)
  ;[tables.length, 2 ** power * 16, power, (tables.length - 2 ** power) * 16].forEach((value, n) => view.setUint16(4 + n * 2, value))
  let at = start
  tables.forEach(([tag, bytes], n) => {
    file.set(bytes, at)
    const entry = 12 + n * 16
    file.set(
      Array.from(tag, (one) => one.charCodeAt(0)),
      entry,
    )
    view.setUint32(entry + 4, sumOf(file.subarray(at, at + padded(bytes.length))))
    view.setUint32(entry + 8, at)
    view.setUint32(entry + 12, bytes.length)
    at += padded(bytes.length)
  })
  return file
}

const altered = (bytes: Uint8Array, change: (view: DataView) => void): Uint8Array => {
  const copy = new Uint8Array(bytes)
  change(viewOf(copy))
  return copy
}

/** A subset that grows: a glyph keeps the number under which it came in. The first is the one that stands for what is missing. */
export type Subset = { includeGlyph(glyph: number | { id: number }): number; encode(): Uint8Array }

const written = (source: Source, glyphs: readonly number[], numberOf: (glyph: number) => number): Uint8Array => {
  const cuts: Cut[] = []
  // Parts of compound glyphs come in behind them, and are looked through as well.
  for (let n = 0; n < glyphs.length; n++) {
    const cut = cutOf(source, glyphs[n] ?? 0)
    cut.parts.forEach(({ glyph }) => numberOf(glyph))
    cuts.push(cut)
  }
  const glyf = new Uint8Array(cuts.reduce((sum, { bytes }) => sum + padded(bytes.length), 0))
  const loca = new DataView(new ArrayBuffer((cuts.length + 1) * 4))
  const hmtx = new DataView(new ArrayBuffer(cuts.length * 4))
  let at = 0
  cuts.forEach(({ bytes, advance, bearing, parts }, n) => {
    glyf.set(bytes, at)
    parts.forEach((part) => viewOf(glyf).setUint16(at + part.at, numberOf(part.glyph)))
    hmtx.setUint16(n * 4, advance)
    hmtx.setInt16(n * 4 + 2, bearing)
    at += padded(bytes.length)
    loca.setUint32((n + 1) * 4, at)
  })
  const kept = ['cvt ', 'fpgm', 'prep'].flatMap((tag) => {
    const table = source.tables.get(tag)
    return table ? [[tag, table] as const] : []
  })
  // In the order of their tags, as the directory wants them.
  return fileOf(
    [
      ...kept,
      ['glyf', glyf] as const,
      ['head', altered(tableOf(source, 'head'), (view) => view.setInt16(50, 1))] as const,
      ['hhea', altered(tableOf(source, 'hhea'), (view) => view.setUint16(34, cuts.length))] as const,
      ['hmtx', new Uint8Array(hmtx.buffer)] as const,
      ['loca', new Uint8Array(loca.buffer)] as const,
      ['maxp', altered(tableOf(source, 'maxp'), (view) => view.setUint16(4, cuts.length))] as const,
    ].toSorted(([one], [other]) => (one < other ? -1 : 1)),
  )
}

/**
 * How subsets are made of a font in a file. Outlines of another kind than TrueType's (an added `.otf`) are left to the library, which knows them.
 */
export const subsetsOf = (font: Font, file: Uint8Array): (() => Subset | ReturnType<Font['createSubset']>) => {
  const makeAny = font.createSubset.bind(font)
  if (!tablesIn(file).has('glyf')) return makeAny
  const source = sourceOf(file)
  return () => {
    const glyphs = [0]
    const numbers = new Map([[0, 0]])
    const includeGlyph: Subset['includeGlyph'] = (glyph) => {
      const id = typeof glyph === 'number' ? glyph : glyph.id
      const known = numbers.get(id)
      if (known !== undefined) return known
      numbers.set(id, glyphs.length)
      return glyphs.push(id) - 1
    }
    return { includeGlyph, encode: () => written(source, glyphs, includeGlyph) }
  }
}
