import { text } from '#words/index.ts'

/** A rectangle on the page, in points from the top left of an A4 page (595.28 × 841.89). */
export type Box = { x: number; y: number; w: number; h: number }

/** A printed word of the form itself. `size` in points; `upright` sets one character under the other, as block titles are. */
export type Label = Box & { text: string; size: number; align: 'left' | 'center'; upright?: true }

/** What a field holds: a line of text, a mark, a picture, handwriting, single characters in a row of boxes, a QR code. */
type FieldKind = 'text' | 'tick' | 'picture' | 'strokes' | 'boxes' | 'qr'

const words = text.zh.report
const diseases = text.zh.terms.diseases

const LEFT = 36
const RIGHT = 559
const BLOCK = 22
const TOP = 70

/**
 * A place to be filled in. A text is set from `size` down to `least` points; a name shrinks to one line before it's broken. `pad`: room
 * left at both sides, 3 points where nothing is said. `top`: lines begin at the top, not in the middle.
 */
export type Field = Box & {
  kind: FieldKind
  size: number
  least: number
  align: 'left' | 'center'
  breaks: 'text' | 'name'
  pad?: number
  top?: true
}

/** What is read after what: a word of the form, or a field by its name. A label comes before its value. */
type Part = { label: Label } | { field: string }

/** The whole form as data: cells to rule, and words to print and fields to fill in, in the order in which they are read. */
export type Form = { cells: Box[]; fields: Record<string, Field>; order: Part[] }

const form: Form = { cells: [], fields: {}, order: [] }

const print = (label: Label) => form.order.push({ label })

const cell = (x: number, y: number, w: number, h: number): Box => {
  const box = { x, y, w, h }
  form.cells.push(box)
  return box
}
const label = (x: number, y: number, w: number, h: number, words: string, size = 8.5) => {
  cell(x, y, w, h)
  print({ x, y, w, h, text: words, size, align: 'center' })
}
const leftText = (x: number, y: number, w: number, h: number, words: string, size = 8.5) =>
  print({ x, y, w, h, text: words, size, align: 'left' })
/** The title of a block is read before what is in it, which has begun at `from` in the order. */
const block = (x: number, y: number, h: number, words: string, from: number) => {
  cell(x, y, BLOCK, h)
  form.order.splice(from, 0, { label: { x, y, w: BLOCK, h, text: words, size: 9, align: 'center', upright: true } })
}
/** Texts are never set smaller than this, in points, except for the digest. */
const LEAST = 6
const field = (
  name: string,
  box: Box,
  kind: FieldKind = 'text',
  size = 10,
  align: 'left' | 'center' = 'center',
  more: Partial<Pick<Field, 'least' | 'breaks' | 'pad' | 'top'>> = {},
) => {
  form.fields[name] = { ...box, kind, size, least: Math.min(size, LEAST), align, breaks: 'text', ...more }
  form.order.push({ field: name })
}
/** A word beside two boxes where neither can be ticked. */
const note = (name: string, x: number, y: number, w: number, h: number, size = 8) =>
  field(name, { x, y, w, h }, 'text', size, 'left', { pad: 0 })
const value = (name: string, x: number, y: number, w: number, h: number, size = 10, align: 'left' | 'center' = 'center') =>
  field(name, cell(x, y, w, h), 'text', size, align)
/** A square to tick, and the word after it. */
const tick = (name: string, x: number, y: number, h: number, words: string, w = 40) => {
  const side = 8
  field(name, { x, y: y + (h - side) / 2, w: side, h: side }, 'tick')
  leftText(x + side + 3, y, w, h, words)
}

field('report-number', { x: RIGHT - 132, y: 22, w: 132, h: 12 }, 'text', 8)
print({ x: LEFT, y: 34, w: RIGHT - LEFT, h: 34, text: words.title, size: 20, align: 'center' })

// ---------------------------------------------------------------- the applicant's part

