import { expect, test } from 'vitest'
import { coveredIn } from './covered.ts'
import { type Place, POINT } from './region.ts'

const SIDE = 192
type Colour = readonly [number, number, number]
const SKIN: Colour = [190, 140, 115]
/** Where the points of a face are in a square around it, as parts of its side from its middle. The driver's right is at the left. */
const mesh: Place[] = Array.from({ length: 468 }, () => [0, 0, 0])
for (const [point, x, y] of [
  [POINT.rightOuter, -0.2, -0.12],
  [POINT.rightInner, -0.08, -0.12],
  [POINT.leftInner, 0.08, -0.12],
  [POINT.leftOuter, 0.2, -0.12],
  [POINT.rightCheek, -0.17, 0.02],
  [POINT.leftCheek, 0.17, 0.02],
  [POINT.forehead, 0, -0.32],
  [POINT.brows, 0, -0.2],
] as const)
  mesh[point] = [x, y, 0]

/** A plain face with two eyes, white with a dark iris; `over` paints over what lies there; `light` dims all of it. */
const face = (over: (x: number, y: number) => Colour | null, light = 1) => {
  const data = new Uint8ClampedArray(SIDE * SIDE * 4)
  for (let at = 0; at < SIDE * SIDE; at += 1) {
    const [x, y] = [(at % SIDE) / SIDE - 0.5, Math.floor(at / SIDE) / SIDE - 0.5]
    const [across, down] = [Math.abs(x) - 0.14, y + 0.12]
    const eye: Colour | null =
      Math.hypot(across / 0.05, down / 0.025) > 1 ? null : Math.hypot(across, down) < 0.02 ? [45, 30, 20] : [235, 230, 225]
    data.set([...(over(x, y) ?? eye ?? SKIN).map((value) => value * light), 255], at * 4)
  }
  return { pixels: { width: SIDE, data }, mesh }
}
/** A disc over an eye of the driver's. */
const over =
  (eye: 'left' | 'right', colour: Colour) =>
  (x: number, y: number): Colour | null =>
    Math.hypot(x - (eye === 'left' ? 0.14 : -0.14), y + 0.12) < 0.11 ? colour : null

test('two eyes that are seen are told, in a bright room and in a dim one', () => {
  for (const light of [1, 0.4]) expect(coveredIn(face(() => null, light))).toEqual({ covered: 'none', by: null, hidden: null })
})

test('a paddle is told from a hand by its colour, whichever of the driver’s own eyes it covers', () => {
  expect(coveredIn(face(over('left', [30, 30, 32])))).toEqual({ covered: 'left', by: 'other', hidden: 'left' })
  expect(coveredIn(face(over('right', [220, 220, 220])))).toEqual({ covered: 'right', by: 'other', hidden: 'right' })
  expect(coveredIn(face(over('right', [175, 128, 105])))).toEqual({ covered: 'right', by: 'hand', hidden: 'right' })
})

test('a colour between skin and none says nothing of what it is', () => {
  expect(coveredIn(face(over('left', [190, 150, 130]))).by).toBeNull()
})

test('with both eyes covered neither is the one', () => {
  expect(coveredIn(face((x, y) => over('left', SKIN)(x, y) ?? over('right', SKIN)(x, y)))).toEqual({
    covered: 'both',
    by: null,
    hidden: null,
  })
})

test('an eye that is half seen, as behind spread fingers, isn’t told, and the other half of the face is gone by', () => {
  const faint = (x: number, y: number): Colour | null =>
    over('left', SKIN)(x, y) && Math.abs(x - 0.14) < 0.03 ? [114, 80, 62] : over('left', SKIN)(x, y)
  expect(coveredIn(face(faint))).toEqual({ covered: null, by: null, hidden: 'left' })
})
