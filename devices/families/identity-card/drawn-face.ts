import sharp from 'sharp'
import type { Card } from '#protocol/reading.ts'
import type { PhotoDecoder } from './codec.ts'

/**
 * Photo blocks of simulated cards. A real block can be decoded only with its maker's library; these hold a mark, a number to draw
 * from and the sex, and decode to a drawn face of a card's size, 102 × 126.
 */
const MARK = new TextEncoder().encode('RFSIM1')
const BYTES = 1024
const SEED_AT = MARK.length
const SEX_AT = SEED_AT + 4
const SEXES = ['unknown', 'male', 'female'] as const

/** The block of a simulated card: the same card, the same face. */
export function drawnFaceBlock(card: Card): Uint8Array {
  const block = new Uint8Array(BYTES)
  block.set(MARK)
  new DataView(block.buffer).setUint32(SEED_AT, mixed(card.number))
  block[SEX_AT] = SEXES.indexOf(card.sex)
  return block
}

/** A PNG of the drawn face; null for a block that no simulator made. */
export const decodeDrawnFace: PhotoDecoder = async (block) => {
  if (block.length !== BYTES || MARK.some((byte, at) => block[at] !== byte)) return null
  const seed = new DataView(block.buffer, block.byteOffset).getUint32(SEED_AT)
  const svg = draw(seed, SEXES[block[SEX_AT] ?? 0] ?? 'unknown')
  return new Uint8Array(await sharp(Buffer.from(svg)).resize(102, 126).png().toBuffer())
}

/** FNV-1a, 32 bits. */
const mixed = (text: string) =>
  new TextEncoder().encode(text).reduce((hash, byte) => Math.imul(hash ^ byte, 0x0100_0193) >>> 0, 0x811c_9dc5)

const SKIN = ['#f3d3b3', '#eac29c', '#f7dcc4', '#d9aa80', '#e6b88f']
const HAIR = ['#1c1a1a', '#2e2521', '#4a4a4c', '#8d8d90', '#c9c9cb']
const SHIRT = ['#24435f', '#3c5a3a', '#5b2b3a', '#3b3b52', '#6a4b2a', '#1f5560']

function draw(seed: number, sex: (typeof SEXES)[number]): string {
  let rest = seed
  /** Takes a choice out of the seed. */
  const pick = <T>(choices: readonly T[]): T | undefined => {
    const at = rest % choices.length
    rest = Math.floor(rest / choices.length)
    return choices[at]
  }
  const skin = pick(SKIN)
  const hair = pick(HAIR)
  const shirt = pick(SHIRT)
  const glasses = pick([true, false, false])
  const wide = pick([23, 25, 27]) ?? 25
  const brow = pick([0, 1.5, 3]) ?? 0
  const smile = pick([3, 4.5, 6]) ?? 4
  const long = sex === 'female' ? pick([true, true, false]) : false
  const parting = pick([34, 51, 66]) ?? 51
  const top = 58 - 31

  const back = long ? `<path d="M${51 - wide - 7} 54Q51 -4 ${51 + wide + 7} 54L${51 + wide + 6} 92H${51 - wide - 6}Z" fill="${hair}"/>` : ''
  const fringe = `<path d="M${51 - wide - 2} 56Q${51 - wide - 4} ${top - 8} 51 ${top - 9}Q${51 + wide + 4} ${top - 8} ${51 + wide + 2} 56Q${51 + wide - 3} 44 ${parting} ${top + 11}Q${51 - wide + 3} 44 ${51 - wide - 2} 56Z" fill="${hair}"/>`
  const frame = (x: number) =>
    `<rect x="${x - 8.5}" y="53" width="17" height="12" rx="5" fill="#fff" fill-opacity=".25" stroke="#222" stroke-width="1.6"/>`
  const spectacles = glasses ? `${frame(40.5)}${frame(61.5)}<path d="M49 57.5h4" stroke="#222" stroke-width="1.6"/>` : ''
  const eye = (x: number) =>
    `<ellipse cx="${x}" cy="59" rx="2.6" ry="2.9" fill="#22191a"/><circle cx="${x + 0.9}" cy="58" r=".8" fill="#fff"/>
     <path d="M${x - 5.5} ${51 - brow / 2}q5.5 ${-2 - brow} 11 0" stroke="${hair}" stroke-width="2" fill="none" stroke-linecap="round"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 102 126" width="408" height="504">
    <rect width="102" height="126" fill="#fff"/>${back}
    <path d="M8 126Q10 101 40 97H62Q92 101 94 126Z" fill="${shirt}"/>
    <path d="M38 97L51 112L64 97L60 92H42Z" fill="#f4f4f2"/>
    <path d="M42 78H60V97Q51 105 42 97Z" fill="${skin}"/><path d="M42 84Q51 92 60 84V88Q51 95 42 88Z" fill="#000" fill-opacity=".1"/>
    <circle cx="${51 - wide}" cy="61" r="4.5" fill="${skin}"/><circle cx="${51 + wide}" cy="61" r="4.5" fill="${skin}"/>
    <ellipse cx="51" cy="58" rx="${wide}" ry="31" fill="${skin}"/>${fringe}${eye(40.5)}${eye(61.5)}
    <path d="M51 60q-3 8 .5 9" stroke="#000" stroke-opacity=".3" stroke-width="1.5" fill="none" stroke-linecap="round"/>
    <path d="M43.5 76q7.5 ${smile} 15 0" stroke="#a8473f" stroke-width="2.2" fill="none" stroke-linecap="round"/>${spectacles}
  </svg>`
}
