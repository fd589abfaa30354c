import { expect, test } from 'vitest'
import { inBox, inPicture } from './place-in-picture.ts'

const wide = { width: 1280, height: 720 }
const tile = { width: 320, height: 180 }
const old = { width: 640, height: 480 }

test('in a box of the picture’s own shape each place is where it was', () => {
  expect(inPicture(tile, wide, { x: 0.25, y: 0.9 })).toEqual({ x: 0.25, y: 0.9 })
  expect(inBox(tile, wide, { x: 0.25, y: 0.9 })).toEqual({ x: 0.25, y: 0.9 })
})

test('of a picture that is higher than its box a strip above and below isn’t seen: what is at the box’s edge lies within the picture', () => {
  // 4:3 across 16:9 shows 3/4 of its height: from 1/8 to 7/8.
  expect(inPicture(tile, old, { x: 0.5, y: 0 })).toEqual({ x: 0.5, y: 0.125 })
  expect(inPicture(tile, old, { x: 1, y: 1 })).toEqual({ x: 1, y: 0.875 })
  expect(inBox(tile, old, { x: 0.5, y: 0.125 })).toEqual({ x: 0.5, y: 0 })
  // What isn't seen is shown at the edge behind which it lies.
  expect(inBox(tile, old, { x: 0.5, y: 0.01 })).toEqual({ x: 0.5, y: 0 })
})
