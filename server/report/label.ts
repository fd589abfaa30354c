import PDFDocument from 'pdfkit'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import { text } from '#words/index.ts'
import { type ChainFont, type Fonts, runsOf } from './fonts.ts'
import type { Box } from './form.ts'
import { bytesOf, drawLaid, type Page } from './ink.ts'
import { fit } from './layout.ts'
import { drawQr } from './qr.ts'

/** What stands on the label of a letter: who sends it, to whom, and which report is in it. Nothing of how the driver is. `address` empty: nobody knows one. */
export type Label = { from: string; name: string; address: string; number: string; case: string | null }

/** Draws labels, a page each, or says why that can't be done. */
export type DrawLabels = (labels: readonly Label[]) => Promise<Uint8Array | Refusal>

const words = text.zh.report.label

/** Points of a millimetre. */
const MM = 72 / 25.4
/** The roll that every label printer takes (4 × 6 inches), mm. Of a carrier's own 100 × 180 the rest is for the carrier. */
const PAGE = { w: 100, h: 150, margin: 6 }
const WIDE = PAGE.w - 2 * PAGE.margin

/** A box given in millimetres, in points. */
const mm = (x: number, y: number, w: number, h: number): Box => ({ x: x * MM, y: y * MM, w: w * MM, h: h * MM })

type Said = { text: string; box: Box; size: number; strong?: true }

const FROM = 6
const TO = 38
const WHICH = 104
/** Of the QR code, mm. */
const CODE = 38

/** What is written on a label, from top to bottom. */
const saidOn = ({ from, name, address, number, case: business }: Label): Said[] => [
  { text: words.from, box: mm(PAGE.margin, FROM, WIDE, 4), size: 8 },
  { text: from, box: mm(PAGE.margin, FROM + 4, WIDE, 9), size: 12, strong: true },
  { text: words.fromAddress, box: mm(PAGE.margin, FROM + 18, 30, 4), size: 8 },
  { text: words.to, box: mm(PAGE.margin, TO, WIDE, 4), size: 8 },
  { text: name, box: mm(PAGE.margin, TO + 4, WIDE, 12), size: 22, strong: true },
  address === ''
    ? { text: words.noAddress, box: mm(PAGE.margin, TO + 17, WIDE, 5), size: 8 }
    : { text: address, box: mm(PAGE.margin, TO + 17, WIDE, 24), size: 14 },
  ...(address === '' ? [] : [{ text: words.toAddress, box: mm(PAGE.margin, TO + 44, 30, 4), size: 8 }]),
  { text: words.phone, box: mm(PAGE.margin, TO + 54, 30, 4), size: 8 },
  { text: words.number, box: mm(PAGE.margin, WHICH, 48, 4), size: 8 },
  { text: number, box: mm(PAGE.margin, WHICH + 4, 48, 8), size: 13, strong: true },
  ...(business === null
    ? []
    : [
        { text: words.case, box: mm(PAGE.margin, WHICH + 16, 48, 4), size: 8 },
        { text: business, box: mm(PAGE.margin, WHICH + 20, 48, 12), size: 11 },
      ]),
]

/** From where to the right margin somebody writes by hand, mm. */
const linesOn = ({ address }: Label): (readonly [x: number, y: number])[] => {
  const beside = PAGE.margin + 20
  const receiver =
    address === ''
      ? ([
          [PAGE.margin, TO + 30],
          [PAGE.margin, TO + 42],
        ] as const)
      : ([[beside, TO + 48]] as const)
  return [[beside, FROM + 22], ...receiver, [beside, TO + 58]]
}
/** Between sender, receiver and report, mm. */
const RULES = [TO - 4, WHICH - 2]

const write = (page: Page, { chain, title }: Fonts, { text: said, box, size, strong }: Said): Refusal | null => {
  const fonts: readonly ChainFont[] = strong ? [title, ...chain] : chain
  const runs = runsOf(fonts, said)
  if ('absent' in runs) return refuse('glyph-missing', { where: 'label', character: runs.absent })
  const laid = fit(runs, { w: box.w, h: box.h, size, least: 4, breaks: 'text' })
  if (!laid) throw new Error('a label has no room for what its schema lets through')
  page.fillColor('black')
  drawLaid(page, laid, { ...box, top: true }, 'left', 0)
  return null
}

const drawLabel = (page: Page, label: Label, fonts: Fonts): Refusal | null => {
  page.addPage({ size: [PAGE.w * MM, PAGE.h * MM], margin: 0 })
  page.lineWidth(0.8).strokeColor('black')
  for (const y of RULES)
    page
      .moveTo(0, y * MM)
      .lineTo(PAGE.w * MM, y * MM)
      .stroke()
  page.lineWidth(0.4)
  for (const [x, y] of linesOn(label))
    page
      .moveTo(x * MM, y * MM)
      .lineTo((PAGE.w - PAGE.margin) * MM, y * MM)
      .stroke()
  // The number and not the page that verifies: a postman's telephone must not open what the doctor came to.
  drawQr(page, label.number, mm(PAGE.w - PAGE.margin - CODE, WHICH + 2, CODE, CODE))
  for (const said of saidOn(label)) {
    const refused = write(page, fonts, said)
    if (refused) return refused
  }
  return null
}

/** Labels of letters, a page of 100 × 150 mm each. Refused with `glyph-missing` when no font has a character. */
export const drawLabels = async (labels: readonly Label[], fonts: Fonts): Promise<Uint8Array | Refusal> => {
  const page = new PDFDocument({
    autoFirstPage: false,
    lang: 'zh-CN',
    displayTitle: true,
    font: '',
    info: { Title: words.title, Producer: 'Roadfit', Creator: 'Roadfit' },
  })
  for (const label of labels) {
    const refused = drawLabel(page, label, fonts)
    if (isRefusal(refused)) return refused
  }
  return bytesOf(page)
}
