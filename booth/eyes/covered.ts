import { type Place, POINT } from './region.ts'

/** Which eye is covered, by what: a hint, from the pixels where the eyes are. Pure. */

/** A square picture around a face, and the mesh in it, as parts of its side from its middle. */
type Near = { pixels: Pick<ImageData, 'width' | 'data'>; mesh: readonly Place[] }
type Spot = { x: number; y: number }
type Colour = { red: number; green: number; blue: number }
/** What the two eyes look like beside each other. */
export type Covered = { covered: 'left' | 'right' | 'both' | 'none' | null; by: 'hand' | 'other' | null }

/** An eye is open to the camera where its bright and dark parts differ by more than this part of the face's brightness, and covered where by less. */
const SEEN = 0.42
const COVERED = 0.34
/** An eye whose contrast is less than this part of the other's is the hidden one of the two, whatever that is worth as a hint. */
const LESS = 0.6
/** Shares of red and green in what covers an eye that differ from the cheek's by less are skin, by more are not. */
const SKIN = 0.02
const NO_SKIN = 0.035

const spotOf = ({ pixels, mesh }: Near, point: number): Spot => {
  const [x, y] = mesh[point] ?? [0, 0]
  return { x: (x + 0.5) * pixels.width, y: (y + 0.5) * pixels.width }
}
const colourAt = ({ pixels: { width, data } }: Near, { x, y }: Spot): Colour => {
  const inside = (value: number) => Math.min(width - 1, Math.max(0, Math.round(value)))
  const at = (inside(y) * width + inside(x)) * 4
  return { red: data[at] ?? 0, green: data[at + 1] ?? 0, blue: data[at + 2] ?? 0 }
}
const brightness = ({ red, green, blue }: Colour): number => 0.299 * red + 0.587 * green + 0.114 * blue

/** Colours of a grid around the middle of an eye, from corner to corner and beyond, without its brow. */
const gridOf = (near: Near, outer: number, inner: number): Colour[] => {
  const [from, to] = [spotOf(near, outer), spotOf(near, inner)]
  const wide = Math.hypot(to.x - from.x, to.y - from.y)
  const rows = Array.from({ length: 13 }, (_, row) => ((row - 6) / 6) * 0.4 * wide)
  const columns = Array.from({ length: 25 }, (_, column) => ((column - 12) / 12) * 0.62 * wide)
  return rows.flatMap((down) => columns.map((right) => colourAt(near, { x: (from.x + to.x) / 2 + right, y: (from.y + to.y) / 2 + down })))
}

const meanOf = (colours: readonly Colour[]): Colour => {
  const mean = (of: keyof Colour) => colours.reduce((sum, colour) => sum + colour[of], 0) / colours.length
  return { red: mean('red'), green: mean('green'), blue: mean('blue') }
}

/** From the twentieth darkest part to the twentieth brightest, as a part of the face's brightness. */
const contrast = (colours: readonly Colour[], face: number): number => {
  const sorted = colours.map(brightness).toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  return (at(0.95) - at(0.05)) / (face + 8)
}

const byWhat = (cover: readonly Colour[], cheek: Colour): Covered['by'] => {
  const share = ({ red, green, blue }: Colour) => ({ red: red / (red + green + blue + 1), green: green / (red + green + blue + 1) })
  const [one, other] = [share(meanOf(cover)), share(cheek)]
  const apart = Math.hypot(one.red - other.red, one.green - other.green)
  return apart < SKIN ? 'hand' : apart > NO_SKIN ? 'other' : null
}

const hintOf = (right: number, left: number): Covered['covered'] => {
  const told = ([right, left] as const).map((contrast) => (contrast > SEEN ? 'seen' : contrast < COVERED ? 'covered' : null))
  const [ofRight, ofLeft] = told
  if (ofRight === ofLeft) return ofRight === 'seen' ? 'none' : ofRight === 'covered' ? 'both' : null
  return told.includes(null) ? null : ofRight === 'covered' ? 'right' : 'left'
}

/** Which of the driver's own eyes is covered, and by what, in the picture around their face; and which half of the face is not to be gone by. */
export const coveredIn = (near: Near): Covered & { hidden: 'left' | 'right' | null } => {
  const eyes = { right: gridOf(near, POINT.rightOuter, POINT.rightInner), left: gridOf(near, POINT.leftOuter, POINT.leftInner) }
  const around = (point: number) => {
    const { x, y } = spotOf(near, point)
    return meanOf([-2, -1, 0, 1, 2].map((step) => colourAt(near, { x: x + step, y })))
  }
  const cheeks = { right: around(POINT.rightCheek), left: around(POINT.leftCheek) }
  const lights = [around(POINT.forehead), around(POINT.brows), cheeks.right, cheeks.left].map(brightness).toSorted((a, b) => a - b)
  const [right, left] = [contrast(eyes.right, lights[2] ?? 0), contrast(eyes.left, lights[2] ?? 0)]
  const covered = hintOf(right, left)
  const by = covered === 'right' ? byWhat(eyes.right, cheeks.left) : covered === 'left' ? byWhat(eyes.left, cheeks.right) : null
  return { covered, by, hidden: right < LESS * left ? 'right' : left < LESS * right ? 'left' : null }
}
