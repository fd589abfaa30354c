import type { Part, ShownPlate } from '#pictures/picture.ts'
import { WIDTH } from '#pictures/picture.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Countersignature, Report } from '#protocol/report.ts'
import { dated } from '#words/dated.ts'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { type Block, blockOf, type Examination, type ShownStill } from './examination.ts'
import { type ChainFont, type Fonts, runsOf, widthOf } from './fonts.ts'
import { drawLaid, drawLine, type Page } from './ink.ts'
import { issuerLines } from './issuers.ts'
import { fit, type Laid, LINE } from './layout.ts'
import { drawShapes } from './vectors.ts'

// The pages behind the form: how each value was measured, in two columns that go on over as many pages as they need.

const words = text.zh.report.measured

/** Points of an A4 page. */
const PAGE = { left: 40, right: 555, top: 36, bottom: 806 }
const GAP = 15
const COLUMN = (PAGE.right - PAGE.left - GAP) / 2
/** Sizes in points: of a station's name, what was found, and how. */
const SIZES = { title: 14, name: 9, found: 8, line: 6.5 } as const
/** How wide a log's drawing is: its words are as large as the lines beside it. */
const DRAWING = 185
/** Between two stations. */
const APART = 9

/** A part of a block that stays whole, how high it is, and how it is drawn from its left upper corner. */
type Piece = { height: number; tag: 'H2' | 'P' | 'Figure' | null; alt?: string; draw: (x: number, y: number) => void }

type Colour = '#000000' | '#85130f' | '#364853'
type Style = { size: number; fonts: readonly ChainFont[]; colour?: Colour; indent?: number }

/** A text in lines of its column; or the character that no font has. */
const paragraph = (page: Page, tag: 'H2' | 'P', said: string, { size, fonts, colour = '#000000', indent = 0 }: Style): Piece | Refusal => {
  const runs = runsOf(fonts, said)
  if ('absent' in runs) return refuse('glyph-missing', { where: 'measured', character: runs.absent })
  const laid = fit(runs, { w: COLUMN - indent, h: Number.POSITIVE_INFINITY, size, least: size, breaks: 'text' })
  const { lines }: Laid = laid ?? { lines: [runs], size }
  return {
    height: lines.length * size * LINE + 1,
    tag,
    draw: (x, y) => {
      page.fillColor(colour)
      lines.forEach((line, n) => drawLine(page, line, x + indent, y + n * size * LINE, size))
    },
  }
}

/** A plate is a ring with what it shows, and below it what was answered instead; so wide and high, points. */
const PLATE = { w: 20.8, h: 27, r: 8 }

const drawPlates = (page: Page, plates: readonly ShownPlate[], [x, y]: readonly [number, number], { chain }: Fonts) => {
  const across = Math.floor(COLUMN / PLATE.w)
  const centred = (said: string, at: number, top: number, size: number) => {
    const runs = runsOf(chain, said)
    if ('absent' in runs) return
    const wide = runs.reduce((sum, run) => sum + widthOf(run, size), 0)
    drawLine(page, runs, at - wide / 2, top, size)
  }
  plates.forEach(({ figure, wrong }, n) => {
    const at = x + ((n % across) + 0.5) * PLATE.w
    const top = y + Math.floor(n / across) * PLATE.h
    const colour = wrong === null ? '#0a5231' : '#85130f'
    page
      .lineWidth(0.8)
      .circle(at, top + PLATE.r + 1, PLATE.r)
      .stroke(colour)
    page.fillColor(colour)
    centred(figure, at, top + PLATE.r - 3, 7)
    if (wrong !== null) centred(wrong, at, top + 2 * PLATE.r + 2, 6.5)
  })
}

/** Stills side by side, so wide and high, points, each with its caption below. */
const STILLS = { across: 3, gap: 5, h: 46, caption: 10 }

