import { encode } from 'uqr'
import type { Box } from './form.ts'
import { type Page, points } from './ink.ts'

/** The dark stretches of a row: from a module to the one behind the last. */
const stretchesOf = (row: readonly boolean[]): [from: number, to: number][] => {
  const stretches: [from: number, to: number][] = []
  row.forEach((dark, at) => {
    const last = stretches.at(-1)
    if (dark && last?.[1] === at) last[1] = at + 1
    else if (dark) stretches.push([at, at + 1])
  })
  return stretches
}

/** Draws a QR code of a text, with its quiet zone, as vectors. */
export const drawQr = (page: Page, content: string, box: Box) => {
  const { data, size } = encode(content, { ecc: 'M', border: 2 })
  const unit = box.w / size
  page.save().fillColor('black')
  // Neighbours in one go, and a hair of overlap below: two must not show a white seam between them.
  const rects = data.flatMap((row, r) =>
    stretchesOf(row).map(
      ([from, to]) => `${points(box.x + from * unit)} ${points(box.y + r * unit)} ${points((to - from) * unit)} ${points(unit + 0.05)} re`,
    ),
  )
  page.addContent(rects.join('\n')).fill().restore()
}