const C = LEFT + 2 * BLOCK
const width = RIGHT - C
let y = TOP

const applicantTop = y
const applicantFrom = form.order.length
const rows = { name: 26, document: 26, classes: 32, address: 32, phone: 32 }
{
  const h = rows.name
  let x = C
  for (const [printed, w, name, v] of [
    [words.name, 34, 'name', 136],
    [words.sex, 30, 'sex', 34],
    [words.birth, 50, 'birth', 104],
    [words.nationality, 32, 'nationality', 0],
  ] as const) {
    label(x, y, w, h, printed)
    const last = v === 0 ? RIGHT - x - w : v
    field(name, cell(x + w, y, last, h), 'text', 10, 'center', name === 'name' ? { breaks: 'name' } : {})
    x += w + last
  }
  y += h
}
{
  const h = rows.document
  label(C, y, 74, h, words.document)
  value('document', C + 74, y, 74, h, 9)
  label(C + 148, y, 32, h, words.number)
  const x = C + 180
  const w = (RIGHT - x) / 18
  for (let i = 0; i < 18; i++) cell(x + i * w, y, w, h)
  field('number', { x, y, w: RIGHT - x, h }, 'boxes', 11)
  y += h
}
{
  const photo = 78
  const w = width - photo
  const photoBox = cell(C + w, y, photo, rows.classes + rows.address + rows.phone)
  label(C, y, 130, rows.classes, words.classes)
  value('classes', C + 130, y, 110, rows.classes, 11)
  label(C + 240, y, 56, rows.classes, words.file)
  value('file', C + 296, y, w - 296, rows.classes, 9)
  y += rows.classes
  label(C, y, 60, rows.address, words.address)
  value('address', C + 60, y, w - 60, rows.address, 9, 'left')
  y += rows.address
  label(C, y, 60, rows.phone, words.phone)
  value('phone', C + 60, y, w - 60, rows.phone, 10, 'left')
  y += rows.phone
  // 22 × 32 mm, the licence's own print size.
  field('photo', { x: photoBox.x + (photo - 62.36) / 2, y: photoBox.y + (photoBox.h - 90.71) / 2, w: 62.36, h: 90.71 }, 'picture')
}
block(LEFT + BLOCK, applicantTop, y - applicantTop, words.applicant, applicantFrom)

const declarationTop = y
const declarationFrom = form.order.length
{
  const h = 22
  cell(C, y, width, h)
  leftText(C + 8, y, 80, h, words.declares)
  tick('disease-yes', C + 84, y, h, words.has)
  tick('disease-no', C + 134, y, h, words.hasNot)
  leftText(C + 190, y, 200, h, words.followingDiseases)
  y += h
  for (const four of [
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ] as const) {
    four.forEach((disease, i) => {
      cell(C + (i * width) / 4, y, width / 4, 20)
      tick(`disease-${disease}`, C + (i * width) / 4 + 8, y, 20, diseases[disease], 90)
    })
    y += 20
  }
  for (const [disease, height] of [
    [9, 20],
    [10, 22],
  ] as const) {
    cell(C, y, width, height)
    tick(`disease-${disease}`, C + 8, y, height, diseases[disease], width - 30)
    y += height
  }
  cell(C, y, width, 22)
  leftText(C + 8, y, width - 16, 22, text.zh.conclusion.declarationTrue)
  y += 22
}
block(LEFT + BLOCK, declarationTop, y - declarationTop, words.declarationBlock, declarationFrom)
block(LEFT, applicantTop, y - applicantTop, words.applicantBlock, applicantFrom)

// ---------------------------------------------------------------- the institution's part

