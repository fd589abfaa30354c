import PDFDocument from 'pdfkit'
import { encode } from 'uqr'
import type { Strokes } from '#protocol/basic.ts'
import { digestOf } from '#protocol/canonical.ts'
import type { Report } from '#protocol/report.ts'
import { isRefusal, refuse, type Refusal } from '#protocol/refusal.ts'
import { text } from '#protocol/text/index.ts'
import { fieldsOf, type Fields } from './fields.ts'
import { loadFonts, runsOf, type ChainFont, type Run } from './fonts.ts'
import { FORM, type Box } from './form.ts'
import { reserveSignature } from './seal.ts'

type Page = PDFKit.PDFDocument

/** The pictures of a report: the driver's photo (JPEG) and both handwritings. */
export type Pictures = { photo: Uint8Array; driver: Strokes; doctor: Strokes }

const fonts = loadFonts()

/** Names and hashes of the fonts in use: part of a report's record, since other fonts make other bytes. */
export const fontHashes = (): Record<string, string> =>
  Object.fromEntries([...fonts.chain, fonts.title].map(({ name, sha256 }) => [name, sha256]))

/** Fonts of the chain that this machine lacks: names that need them would be held. */
export const absentFonts = (): readonly string[] => fonts.absent

const advances = new Map<string, number>()
/** How far a character moves the pen, in parts of the font's size. */
const advanceOf = ({ name, font }: ChainFont, character: string): number => {
  const key = `${name}${character}`
  const known = advances.get(key)
  if (known !== undefined) return known
  const advance = font.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm
  advances.set(key, advance)
  return advance
}

const widthOf = ({ font, text }: Run, size: number): number => Array.from(text).reduce((sum, one) => sum + advanceOf(font, one) * size, 0)

/** A text broken where a line may end: Latin words stay whole, Chinese may break at any character. */
const piecesOf = (runs: readonly Run[]): Run[] =>
  runs.flatMap(({ font, text }) => (text.match(/[!-~\u00c0-\u024f]+|[^!-~\u00c0-\u024f]/gu) ?? []).map((piece) => ({ font, text: piece })))

/** Splits runs into lines no wider than `most`; a word that is wider than a whole line is broken after all. */
const linesOf = (runs: readonly Run[], size: number, most: number): Run[][] => {
  const lines: Run[][] = [[]]
  let used = 0
  const place = (piece: Run) => {
    const advance = widthOf(piece, size)
    if (advance > most && Array.from(piece.text).length > 1) {
      for (const character of piece.text) place({ font: piece.font, text: character })
      return
    }
    if (used + advance > most && used > 0) {
      lines.push([])
      used = 0
      if (piece.text === ' ') return
    }
    const line = lines.at(-1) ?? []
    const last = line.at(-1)
    if (last?.font === piece.font) last.text += piece.text
    else line.push({ ...piece })
    used += advance
  }
  for (const piece of piecesOf(runs)) place(piece)
  return lines
}

const drawLine = (page: Page, line: readonly Run[], x: number, y: number, size: number) => {
  let at = x
  for (const run of line) {
    page.font(run.font.name).fontSize(size)
    // The baseline is the same for every font of a line: fonts differ in how high they reckon their ascent.
    page.text(run.text, at, y + size * 0.86, { lineBreak: false, baseline: 'alphabetic' })
    at += widthOf(run, size)
  }
}

/** Puts a text into a box: the size shrinks to half, by lines, until it fits. */
const drawText = (page: Page, runs: readonly Run[], box: Box, size: number, align: 'left' | 'center', pad = 3) => {
  const most = box.w - 2 * pad
  let fitted = size
  let lines = linesOf(runs, fitted, most)
  while (fitted > size / 2 && lines.length * fitted * 1.15 > box.h) {
    fitted -= 0.5
    lines = linesOf(runs, fitted, most)
  }
  const top = box.y + (box.h - lines.length * fitted * 1.15) / 2 + fitted * 0.075
  lines.forEach((line, i) => {
    const indent = align === 'center' ? (most - line.reduce((sum, run) => sum + widthOf(run, fitted), 0)) / 2 : 0
    drawLine(page, line, box.x + pad + indent, top + i * fitted * 1.15, fitted)
  })
}

const drawBoxes = (page: Page, runs: readonly Run[], box: Box, size: number) => {
  const characters = runs.flatMap(({ font, text }) => Array.from(text, (character) => ({ font, text: character })))
  const w = box.w / 18
  characters.forEach((one, i) => drawText(page, [one], { x: box.x + i * w, y: box.y, w, h: box.h }, size, 'center', 0))
}

const drawTick = (page: Page, { x, y, w, h }: Box) => {
  page
    .lineWidth(1.3)
    .moveTo(x + w * 0.15, y + h * 0.55)
    .lineTo(x + w * 0.42, y + h * 0.85)
    .lineTo(x + w * 0.95, y + h * 0.05)
    .stroke()
}

