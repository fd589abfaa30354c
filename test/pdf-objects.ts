import { inflateSync } from 'node:zlib'

/** A PDF's objects as ISO 32000-1, 7.3 has them: names as `/Name`, references as `{ ref }`, strings as bytes. */
type PdfName = `/${string}`
export type PdfDict = { [key: string]: PdfValue }
/** Which object is meant, by its number; and a word of a content stream. Interfaces, since a type of one key would pass for a dictionary. */
export interface PdfRef {
  readonly ref: number
}
interface Operator {
  readonly operator: string
}
export type PdfValue = null | boolean | number | PdfName | Buffer | PdfValue[] | PdfDict | PdfRef | Operator

/** A name, with its slash, or a string of Latin letters; empty: it is neither. */
export const wordOf = (value: PdfValue | undefined): string =>
  typeof value === 'string' ? value : Buffer.isBuffer(value) ? value.toString('latin1') : ''

export const isDict = (value: PdfValue | undefined): value is PdfDict =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !Buffer.isBuffer(value) &&
  !('ref' in value) &&
  !('operator' in value)
export const isRef = (value: PdfValue | undefined): value is PdfRef =>
  typeof value === 'object' && value !== null && 'ref' in value && typeof value.ref === 'number'

const SPACE = /[\0\t\n\f\r ]/
const REGULAR = /[^\0\t\n\f\r ()<>[\]{}/%]/
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** Reads values one after the other from text whose characters are bytes. */
export const reader = (text: string, start = 0) => {
  let at = start
  const skip = () => {
    while (at < text.length && (SPACE.test(text[at] ?? '') || text[at] === '%'))
      if (text[at] === '%') while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++
      else at++
  }
  const word = () => {
    const from = at
    while (at < text.length && REGULAR.test(text[at] ?? '')) at++
    return text.slice(from, at)
  }
  const literal = (): Buffer => {
    let depth = 1
    let out = ''
    for (at++; depth > 0 && at < text.length; at++) {
      const one = text[at] ?? ''
      if (one === '\\') {
        const octal = /^[0-7]{1,3}/.exec(text.slice(at + 1, at + 4))?.[0]
        out += octal ? String.fromCharCode(Number.parseInt(octal, 8)) : (ESCAPES[text[at + 1] ?? ''] ?? text[at + 1] ?? '')
        at += octal?.length ?? 1
        continue
      }
      depth += one === '(' ? 1 : one === ')' ? -1 : 0
      if (depth > 0) out += one
    }
    return Buffer.from(out, 'latin1')
  }
  const hex = (): Buffer => {
    const end = text.indexOf('>', at)
    const digits = text.slice(at + 1, end).replaceAll(/\s/g, '')
    at = end + 1
    return Buffer.from(digits.length % 2 ? `${digits}0` : digits, 'hex')
  }
  const until = (close: string): PdfValue[] => {
    const found: PdfValue[] = []
    for (skip(); !text.startsWith(close, at); skip()) {
      if (at >= text.length) throw new Error(`no ${close}`)
      found.push(value())
    }
    at += close.length
    return found
  }
  const dict = (): PdfDict => {
    at += 2
    const parts = until('>>')
    const found: PdfDict = {}
    for (let i = 0; i < parts.length; i += 2) found[wordOf(parts[i]).slice(1)] = parts[i + 1] ?? null
    return found
  }
  const value = (): PdfValue => {
    skip()
    if (text.startsWith('<<', at)) return dict()
    if (text[at] === '<') return hex()
    if (text[at] === '(') return literal()
    if (text[at] === '[') {
      at++
      return until(']')
    }
    if (text[at] === '/') {
      at++
      return `/${word().replaceAll(/#([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))}`
    }
    const ref = /^(\d+) (\d+) R(?![A-Za-z])/.exec(text.slice(at, at + 24))
    if (ref) {
      at += ref[0].length
      return { ref: Number(ref[1]) }
    }
    const said = word()
    if (said === '') throw new Error(`nothing to read at ${at}`)
    if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(said)) return Number(said)
    return said === 'true' ? true : said === 'false' ? false : said === 'null' ? null : { operator: said }
  }
  return {
    value,
    /** Everything to the end: values and operators of a content stream. */
    all: (): PdfValue[] => {
      const found: PdfValue[] = []
      for (skip(); at < text.length; skip()) found.push(value())
      return found
    },
    place: () => at,
  }
}

/** One PDF: its trailer, and each object by its number, streams unpacked. */
export const openPdf = (bytes: Uint8Array) => {
  const text = Buffer.from(bytes).toString('latin1')
  const table = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1])
  const lines = /^xref\s+0 (\d+)\s+((?:\d{10} \d{5} [nf]\s+)+)trailer/.exec(text.slice(table))
  if (!lines) throw new Error('no table of objects where the file says')
  const places = (lines[2] ?? '')
    .trim()
    .split(/\s*[\r\n]+/)
    .map((line) => Number(line.slice(0, 10)))
  const trailer = reader(text, table + lines[0].length).value()
  if (!isDict(trailer)) throw new Error('no trailer')

  const objectAt = (number: number) => {
    const from = /^\s*\d+ \d+ obj/.exec(text.slice(places[number]))
    if (!from) throw new Error(`object ${number} isn't where the table says`)
    const read = reader(text, (places[number] ?? 0) + from[0].length)
    const value = read.value()
    const stream = /^\s*stream\r?\n/.exec(text.slice(read.place(), read.place() + 20))
    return { value, stream: stream ? read.place() + stream[0].length : null }
  }
  const get = (value: PdfValue | undefined): PdfValue => (isRef(value) ? get(objectAt(value.ref).value) : (value ?? null))
  const dictOf = (value: PdfValue | undefined): PdfDict => {
    const found = get(value)
    if (!isDict(found)) throw new Error(`no dictionary: ${JSON.stringify(value)}`)
    return found
  }
  const bytesOf = (value: PdfValue | undefined): Buffer => {
    if (!isRef(value)) throw new Error('a stream is an object of its own')
    const { value: found, stream } = objectAt(value.ref)
    if (stream === null || !isDict(found)) throw new Error(`object ${value.ref} is no stream`)
    const raw = Buffer.from(bytes.subarray(stream, stream + Number(get(found['Length']))))
    return get(found['Filter']) === '/FlateDecode' ? inflateSync(raw) : raw
  }
  return { text, trailer, count: places.length, get, dictOf, bytesOf, objectAt }
}
export type Pdf = ReturnType<typeof openPdf>