const institutionTop = y
const institutionFrom = form.order.length
const I = LEFT + BLOCK
const H = 22
const STAMP = 138
/** Height of the conclusion: five lines for its reasons; and of the remarks: six lines at 7 points below the validity. */
const CONCLUSION = 82
const REMARK = 66
const inner = RIGHT - I - STAMP
const yesNo = (name: string, x: number, top: number, h: number) => {
  tick(`${name}-yes`, x, top, h, words.yes)
  tick(`${name}-no`, x + 28, top, h, words.no)
}
{
  const stamp = cell(RIGHT - STAMP, y, STAMP, H * 3)
  label(I, y, 52, H, words.height)
  value('height', I + 52, y, 80, H, 11)
  label(I + 132, y, 44, H, words.colour)
  cell(I + 176, y, inner - 176, H)
  leftText(I + 184, y, 60, H, words.redGreen)
  tick('colour-yes', I + 250, y, H, words.present)
  tick('colour-no', I + 282, y, H, words.absent)
  note('colour-note', I + 308, y, 50, H)
  y += H

  label(I, y, 30, H * 2, words.acuity)
  for (const side of ['left', 'right'] as const) {
    const top = side === 'left' ? y : y + H
    label(I + 30, top, 34, H, words[side])
    value(`acuity-${side}`, I + 64, top, 56, H, 11)
    label(I + 120, top, 44, H, words.corrected)
    cell(I + 164, top, 76, H)
    yesNo(`corrected-${side}`, I + 168, top, H)
    note(`corrected-${side}-note`, I + 221, top, 17, H)
  }
  label(I + 240, y, 52, H, words.oneEye, 7.5)
  cell(I + 292, y, inner - 292, H)
  yesNo('one-eye', I + 294, y, H)
  note('one-eye-note', I + 346, y, 16, H, 7)
  label(I + 240, y + H, 52, H, words.field, 7)
  value('field', I + 292, y + H, inner - 292, H, 9)
  y += 2 * H

  label(I, y, 30, H * 2, words.hearing)
  for (const [index, ear] of (['left', 'right'] as const).entries()) {
    label(I + 30, y + index * H, 34, H, ear === 'left' ? words.leftEar : words.rightEar)
    value(`ear-${ear}`, I + 64, y + index * H, 90, H)
  }
  cell(I + 154, y, 108, H * 2)
  leftText(I + 160, y + 4, 100, H - 4, words.aid)
  yesNo('aid', I + 166, y + H - 2, H - 4)
  note('aid-note', I + 222, y + H - 2, 42, H - 4)
  label(I + 262, y, 60, H * 2, words.trunk, 7.5)
  cell(I + 322, y, RIGHT - I - 322, H * 2)
  leftText(I + 332, y, 80, H * 2, words.disorder)
  tick('trunk-yes', I + 396, y, H * 2, words.present)
  tick('trunk-no', I + 426, y, H * 2, words.absent)
  note('trunk-note', I + 455, y, 44, H * 2)
  y += 2 * H

  const half = (RIGHT - I) / 2
  for (const [i, limb] of (['upper', 'lower'] as const).entries()) {
    const x = I + i * half
    label(x, y, 34, H * 2, words[limb])
    for (const [row, side] of (['left', 'right'] as const).entries()) {
      const name = { upper: { left: words.leftUpper, right: words.rightUpper }, lower: { left: words.leftLower, right: words.rightLower } }
      label(x + 34, y + row * H, 44, H, name[limb][side])
      value(`${limb}-${side}`, x + 78, y + row * H, half - 78, H, 9)
    }
  }
  y += 2 * H
  label(I, y, 220, H, words.sitting)
  cell(I + 220, y, RIGHT - I - 220, H)
  yesNo('sitting', I + 230, y, H)
  note('sitting-note', I + 290, y, 60, H)
  y += H
  print({ ...stamp, y: stamp.y + 34, h: 14, text: words.stamp, size: 8, align: 'center' })
  print({ ...stamp, y: stamp.y + 22, h: 12, text: words.sealNote, size: 6.5, align: 'center' })
  field('institution', { x: stamp.x + 4, y: stamp.y + 2, w: STAMP - 8, h: 22 }, 'text', 9)
  field('examined-on', { x: stamp.x + 4, y: stamp.y + 47, w: STAMP - 8, h: 17 }, 'text', 9)
}
block(LEFT, institutionTop, y - institutionTop, words.institutionBlock, institutionFrom)