/** The stills of a station in rows that stay whole. They are borne as they came: small, and looked at when they were stored. */
const stillRows = (page: Page, stills: readonly ShownStill[], { chain }: Fonts): Piece[] => {
  const w = (COLUMN - (STILLS.across - 1) * STILLS.gap) / STILLS.across
  const drawOne = ({ jpeg, caption }: ShownStill, x: number, y: number) => {
    page.image(Buffer.from(jpeg), x, y, { fit: [w, STILLS.h], align: 'center', valign: 'center' })
    const runs = runsOf(chain, caption)
    const laid = 'absent' in runs ? null : fit(runs, { w, h: STILLS.caption, size: SIZES.line, least: 4, breaks: 'text' })
    page.fillColor('#364853')
    if (laid) drawLaid(page, laid, { x, y: y + STILLS.h, w, h: STILLS.caption }, 'center', 0)
  }
  const rows = Array.from({ length: Math.ceil(stills.length / STILLS.across) }, (_, n) =>
    stills.slice(n * STILLS.across, (n + 1) * STILLS.across),
  )
  return rows.map((row) => ({
    height: STILLS.h + STILLS.caption + 2,
    tag: 'Figure' as const,
    alt: row.map(({ caption }) => caption).join('；'),
    draw: (x, y) => row.forEach((one, n) => drawOne(one, x + n * (w + STILLS.gap), y)),
  }))
}

const pieceOf = (page: Page, part: Part, fonts: Fonts): Piece | Refusal => {
  if (part.part === 'words')
    return paragraph(page, 'P', part.text, { size: SIZES.line, fonts: part.strong ? [fonts.title, ...fonts.chain] : fonts.chain })
  if (part.part === 'plates') {
    const rows = Math.ceil(part.plates.length / Math.floor(COLUMN / PLATE.w))
    const alt = part.plates.map(({ label }) => label).join('；')
    return { height: rows * PLATE.h, tag: 'Figure', alt, draw: (x, y) => drawPlates(page, part.plates, [x, y], fonts) }
  }
  const height = (part.height * DRAWING) / WIDTH + 2
  return { height, tag: null, draw: (x, y) => drawShapes(page, part.shapes, [x, y], DRAWING, fonts) }
}

const piecesOf = (page: Page, block: Block, fonts: Fonts): Piece[] | Refusal => {
  const bold = [fonts.title, ...fonts.chain]
  const { name, asked, found, warnings, lines, picture, stills } = block
  const pieces = [
    paragraph(page, 'H2', asked === '' ? name : `${name}（${asked}）`, { size: SIZES.name, fonts: bold }),
    paragraph(page, 'P', `${words.found}：${found}`, { size: SIZES.found, fonts: bold }),
    ...warnings.map((line) => paragraph(page, 'P', line, { size: SIZES.line, fonts: fonts.chain, colour: '#85130f' })),
    ...lines.map((line) => paragraph(page, 'P', line, { size: SIZES.line, fonts: fonts.chain, colour: '#364853' })),
    ...(picture?.parts ?? []).map((part) => pieceOf(page, part, fonts)),
    ...(stills.length > 0
      ? [paragraph(page, 'P', text.zh.stills.heading, { size: SIZES.line, fonts: fonts.chain, colour: '#364853' })]
      : []),
    ...stillRows(page, stills, fonts),
  ]
  const [refused] = pieces.filter(isRefusal)
  if (refused) return refused
  const whole = pieces.flatMap((piece) => (isRefusal(piece) ? [] : [piece]))
  // What a drawing shows is told by the picture's own words, once.
  const first = whole.find(({ tag }) => tag === null)
  return whole.map((piece) => (piece === first && picture ? { ...piece, tag: 'Figure' as const, alt: picture.label } : piece))
}

/** `second`: the signature of the doctor who countersigned. */
type Filling = { page: Page; root: PDFKit.PDFStructureElement; report: Report; second: Countersignature | null; fonts: Fonts }

const drawPiece = ({ page, root }: Filling, { tag, alt, draw }: Piece, x: number, y: number) => {
  if (tag !== null) return void root.add(page.struct(tag, alt === undefined ? {} : { alt }, () => draw(x, y)))
  page.markContent('Artifact', { type: 'Layout' })
  draw(x, y)
  page.endMarkedContent()
}

/** A new page with its number at the foot. */
const turn = ({ page, report, fonts }: Filling, at: number) => {
  page.addPage({ size: 'A4', margin: 0 })
  page.markContent('Artifact', { type: 'Pagination' })
  const runs = runsOf(fonts.chain, fill(words.page, { number: report.number, page: at }))
  if (!('absent' in runs)) {
    const wide = runs.reduce((sum, run) => sum + widthOf(run, 7), 0)
    page.fillColor('#364853')
    drawLine(page, runs, PAGE.right - wide, PAGE.bottom + 8, 7)
  }
  page.endMarkedContent()
}

