/** Where in a picture a face is, before and after the mesh was laid over it. Pure. */

/** A square of the picture, turned so that the eyes lie level in it: its middle and side in pixels, its turn in radians. */
export type Region = { x: number; y: number; side: number; turn: number }
/** Pixels of the picture; z grows away from the camera, in the same unit. */
export type Place = readonly [x: number, y: number, z: number]
/** What finds faces says of one: a box and points, as parts of the square that it looked at. */
export type Sighting = { box: { x: number; y: number; width: number; height: number }; rightEye: Spot; leftEye: Spot }
type Spot = { x: number; y: number }

/** The side of the square picture that the detector sees, px. */
export const DETECTOR_PX = 256
/** Its cells: of each so many pixels, with so many guesses; those of the finer grid come first. */
const GRIDS = [
  { cellPx: 16, guesses: 2 },
  { cellPx: 32, guesses: 6 },
] as const

/** The middle of the cell of each guess, as parts of the square. */
const middles: readonly Spot[] = GRIDS.flatMap(({ cellPx, guesses }) => {
  const cells = DETECTOR_PX / cellPx
  return Array.from({ length: cells * cells * guesses }, (_, at) => {
    const cell = Math.floor(at / guesses)
    return { x: ((cell % cells) + 0.5) / cells, y: (Math.floor(cell / cells) + 0.5) / cells }
  })
})

/** How sure a face has to be, by the detector's own measure. */
const SURE = 0.5
/** Numbers that each guess comes with: a box's middle and size, then six points; the eyes are the first two. */
const NUMBERS = 16

/**
 * The face that stands out of what the detector said of one picture (BlazeFace: Bazarevsky and others 2019, arXiv 1907.05047): of several the
 * largest, which is nearest to the camera, as far as it is sure of it; null: none. Scores are logits, places are in pixels from the middle
 * of their cell.
 */
export const nearest = (scores: Float32Array, places: Float32Array): Sighting | null => {
  const sure = (at: number) => 1 / (1 + Math.exp(-(scores[at] ?? -Infinity)))
  const sizeOf = (at: number) => Math.max(places[at * NUMBERS + 2] ?? 0, places[at * NUMBERS + 3] ?? 0)
  const weigh = (at: number) => (sure(at) < SURE ? 0 : sure(at) * sizeOf(at))
  const best = scores.reduce((best, _, at) => (weigh(at) > weigh(best) ? at : best), 0)
  const middle = middles[best]
  if (!middle || weigh(best) === 0) return null
  const of = (number: number) => (places[best * NUMBERS + number] ?? 0) / DETECTOR_PX
  const spot = (from: number): Spot => ({ x: middle.x + of(from), y: middle.y + of(from + 1) })
  return { box: { ...spot(0), width: of(2), height: of(3) }, rightEye: spot(4), leftEye: spot(6) }
}

/** So much larger than a face is the square that the mesh is laid in: as those that it was taught with. */
const AROUND = 1.5

/** The region of a sighting in a picture that was put into the detector's square: `scale` of its pixels are one of the square. */
export const regionOfSighting = ({ box, rightEye, leftEye }: Sighting, scale: number): Region => ({
  x: box.x * DETECTOR_PX * scale,
  y: box.y * DETECTOR_PX * scale,
  side: Math.max(box.width, box.height) * DETECTOR_PX * scale * AROUND,
  turn: Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x),
})

/** A place in the region, as parts of its side from its middle, as pixels of the picture. */
export const placed = ({ x, y, side, turn }: Region, [right, down, away]: Place): Place => [
  x + side * (right * Math.cos(turn) - down * Math.sin(turn)),
  y + side * (right * Math.sin(turn) + down * Math.cos(turn)),
  side * away,
]

/** Points of the mesh by their number (MediaPipe's canonical face model). Right and left are the driver's own: the right eye is left in the picture. */
export const POINT = {
  rightOuter: 33,
  rightInner: 133,
  leftInner: 362,
  leftOuter: 263,
  rightCheek: 50,
  leftCheek: 280,
  forehead: 10,
  brows: 9,
  bridge: 168,
  chin: 152,
} as const

/** The region of a mesh that was found, for looking once more or at the next picture. */
export const regionOfMesh = (mesh: readonly Place[]): Region => {
  const [right, left] = [mesh[POINT.rightOuter], mesh[POINT.leftOuter]]
  const turn = right && left ? Math.atan2(left[1] - right[1], left[0] - right[0]) : 0
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const across = mesh.map(([x, y]) => x * cos + y * sin)
  const along = mesh.map(([x, y]) => y * cos - x * sin)
  const [u, v] = [(Math.min(...across) + Math.max(...across)) / 2, (Math.min(...along) + Math.max(...along)) / 2]
  const side = Math.max(Math.max(...across) - Math.min(...across), Math.max(...along) - Math.min(...along))
  return { x: u * cos - v * sin, y: u * sin + v * cos, side: side * AROUND, turn }
}