// ---------------------------------------------------------------- how it was applied for, and below the table

{
  const h = 20
  label(LEFT, y, 70, h, words.appliedBy)
  cell(LEFT + 70, y, RIGHT - LEFT - 70, h)
  tick('self', LEFT + 80, y, h, words.self)
  tick('agent', LEFT + 160, y, h, words.byAgent)
  leftText(LEFT + 260, y, 100, h, words.agentApplies)
  y += h
  label(LEFT, y, 70, h * 2, words.agent)
  label(LEFT + 70, y, 40, h, words.name)
  cell(LEFT + 110, y, 90, h)
  label(LEFT + 200, y, 74, h, words.document)
  cell(LEFT + 274, y, 70, h)
  label(LEFT + 344, y, 32, h, words.number)
  cell(LEFT + 376, y, RIGHT - LEFT - 376, h)
  y += h
  label(LEFT + 70, y, 40, h, words.agentAddress, 7.5)
  cell(LEFT + 110, y, 234, h)
  label(LEFT + 344, y, 32, h, words.agentPhone)
  cell(LEFT + 376, y, RIGHT - LEFT - 376, h)
  y += h
  label(LEFT, y, 70, CONCLUSION, words.conclusion)
  const conclusion = cell(LEFT + 70, y, RIGHT - LEFT - 70, CONCLUSION)
  const inside = { x: conclusion.x + 4, w: conclusion.w - 8 }
  field('outcome', { ...inside, y: conclusion.y + 2, h: 14 }, 'text', 9.5, 'left')
  field('outcome-classes', { ...inside, y: conclusion.y + 15, h: 11 }, 'text', 8, 'left')
  field('conditions', { ...inside, y: conclusion.y + 26, h: 11 }, 'text', 8, 'left')
  field('reasons', { ...inside, y: conclusion.y + 37, h: CONCLUSION - 38 }, 'text', 8, 'left', { top: true })
  // Where no class is met and nothing is noted there is more to be said, and more room for it.
  field('reasons-alone', { ...inside, y: conclusion.y + 16, h: CONCLUSION - 17 }, 'text', 8, 'left', { top: true })
  y += CONCLUSION
  label(LEFT, y, 70, REMARK, words.remark)
  const remark = cell(LEFT + 70, y, RIGHT - LEFT - 70, REMARK)
  field('validity', { ...inside, y: remark.y + 1, h: 12 }, 'text', 8.5, 'left')
  field('remark', { ...inside, y: remark.y + 13, h: REMARK - 14 }, 'text', 8, 'left', { least: 7, top: true })
  y += REMARK
}
{
  const top = y + 5
  leftText(LEFT, top, 64, 34, words.applicantSignature, 9)
  field('applicant-signature', { x: LEFT + 62, y: top, w: 150, h: 34 }, 'strokes')
  leftText(LEFT + 224, top, 50, 34, words.doctorSignature, 9)
  field('doctor-signature', { x: LEFT + 272, y: top, w: 140, h: 34 }, 'strokes')
  leftText(LEFT, top + 36, 64, 16, words.agentSignature, 9)
  field('qr', { x: RIGHT - 72, y: top, w: 72, h: 72 }, 'qr')
  print({ x: RIGHT - 72, y: top + 72, w: 72, h: 10, text: words.verify, size: 7, align: 'center' })
  field('made-at', { x: LEFT, y: top + 54, w: 440, h: 11 }, 'text', 7.5, 'left')
  field('digest', { x: LEFT, y: top + 66, w: 440, h: 10 }, 'text', 6.5, 'left', { least: 5 })
}

/** The form 机动车驾驶人身体条件证明 on one A4 page, after the widely used template. Built once; never changed. */
export const FORM: Readonly<Form> = form
