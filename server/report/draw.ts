import PDFDocument from 'pdfkit'
import type { Strokes } from '#protocol/basic.ts'
import { digestOf } from '#protocol/canonical.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Countersignature, Report } from '#protocol/report.ts'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import type { Examination } from './examination.ts'
import { drawExaminationPages } from './examination-pages.ts'
import { fieldsOf } from './fields.ts'
import { type Fonts, findFonts } from './fonts.ts'
import { type Box, type Field, FORM, type Label } from './form.ts'
import { bytesOf, drawLaid, type Page, points } from './ink.ts'
import { BOXES, type Laid, type LaidFields, laidLabel, layOut } from './layout.ts'
import { drawQr } from './qr.ts'
import { reserveSignature } from './seal.ts'

/** The pictures of a report: the driver's photo (JPEG) and both handwritings. */
export type Pictures = { photo: Uint8Array; driver: Strokes; doctor: Strokes }

let machine: Fonts | undefined
/** The fonts of this machine. */
const machineFonts = (): Fonts => (machine ??= findFonts())

const drawBoxes = (page: Page, { lines, size }: Laid, box: Box) => {
  const characters = lines.flat().flatMap(({ font, text }) => Array.from(text, (character) => ({ font, text: character })))
  const w = box.w / BOXES
  characters.forEach((one, i) => drawLaid(page, { lines: [[one]], size }, { x: box.x + i * w, y: box.y, w, h: box.h }, 'center', 0))
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

/** An empty page. */
const newPage = (report: Report | null): Page => {
  const at = new Date(report?.drawnUpAt ?? 0)
  return new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: true,
    pdfVersion: '1.7',
    // For archives, and for those who have it read to them: everything on the page has its place in the structure.
    subset: 'PDF/A-2a',
    tagged: true,
    lang: 'zh-CN',
    displayTitle: true,
    // None of the built-in fonts: they aren't embedded.
    font: '',
    info: { Title: text.zh.report.title, Producer: 'Roadfit', Creator: 'Roadfit', CreationDate: at, ModDate: at },
  })
}

/** Lines and boxes of the form. */
const RULES = [...FORM.cells, ...Object.values(FORM.fields).filter(({ kind }) => kind === 'tick')]
  .map(({ x, y, w, h }) => `${points(x)} ${points(y)} ${points(w)} ${points(h)} re`)
  .join('\n')

/** They are no content. */
const drawRules = (page: Page) => {
  page.markContent('Artifact', { type: 'Layout' })
  page.lineWidth(0.6).strokeColor('black').fillColor('black').addContent(RULES).stroke()
  page.endMarkedContent()
}

const drawLabel = (page: Page, label: Label, fonts: Fonts) => {
  const [plain] = fonts.chain
  const font = isTitle(label) ? fonts.title : plain
  if (!font) return
  if (!label.upright) {
    const laid = laidLabel([{ font, text: label.text }], label, label.size, LABEL_PAD)
    return drawLaid(page, laid, label, label.align, LABEL_PAD)
  }
  const step = label.size * 1.25
  const top = label.y + (label.h - step * label.text.length) / 2
  Array.from(label.text).forEach((character, i) => {
    const box = { x: label.x, y: top + i * step, w: label.w, h: step }
    drawLaid(page, laidLabel([{ font, text: character }], box, label.size, 0), box, 'center', 0)
  })
}
const LABEL_PAD = 2
const isTitle = ({ size }: Label): boolean => size >= 16

/** What one field shows, and how somebody hears it who can't see it; null: nothing stands in it. */
type Shown = { draw: () => void; alt?: string } | null

/** Draws the form in the order in which it is read, each word and each value as a part of the document's structure. */
const drawParts = (page: Page, fonts: Fonts, shown: (name: string, field: Field) => Shown): PDFKit.PDFStructureElement => {
  drawRules(page)
  const root = page.struct('Document')
  page.addStructure(root)
  for (const part of FORM.order) {
    if ('label' in part) {
      root.add(page.struct(isTitle(part.label) ? 'H1' : 'P', {}, () => drawLabel(page, part.label, fonts)))
      continue
    }
    const field = FORM.fields[part.field]
    const what = field && shown(part.field, field)
    if (!what) continue
    root.add(what.alt === undefined ? page.struct('P', {}, what.draw) : page.struct('Figure', { alt: what.alt }, what.draw))
  }
  return root
}

/** The form with nothing in it. */
export const drawBlankForm = (fonts: Fonts = machineFonts()): Promise<Uint8Array> => {
  const page = newPage(null)
  drawParts(page, fonts, () => null).end()
  return bytesOf(page)
}

/**
 * The report as A4 pages, with room left for its seal: the form, and behind it how each value was measured, where that is given. The same report,
 * pictures, examination and fonts give the same bytes. `second` is the signature of the doctor who countersigned. `origin` is where the QR code leads (`<origin>/verify/<code>`). Refused with `glyph-missing` when no font has a character, and with
 * `text-too-long` when a text has no room: nothing is drawn beside or over its place.
 */
export const drawReport = async (
  report: Report,
  pictures: Pictures,
  origin: string,
  {
    fonts = machineFonts(),
    second = null,
    examination = null,
  }: { fonts?: Fonts; second?: Countersignature | null; examination?: Examination | null } = {},
): Promise<Uint8Array | Refusal> => {
  const laid = layOut(fieldsOf(report, await digestOf(report), second?.doctor.name), fonts)
  if (isRefusal(laid)) return laid
  const page = newPage(report)
  const root = drawParts(page, fonts, (name, field) =>
    shownIn(page, name, field, { laid, pictures, verify: `${origin}/verify/${report.code}` }),
  )
  reserveSignature(page, { reason: text.zh.report.title, name: report.institution, at: new Date(report.drawnUpAt) })
  const refused = examination && drawExaminationPages(page, root, { report, second, examination, fonts })
  if (refused) return refused
  root.end()
  return bytesOf(page)
}

const { alts } = text.zh.report

const shownIn = (
  page: Page,
  name: string,
  field: Field,
  { laid, pictures, verify }: { laid: LaidFields; pictures: Pictures; verify: string },
): Shown => {
  const value = laid.get(name)
  const strokes = name === 'applicant-signature' ? pictures.driver : pictures.doctor
  switch (field.kind) {
    case 'tick':
      return value ? { alt: alts.ticked, draw: () => drawTick(page, field) } : { alt: alts.unticked, draw: () => {} }
    case 'picture':
      return {
        alt: alts.photo,
        draw: () => {
          const [x, y, w, h] = [field.x, field.y, field.w, field.h]
          page.image(Buffer.from(pictures.photo), x, y, { fit: [w, h], align: 'center', valign: 'center' })
        },
      }
    case 'strokes':
      return { alt: alts.handwriting, draw: () => drawStrokes(page, strokes, field) }
    case 'qr':
      return { alt: fill(alts.qr, { address: verify }), draw: () => drawQr(page, verify, field) }
    case 'boxes':
      return typeof value === 'object' ? { draw: () => drawBoxes(page, value, field) } : null
    case 'text':
      return typeof value === 'object' ? { draw: () => drawLaid(page, value, field, field.align, field.pad) } : null
  }
}
