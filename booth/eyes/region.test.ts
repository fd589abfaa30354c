import { expect, test } from 'vitest'
import { nearest, type Place, placed, regionOfMesh, regionOfSighting } from './region.ts'

/** What the detector says where it sees nothing, but for some of its 896 guesses: 512 of 16 × 16 cells of 16 px, then 384 of 8 × 8 of 32 px. */
const said = (...guesses: { at: number; score: number; numbers: number[] }[]) => {
  const scores = new Float32Array(896).fill(-9)
  const places = new Float32Array(896 * 16)
  for (const { at, score, numbers } of guesses) {
    scores[at] = score
    places.set(numbers, at * 16)
  }
  return nearest(scores, places)
}
/** Box 64 px, its middle 4 px right of the cell's; eyes level, 12 px to both sides of that. */
const FACE = [4, 0, 64, 60, -8, -6, 16, -6, 0, 0, 0, 0, 0, 0, 0, 0]
/** The first guess of the fourth row's sixth cell: its middle is 88, 56 in the square of 256 px. */
const CELL = (3 * 16 + 5) * 2

test('a face lies where its cell is, and the mesh is laid in half as much again around it', () => {
  const sighting = said({ at: CELL, score: 3, numbers: FACE })
  // 1280 pixels across are put into 256: five of the picture are one of the square.
  const region = sighting && regionOfSighting(sighting, 5)
  expect(region?.x).toBeCloseTo((88 + 4) * 5, 3)
  expect(region?.y).toBeCloseTo(56 * 5, 3)
  expect(region?.side).toBeCloseTo(64 * 5 * 1.5, 3)
  expect(region?.turn).toBeCloseTo(0, 6)
})

test('cells of the coarser grid follow behind those of the finer one', () => {
  // Of the second row's third cell the first guess: its middle is 80, 48.
  const sighting = said({ at: 512 + (8 + 2) * 6, score: 3, numbers: FACE })
  expect((sighting?.box.x ?? 0) * 256).toBeCloseTo(84, 3)
  expect((sighting?.box.y ?? 0) * 256).toBeCloseTo(48, 3)
})

test('nothing is seen where the detector isn’t sure', () => {
  expect(said()).toBeNull()
  expect(said({ at: CELL, score: -0.1, numbers: FACE })).toBeNull()
})

test('of two faces the larger one counts, whoever looks over the driver’s shoulder', () => {
  const small = [0, 0, 30, 30, -4, -3, 4, -3, 0, 0, 0, 0, 0, 0, 0, 0]
  const sighting = said({ at: 40, score: 6, numbers: small }, { at: CELL, score: 2, numbers: FACE })
  expect((sighting?.box.width ?? 0) * 256).toBeCloseTo(64, 3)
})

test('a head tilted by 20 degrees is turned level', () => {
  const eyes = [-8, -6, -8 + 24 * Math.cos(Math.PI / 9), -6 + 24 * Math.sin(Math.PI / 9)]
  const sighting = said({ at: CELL, score: 3, numbers: [4, 0, 64, 60, ...eyes, 0, 0, 0, 0, 0, 0, 0, 0] })
  expect(sighting && regionOfSighting(sighting, 1).turn).toBeCloseTo(Math.PI / 9, 5)
})

test('a place in a turned region is one of the picture', () => {
  // The right edge of a square that is turned by a quarter lies below its middle.
  const [x, y, z] = placed({ x: 100, y: 50, side: 40, turn: Math.PI / 2 }, [0.5, 0, 0.1])
  expect([x, y, z].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([100, 70, 4])
})

test('the region around a mesh holds it half as much again, and lies as level as its eyes', () => {
  const tilt = -0.3
  const turned = (x: number, y: number): Place => [
    640 + x * Math.cos(tilt) - y * Math.sin(tilt),
    360 + x * Math.sin(tilt) + y * Math.cos(tilt),
    0,
  ]
  const mesh = Array.from({ length: 468 }, (_, at) => turned(80 * Math.cos(at), 110 * Math.sin(at)))
  mesh[33] = turned(-40, -20)
  mesh[263] = turned(40, -20)
  const { x, y, side, turn } = regionOfMesh(mesh)
  expect(turn).toBeCloseTo(tilt, 6)
  expect([x, y]).toEqual([expect.closeTo(640, 0), expect.closeTo(360, 0)])
  expect(side).toBeCloseTo(330, 0)
})