/** Photo and card side by side, so high, points. */
const PHOTO = { w: 62, h: 82 }

/** The head of the first page: title, whose and when, and the face beside the card's. Gives how far down it reaches, or why a text can't be printed. */
const drawHead = (filling: Filling, { taken, card, from, to }: Examination): number | Refusal => {
  const { page, root, report, fonts } = filling
  const bold = [fonts.title, ...fonts.chain]
  const texts = [
    paragraph(page, 'H2', words.title, { size: SIZES.title, fonts: bold }),
    paragraph(page, 'P', words.about, { size: SIZES.line, fonts: fonts.chain, colour: '#364853' }),
    paragraph(page, 'P', `${fill(text.zh.report.reportNumber, { number: report.number })}　${report.applicant.name}`, {
      size: SIZES.name,
      fonts: fonts.chain,
    }),
    paragraph(page, 'P', `${report.hall} · ${report.booth}`, { size: SIZES.found, fonts: fonts.chain }),
    paragraph(page, 'P', fill(words.examinedAt, { from: dated(from), to: dated(to) }), { size: SIZES.found, fonts: fonts.chain }),
    ...issuerLines(report, filling.second).map((line) =>
      paragraph(page, 'P', line, { size: SIZES.line, fonts: fonts.chain, colour: '#364853' }),
    ),
  ]
  const [refused] = texts.filter(isRefusal)
  if (refused) return refused
  let y = PAGE.top
  for (const piece of texts) {
    if (isRefusal(piece)) continue
    drawPiece(filling, piece, PAGE.left, y)
    y += piece.height + 3
  }
  const pictures = [
    { bytes: taken, caption: words.taken },
    { bytes: card, caption: card ? words.card : words.noCard },
  ]
  pictures.forEach(({ bytes, caption }, n) => {
    const x = PAGE.right - (2 - n) * (PHOTO.w + 12) + 12
    if (bytes)
      root.add(
        page.struct('Figure', { alt: caption }, () => {
          page.image(Buffer.from(bytes), x, PAGE.top, { fit: [PHOTO.w, PHOTO.h], align: 'center', valign: 'center' })
        }),
      )
    const said = paragraph(page, 'P', caption, { size: SIZES.line, fonts: fonts.chain })
    if (!isRefusal(said)) drawPiece(filling, said, x, PAGE.top + PHOTO.h + 3)
  })
  return Math.max(y, PAGE.top + PHOTO.h + 16)
}

/** Draws how the report was measured behind the form. Refused with `glyph-missing` when no font has a character of a reason. */
export const drawExaminationPages = (
  page: Page,
  root: PDFKit.PDFStructureElement,
  { report, second, examination, fonts }: Pick<Filling, 'report' | 'second' | 'fonts'> & { examination: Examination },
): Refusal | null => {
  const filling = { page, root, report, second, fonts }
  const blocks = examination.stations.map((one) => piecesOf(page, blockOf(one), fonts))
  const [refused] = blocks.filter(isRefusal)
  if (refused) return refused
  turn(filling, 2)
  const top = drawHead(filling, examination)
  if (isRefusal(top)) return top
  fillColumns(
    filling,
    blocks.flatMap((block) => (isRefusal(block) ? [] : [block])),
    top,
  )
  return null
}

/** Blocks one below the other, then in the next column, then on the next page. One that has room in a whole column is not torn apart. */
const fillColumns = (filling: Filling, blocks: readonly Piece[][], top: number) => {
  let [column, from, y, at] = [0, top, top, 2]
  const next = () => {
    column = 1 - column
    if (column === 0) {
      at += 1
      turn(filling, at)
      from = PAGE.top
    }
    y = from
  }
  for (const pieces of blocks) {
    const height = pieces.reduce((sum, piece) => sum + piece.height, 0)
    if (y + height > PAGE.bottom && y > from && height <= PAGE.bottom - from) next()
    for (const piece of pieces) {
      if (y + piece.height > PAGE.bottom && y > from) next()
      drawPiece(filling, piece, PAGE.left + column * (COLUMN + GAP), y)
      y += piece.height
    }
    y += APART
  }
}
