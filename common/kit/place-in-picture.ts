/** A size in any unit. */
type Size = { width: number; height: number }
/** A place, in parts of a width and a height. */
type Spot = { x: number; y: number }

/** How much of each of its sides a picture shows in a box that it covers wholly (`object-fit: cover`), its middle in the box's. */
const shown = (box: Size, picture: Size): Spot => {
  const scale = Math.max(box.width / picture.width, box.height / picture.height)
  return { x: box.width / (picture.width * scale), y: box.height / (picture.height * scale) }
}
const within = (part: number): number => Math.min(1, Math.max(0, part))

/** Where in the picture a place of the box lies. */
export const inPicture = (box: Size, picture: Size, at: Spot): Spot => {
  const part = shown(box, picture)
  return { x: within(0.5 + (at.x - 0.5) * part.x), y: within(0.5 + (at.y - 0.5) * part.y) }
}

/** Where in the box a place of the picture lies: at its edge, where the picture goes on beyond it. */
export const inBox = (box: Size, picture: Size, at: Spot): Spot => {
  const part = shown(box, picture)
  return { x: within(0.5 + (at.x - 0.5) / part.x), y: within(0.5 + (at.y - 0.5) / part.y) }
}
