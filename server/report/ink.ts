import { type Run, widthOf } from './fonts.ts'
import type { Box } from './form.ts'
import { type Laid, LINE } from './layout.ts'

/** A document, at the page that it draws on. */
export type Page = PDFKit.PDFDocument

/** Draws runs on one line. `y` is the top of the line, in points. */
export const drawLine = (page: Page, line: readonly Run[], x: number, y: number, size: number) => {
  let at = x
  for (const run of line) {
    page.font(run.font.name).fontSize(size)
    // The baseline is the same for every font of a line: fonts differ in how high they reckon their ascent.
    page.text(run.text, at, y + size * 0.86, { lineBreak: false, baseline: 'alphabetic' })
    at += widthOf(run, size)
  }
}

/** Draws a text that was laid out, in the middle of its box's height or from its top. */
export const drawLaid = (page: Page, { lines, size }: Laid, box: Box & { top?: true }, align: 'left' | 'center', pad = 3) => {
  const most = box.w - 2 * pad
  const top = box.y + (box.top ? 0 : (box.h - lines.length * size * LINE) / 2) + size * 0.075
  lines.forEach((line, i) => {
    const indent = align === 'center' ? (most - line.reduce((sum, run) => sum + widthOf(run, size), 0)) / 2 : 0
    drawLine(page, line, box.x + pad + indent, top + i * size * LINE, size)
  })
}
