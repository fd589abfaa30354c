import { expect, it } from 'vitest'
import { mcuLine, mcuLines, parts } from './mcu-line.ts'

const ascii = (words: string) => new TextEncoder().encode(words)

// Worked by hand: the XOR of `,1,8388,250000,5012`, without the letter before and the star behind.
it('the checksum runs between the first character and the star', () => {
  let check = 0
  for (const letter of ',1,8388,250000,5012') check ^= letter.charCodeAt(0)
  const expected = `F,1,8388,250000,5012*${check.toString(16).toUpperCase().padStart(2, '0')}\r\n`
  expect(new TextDecoder().decode(mcuLine('F,1,8388,250000,5012'))).toBe(expected)
  // `,5` is 2C xor 35.
  expect(new TextDecoder().decode(mcuLine('H,5'))).toBe('H,5*19\r\n')
})

it('no single changed bit gets past the checksum, except in the letter, which it does not cover', () => {
  const line = mcuLine('F,1,8388,250000,5012')
  for (let at = 1; at < line.length - 2; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const [frame] = mcuLines().push(
        line.map((byte, place) => (place === at ? byte ^ (1 << bit) : byte)),
        0,
      )
      // A changed bit 5 turns a digit A to F of the checksum into its small letter: the same number.
      if (frame) expect(parts(frame)).toEqual(['F', '1', '8388', '250000', '5012'])
    }
  }
})

it('a line of the wrong shape is dropped', () => {
  for (const line of ['', '*00', 'F*0', 'F,1*1', 'F,1*ZZ', 'F,1', '\u00e9,1*1D'])
    expect(mcuLines().push(ascii(`${line}\r\n`), 0)).toEqual([])
})
