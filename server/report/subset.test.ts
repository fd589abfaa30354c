import { create, type Font } from 'fontkit'
import { expect, test } from 'vitest'
import { findFonts } from './fonts.ts'

// What a subset holds is read by another program than the one that wrote it.

const { chain } = findFonts()
const fontNamed = (name: string): Font => {
  const font = chain.find((one) => one.name === name)?.font
  if (!font) throw new Error(`no font ${name}`)
  return font
}
const noto = fontNamed('noto')

const opened = (bytes: Uint8Array): Font => {
  const made = create(Buffer.from(bytes))
  if (!('getGlyph' in made)) throw new Error('several fonts')
  return made
}
const glyphOf = (font: Font, character: string) => font.glyphForCodePoint(character.codePointAt(0) ?? 0)
/** Takes characters into a subset, and gives it with the number of each. */
const cut = (characters: string, font = noto) => {
  const subset = font.createSubset()
  const numbers = Array.from(characters, (character) => Number(subset.includeGlyph(glyphOf(font, character))))
  return { bytes: subset.encode(), numbers }
}

const CHARACTERS = '张三𠮷ABC019 éǘÅ½'
// Some glyphs of the second font are made of others, which weren't asked for and come with them.
test.each([
  ['noto', CHARACTERS],
  ['wenkai', '㛃¨王´−∕ˊ'],
  ['hana-b', '\u{2ceb0}'],
])('each character of a subset of %s has the outline and the width that it has in the whole font', (name, characters) => {
  const font = fontNamed(name)
  const { bytes, numbers } = cut(characters, font)
  const small = opened(bytes)
  for (const [n, character] of Array.from(characters).entries()) {
    const [whole, one] = [glyphOf(font, character), small.getGlyph(numbers[n] ?? 0)]
    expect([character, one.path.toSVG(), one.advanceWidth]).toEqual([character, whole.path.toSVG(), whole.advanceWidth])
  }
})

test('a glyph that is asked for twice is there once, and the first stands for what is missing', () => {
  expect(cut('三张三').numbers).toEqual([1, 2, 1])
  expect(opened(cut('三').bytes).getGlyph(0).path.toSVG()).toBe(noto.getGlyph(0).path.toSVG())
})

test('the same characters in the same order give the same bytes, and each table’s sum is right', () => {
  const { bytes } = cut(CHARACTERS)
  expect(bytes).toEqual(cut(CHARACTERS).bytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const tags = Array.from({ length: view.getUint16(4) }, (_, n) => {
    const [entry, start, length] = [12 + n * 16, view.getUint32(12 + n * 16 + 8), view.getUint32(12 + n * 16 + 12)]
    let sum = 0
    for (let at = start; at < start + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0
    expect([n, sum, start % 4]).toEqual([n, view.getUint32(entry + 4), 0])
    return String.fromCharCode(...bytes.subarray(entry, entry + 4))
  })
  expect(tags).toEqual(tags.toSorted())
})
