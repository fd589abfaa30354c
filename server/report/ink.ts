import { type Embedded, embeddedIn, useFixed } from './fixed-font.ts'
import { type ChainFont, type Run, widthOf } from './fonts.ts'
import type { Box } from './form.ts'
import { type Laid, LINE } from './layout.ts'

/** A document, at the page that it draws on. */
export type Page = PDFKit.PDFDocument

/** A font in a document, and the codes of the characters that were used of it. */
type Used = { embedded: Embedded; codes: Map<string, string> }
const usedIn = new WeakMap<Page, Map<ChainFont, Used>>()

const used = (page: Page, font: ChainFont): Used => {
  const all = usedIn.get(page) ?? new Map<ChainFont, Used>()
  usedIn.set(page, all)
  const seen = all.get(font)
  if (seen) return seen
  const embedded = embeddedIn(page, font)
  const made = { embedded, codes: font.only === undefined ? new Map<string, string>() : useFixed(page, embedded, font, font.only) }
  all.set(font, made)
  return made
}

const codesOf = ({ embedded, codes }: Used, { only }: ChainFont, text: string): string => {
  let written = ''
  for (const character of text) {
    let code = codes.get(character)
    if (code === undefined) {
      if (only !== undefined) throw new Error('a fixed font was asked for a character that it has not')
      code = embedded.encode(character)[0].join('')
      codes.set(character, code)
    }
    written += code
  }
  return written
}

/** A number as it is written on a page: thousandths of a point are finer than anything that prints. */
export const points = (value: number): string => String(Math.round(value * 1000) / 1000)

/**
 * Draws runs on one line. `y` is the top of the line, in points. Written as the page wants it instead of through pdfkit's texts, which do the
 * same with twice the words and five times the time.
 */
export const drawLine = (page: Page, line: readonly Run[], x: number, y: number, size: number) => {
  // The baseline is the same for every font of a line: fonts differ in how high they reckon their ascent. The page is upside down, so letters are, too.
  let written = `BT 1 0 0 -1 ${points(x)} ${points(y + size * 0.86)} Tm`
  for (const { font, text } of line) {
    const one = used(page, font)
    page.page.fonts[one.embedded.id] ??= one.embedded.ref()
    written += ` /${one.embedded.id} ${points(size)} Tf <${codesOf(one, font, text)}> Tj`
  }
  page.addContent(`${written} ET`)
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

/** Ends a document and gives its bytes. */
export const bytesOf = (page: Page): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    page.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    page.on('end', () => resolve(Buffer.concat(chunks)))
    page.on('error', reject)
    page.end()
  })
