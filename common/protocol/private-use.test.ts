import { expect, test } from 'vitest'
import { privateCharacters, standardCharacters } from './private-use.ts'

// The outside source is Node's own decoder: the WHATWG encoding standard's index gb18030.
const decode = (...bytes: number[]): string => new TextDecoder('gb18030', { fatal: true }).decode(Uint8Array.from(bytes))
const char = (code: number): string => String.fromCodePoint(code)

/** Where GBK keeps its private characters: bytes of the first, and of how many in a row. 0x7F is no second byte. */
const PLACES: readonly (readonly [code: number, high: number, low: number, count: number])[] = [
  [0xe76c, 0xa2, 0xe3, 1],
  [0xe78d, 0xa6, 0xd9, 7],
  [0xe794, 0xa6, 0xec, 2],
  [0xe796, 0xa6, 0xf3, 1],
  [0xe7c7, 0xa8, 0xbc, 1],
  [0xe7c8, 0xa8, 0xbf, 1],
  [0xe7e7, 0xa9, 0x89, 13],
  [0xe815, 0xfe, 0x50, 47],
  [0xe844, 0xfe, 0x80, 33],
]
const PLACED = PLACES.flatMap(([code, high, low, count]) =>
  Array.from({ length: count }, (_, at) => ({ code: code + at, standard: decode(high, low + at) })),
)
/** Of 0xFE51, 52, 53, 6C, 76 and 91, which the index leaves private; GB 18030-2005 gives them their characters by four bytes. */
const SIX: Readonly<Record<number, string>> = {
  0xe816: decode(0x95, 0x32, 0x90, 0x31),
  0xe817: decode(0x95, 0x32, 0x90, 0x33),
  0xe818: decode(0x95, 0x32, 0x97, 0x30),
  0xe831: decode(0x95, 0x36, 0xb9, 0x37),
  0xe83b: decode(0x96, 0x30, 0xba, 0x35),
  0xe855: decode(0x96, 0x35, 0xb6, 0x30),
}

test('every private character of GBK is the one that the encoding standard decodes in its place, and no other is touched', () => {
  const known = new Map(privateCharacters())
  for (const { code, standard } of PLACED) expect(known.get(char(code)), code.toString(16)).toBe(SIX[code] ?? standard)
  expect(known.size).toBe(PLACED.length)
  for (let code = 0xe000; code <= 0xf8ff; code++)
    if (!known.has(char(code))) expect(standardCharacters(char(code)), code.toString(16)).toBe(char(code))
})

// The fourteen of issue 10 and the police's 䶮, as they were reported.
test.each([
  [0xe863, 0x4dae],
  [0xe81e, 0x9fb4],
  [0xe826, 0x9fb5],
  [0xe82b, 0x9fb6],
  [0xe82c, 0x9fb7],
  [0xe832, 0x9fb8],
  [0xe843, 0x9fb9],
  [0xe854, 0x9fba],
  [0xe864, 0x9fbb],
  [0xe816, 0x20087],
  [0xe817, 0x20089],
  [0xe818, 0x200cc],
  [0xe831, 0x215d7],
  [0xe83b, 0x2298f],
  [0xe855, 0x241fe],
])('U+%s in a name is U+%s', (code, standard) => {
  expect(standardCharacters(`王${char(code)}`)).toBe(`王${char(standard)}`)
})

test('what is standard already stays as it is', () => {
  for (const text of ['张三', '𠮷野家', '阿卜杜热西提·买买提明', 'MUSTERMANN, ERIKA', '〇', '\u{f900}'])
    expect(standardCharacters(text)).toBe(text)
})
