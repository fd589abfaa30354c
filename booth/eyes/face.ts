import { MESH_PX, type Models } from './models.ts'
import { DETECTOR_PX, nearest, type Place, placed, type Region, regionOfMesh, regionOfSighting } from './region.ts'

/** A face in a picture. */
export type Face = {
  /** Its mesh in pixels of the picture, laid several times: how they differ is the model's own noise. */
  meshes: Place[][]
  /** A square cut out around it, its eyes level, and the mesh in that, as parts of its side from its middle. */
  near: { pixels: ImageData; mesh: Place[] }
}

/** How sure the mesh must be each time that it lies on a face. */
const SURE = 0.5
/** The mesh is laid so many times to find where it lies itself, and then in squares of these sizes around that, whose mean counts. */
const SOUGHT = 2
const SIZES = [1, 0.94, 1.06]
/** The models were taught with pictures in good light: a dark one is lifted to this mean, at most so many times. */
const LIGHT = { mean: 120, most: 4 }

type Pen = OffscreenCanvasRenderingContext2D

const squareOf = (px: number): Pen => {
  const pen = new OffscreenCanvas(px, px).getContext('2d', { willReadFrequently: true })
  if (!pen) throw new Error('this browser draws nothing off the screen')
  // A camera's noise is averaged where its picture becomes smaller.
  pen.imageSmoothingQuality = 'high'
  return pen
}

const lifted = (pixels: ImageData): ImageData => {
  const { data } = pixels
  let [total, drawn] = [0, 0]
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] === 0) continue
    total += (data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)
    drawn += 3
  }
  const gain = Math.min(LIGHT.most, (LIGHT.mean * drawn) / Math.max(1, total))
  if (gain <= 1) return pixels
  for (let at = 0; at < data.length; at += 4)
    for (let channel = at; channel < at + 3; channel += 1) data[channel] = (data[channel] ?? 0) * gain
  return pixels
}

/** A face that has moved, or come nearer, by more than this part of its square since the picture before is looked for all over the picture. */
const MOVED = 0.05

const isWhere = (before: Region, now: Region): boolean =>
  Math.hypot(now.x - before.x, now.y - before.y) < MOVED * before.side &&
  Math.abs(now.side / before.side - 1) < MOVED &&
  Math.abs(now.turn - before.turn) < MOVED

/**
 * Finds the face of a picture, the nearest of several; null: there is none that the model is sure of. It is looked for where it was in the
 * picture before, and if it isn't just there, all over the picture, which takes eight times as long as laying a mesh. From further away the
 * mesh doesn't find where it lies itself, and says nothing of that.
 */
export const faceFinder = ({ detect, lay }: Models): ((picture: ImageBitmap) => Face | null) => {
  let last: Region | null = null
  const whole = squareOf(DETECTOR_PX)
  const near = squareOf(MESH_PX)
  const sighted = (picture: ImageBitmap): Region | null => {
    const scale = Math.max(picture.width, picture.height) / DETECTOR_PX
    whole.clearRect(0, 0, DETECTOR_PX, DETECTOR_PX)
    whole.drawImage(picture, 0, 0, picture.width / scale, picture.height / scale)
    const { scores, places } = detect(lifted(whole.getImageData(0, 0, DETECTOR_PX, DETECTOR_PX)))
    const found = nearest(scores, places)
    return found && regionOfSighting(found, scale)
  }
  const laidIn = (picture: ImageBitmap, region: Region) => {
    near.resetTransform()
    near.clearRect(0, 0, MESH_PX, MESH_PX)
    near.translate(MESH_PX / 2, MESH_PX / 2)
    near.scale(MESH_PX / region.side, MESH_PX / region.side)
    near.rotate(-region.turn)
    near.drawImage(picture, -region.x, -region.y)
    const pixels = lifted(near.getImageData(0, 0, MESH_PX, MESH_PX))
    const { mesh, sure } = lay(pixels)
    return { near: { pixels, mesh }, mesh: mesh.map((place) => placed(region, place)), sure }
  }
  const faceAt = (picture: ImageBitmap, from: Region): Face | null => {
    let region = from
    for (let time = 0; time < SOUGHT; time += 1) region = regionOfMesh(laidIn(picture, region).mesh)
    const [first, ...others] = SIZES.map((size) => laidIn(picture, { ...region, side: region.side * size }))
    if (!first || [first, ...others].some(({ sure }) => sure < SURE)) return null
    last = region
    return { near: first.near, meshes: [first, ...others].map(({ mesh }) => mesh) }
  }
  /** Where it was, as long as it is still there. */
  const still = (picture: ImageBitmap): Region | null => {
    const found = last && regionOfMesh(laidIn(picture, last).mesh)
    return last && found && isWhere(last, found) ? last : null
  }
  return (picture) => {
    const from = still(picture) ?? sighted(picture)
    last = null
    return from && faceAt(picture, from)
  }
}
