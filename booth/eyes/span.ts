import { type Place, POINT } from './region.ts'

/** How far apart the eyes are in a picture. Pure. */

type Side = 'left' | 'right'

const minus = (a: Place, b: Place): Place => [a[0] - b[0], a[1] - b[1], a[2] - b[2]]
const dot = (a: Place, b: Place): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

/**
 * How far the points of a mesh lie from their middle in height and depth, the root of the mean square: it stays as it is however a head is
 * turned. What lies across the face is left out, because that is what the model makes up where an eye is covered.
 */
const extent = (places: readonly Place[], across: Place): number => {
  const [x, y, z] = ([0, 1, 2] as const).map((axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length)
  const middle: Place = [x ?? 0, y ?? 0, z ?? 0]
  const square = places.reduce((sum, place) => {
    const from = minus(place, middle)
    return sum + dot(from, from) - dot(from, across) ** 2 / dot(across, across)
  }, 0)
  return Math.sqrt(square / places.length)
}

/** So many times their extent are the eyes of a face apart, of a whole one or of half of it: the mean of the faces of `npm run bench -- distance`. */
const EYES = 1.53
/** Half of a face is the side that is seen and what lies next to its middle, as parts of the way between the outer corners of the eyes. */
const MIDDLE = 0.05
/**
 * With one eye covered the mesh makes a face too large by this part for each degree that it's turned towards the covered side, and too
 * small for the other. Found on drawn heads turned by 12 degrees (`npm run bench -- distance`), and much the same for all of them.
 */
const A_DEGREE = 0.002
const DEGREE = 180 / Math.PI

/** How far the face is turned, degrees, as the mesh has it: positive to the driver's own right. */
const turnedDeg = (across: Place, down: Place): number => {
  const x = across[1] * down[2] - across[2] * down[1]
  const z = across[0] * down[1] - across[1] * down[0]
  return Math.atan2(x, Math.abs(z)) * DEGREE
}

const ofMesh = (mesh: readonly Place[], covered: Side | null): number | null => {
  const [right, left, bridge, forehead, chin] = [POINT.rightOuter, POINT.leftOuter, POINT.bridge, POINT.forehead, POINT.chin].map(
    (at) => mesh[at],
  )
  if (!right || !left || !bridge || !forehead || !chin) return null
  const across = minus(left, right)
  if (covered === null) return extent(mesh, across) * EYES
  // In a picture the driver's left is at the right.
  const side = covered === 'left' ? -1 : 1
  const seen = mesh.filter((place) => (side * dot(minus(place, bridge), across)) / dot(across, across) > -MIDDLE)
  return extent(seen, across) * EYES * (1 - side * A_DEGREE * turnedDeg(across, minus(chin, forehead)))
}

/**
 * Pixels between the eyes, from the meshes of one picture; null without a mesh. All of the face tells them, which is steadier than two
 * points are, and where an eye is covered the other half of it: the model makes up what it doesn't see.
 */
export const spanOf = (meshes: readonly (readonly Place[])[], covered: Side | null): number | null => {
  const spans = meshes.flatMap((mesh) => ofMesh(mesh, covered) ?? [])
  return spans.length === 0 ? null : spans.reduce((sum, span) => sum + span, 0) / spans.length
}
