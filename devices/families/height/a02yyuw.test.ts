import { expect, it } from 'vitest'
import { distanceMm, heightFrame, heightFrames } from './a02yyuw.ts'
import { heightHead } from './driver.ts'

// 1953 mm: the maker's data sheet. 1750 mm: worked by hand.
it.each([
  [1953, [0xff, 0x07, 0xa1, 0xa7]],
  [1750, [0xff, 0x06, 0xd6, 0xdb]],
])('%i mm', (mm, bytes) => {
  const frame = Uint8Array.from(bytes)
  expect(
    heightFrames()
      .push(frame, 0)
      .map((one) => distanceMm(one, 'mm')),
  ).toEqual([mm])
  expect(heightFrame(mm)).toEqual(frame)
})

it('the sibling module says 417 in centimetres', () => {
  expect(
    heightFrames()
      .push(Uint8Array.of(0xff, 0x01, 0xa1, 0xa1), 0)
      .map((one) => distanceMm(one, 'cm')),
  ).toEqual([4170])
  expect(
    heightHead('cm')
      .talk()
      .hear(Uint8Array.of(0xff, 0x01, 0xa1, 0xa1), 0),
  ).toEqual({ readings: [{ mm: 4170 }] })
})

it.each([
  [30, { fault: 'below-range' }],
  [31, { readings: [{ mm: 31 }] }],
  [4500, { readings: [{ mm: 4500 }] }],
  [4501, { fault: 'above-range' }],
])('at %i mm the sensor can or cannot see', (mm, turn) => {
  expect(heightHead('mm').talk().hear(heightFrame(mm), 0)).toEqual(turn)
})