/** Handwriting keeps its proportions and its place on the pad. */
const drawStrokes = (page: Page, strokes: Strokes, box: Box) => {
  const scale = Math.min(box.w / strokes.width, box.h / strokes.height)
  const left = box.x + (box.w - strokes.width * scale) / 2
  const top = box.y + (box.h - strokes.height * scale) / 2
  page.save().lineWidth(1.2).lineCap('round').lineJoin('round')
  for (const line of strokes.lines) {
    const [first, ...rest] = line
    if (!first) continue
    page.moveTo(left + first[0] * scale, top + first[1] * scale)
    // A dot is a stroke too: a point alone draws nothing, so it is drawn a hair long.
    for (const [x, y] of rest.length > 0 ? rest : [[first[0] + 0.1, first[1]] as const]) page.lineTo(left + x * scale, top + y * scale)
    page.stroke()
  }
  page.restore()
}

const drawQr = (page: Page, content: string, box: Box) => {
  const { data, size } = encode(content, { ecc: 'M', border: 2 })
  const unit = box.w / size
  page.save().fillColor('black')
  data.forEach((row, r) => {
    row.forEach((dark, c) => {
      // A hair of overlap: two neighbours must not show a white seam between them.
      if (dark) page.rect(box.x + c * unit, box.y + r * unit, unit + 0.05, unit + 0.05)
    })
  })
  page.fill().restore()
}

/**
 * An empty page. The fonts are handed over as parsed once: parsing ten megabytes anew for each report takes longer than drawing it.
 * (pdfkit takes such an object, its types only know bytes.)
 */
const newPage = (report: Report | null): Page => {
  const at = new Date(report?.drawnUpAt ?? 0)
  const page = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: true,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    // None of the built-in fonts: they aren't embedded.
    font: '',
    info: { Title: text.zh.report.title, Producer: 'Roadfit', Creator: 'Roadfit', CreationDate: at, ModDate: at },
  })
  for (const { name, font } of [...fonts.chain, fonts.title]) Reflect.apply(Reflect.get(page, 'registerFont'), page, [name, font])
  return page
}

const drawForm = (page: Page) => {
  page.lineWidth(0.6).strokeColor('black').fillColor('black')
  for (const { x, y, w, h } of FORM.cells) page.rect(x, y, w, h)
  for (const box of Object.values(FORM.fields)) if (box.kind === 'tick') page.rect(box.x, box.y, box.w, box.h)
  page.stroke()
  const [plain] = fonts.chain
  for (const label of FORM.labels) {
    const font = label.size >= 16 ? fonts.title : plain
    if (!font) continue
    if (label.upright) {
      const step = label.size * 1.25
      const top = label.y + (label.h - step * label.text.length) / 2
      Array.from(label.text).forEach((character, i) =>
        drawText(page, [{ font, text: character }], { x: label.x, y: top + i * step, w: label.w, h: step }, label.size, 'center', 0),
      )
    } else drawText(page, [{ font, text: label.text }], label, label.size, label.align, 2)
  }
}

const drawField = (page: Page, name: string, value: string | true): Refusal | null => {
  const field = FORM.fields[name]
  if (!field) throw new Error(`the form has no field ${name}`)
  if (value === true) {
    drawTick(page, field)
    return null
  }
  const runs = runsOf(fonts.chain, value)
  if ('absent' in runs) return refuse('glyph-missing', { field: name, character: runs.absent })
  if (field.kind === 'boxes') drawBoxes(page, runs, field, field.size)
  else drawText(page, runs, field, field.size, field.align)
  return null
}

const bytesOf = (page: Page): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    page.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    page.on('end', () => resolve(Buffer.concat(chunks)))
    page.on('error', reject)
    page.end()
  })

/** The form with nothing in it. */
export const drawBlankForm = (): Promise<Uint8Array> => {
  const page = newPage(null)
  drawForm(page)
  return bytesOf(page)
}

/**
 * The report on one A4 page, with room left for its seal: the same report, pictures and fonts give the same bytes.
 * `second` is the doctor who countersigned. `origin` is where the QR code leads (`<origin>/verify/<code>`). Refused with `glyph-missing` when no font has a character.
 */
export const drawReport = async (
  report: Report,
  pictures: Pictures,
  origin: string,
  second: string | null = null,
): Promise<Uint8Array | Refusal> => {
  const fields: Fields = fieldsOf(report, await digestOf(report), second)
  const page = newPage(report)
  drawForm(page)
  for (const [name, value] of Object.entries(fields)) {
    const refused = drawField(page, name, value)
    if (isRefusal(refused)) return refused
  }
  const at = (name: string) => {
    const box = FORM.fields[name]
    if (!box) throw new Error(`the form has no field ${name}`)
    return box
  }
  const photo = at('photo')
  page.image(Buffer.from(pictures.photo), photo.x, photo.y, { fit: [photo.w, photo.h], align: 'center', valign: 'center' })
  drawStrokes(page, pictures.driver, at('applicant-signature'))
  drawStrokes(page, pictures.doctor, at('doctor-signature'))
  drawQr(page, `${origin}/verify/${report.code}`, at('qr'))
  reserveSignature(page, { reason: text.zh.report.title, name: report.institution, at: new Date(report.drawnUpAt) })
  return bytesOf(page)
}
