import iconv from 'iconv-lite'
import type { CharacterSet } from './map.ts'

/** GB 2312-1980 in its usual bytes: rows 1 to 87 as A1 to F7, cells 1 to 94 as A1 to FE. */
const inGb2312 = ([lead = 0, trail = 0, ...more]: Uint8Array): boolean =>
  more.length === 0 && (lead < 0x80 || (lead >= 0xa1 && lead <= 0xf7 && trail >= 0xa1 && trail <= 0xfe))

/** Is a character that is written as these bytes of GB 18030 one of the set? GBK is what has one or two of them. */
const inSet: Record<Exclude<CharacterSet, 'unicode'>, (bytes: Uint8Array) => boolean> = {
  gb2312: inGb2312,
  gbk: (bytes) => bytes.length <= 2,
  gb18030: () => true,
}

const strict = new TextDecoder('gb18030', { fatal: true })

/** One character in GB 18030, or null. The encoder writes `?` for what it doesn't know: another's decoder has to read the same again. */
const gb18030 = (character: string): Uint8Array | null => {
  const bytes = iconv.encode(character, 'gb18030')
  return strict.decode(bytes) === character ? bytes : null
}

/** A text as bytes of a character set (UTF-8 where that is Unicode), or the first character that it lacks. Nothing is ever replaced by `?`. */
export const bytesIn = (set: CharacterSet, text: string): Uint8Array | { absent: string } => {
  if (!text.isWellFormed()) return { absent: '\ufffd' }
  if (set === 'unicode' || /^\p{ASCII}*$/u.test(text)) return new TextEncoder().encode(text)
  const parts: Uint8Array[] = []
  for (const character of text) {
    const bytes = gb18030(character)
    if (!bytes || !inSet[set](bytes)) return { absent: character }
    parts.push(bytes)
  }
  return Buffer.concat(parts)
}
