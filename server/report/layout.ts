import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Report } from '#protocol/report.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { type Fonts, type Run, runsOf, widthOf } from './fonts.ts'
import { type Box, type Field, FORM } from './form.ts'

/** A text as it stands in its box: lines of one size, in points. */
export type Laid = { lines: Run[][]; size: number }

/** From one baseline to the next, in parts of the size. */
export const LINE = 1.15
const STEP = 0.5

/** How a text may be broken. A name is set smaller before it's broken, and then only where it has a joint of its own. */
type Breaks = 'text' | 'name'

/** Latin words stay whole, Chinese may break at any character; what closes or pauses doesn't begin a line, what opens doesn't end one. */
const PIECES: Record<Breaks, RegExp> = {
  text: /[（《“]*(?:[!-~\u00c0-\u024f]+|[^!-~\u00c0-\u024f])[，。；：、）》”！？·]*/gu,
  name: /[^ \-·‧・]*[ \-·‧・]?/gu,
}
/** Characters that stay together, how wide they are in parts of the size, and how wide where a line ends behind them. */
type Piece = { characters: Run[]; ems: number; last: number }
const pieceOf = (characters: Run[]): Piece => {
  const ems = wide(characters, 1)
  return { characters, ems, last: isSpace(characters.at(-1)) ? wide(characters.slice(0, -1), 1) : ems }
}
const charactersOf = (runs: readonly Run[]): Run[] =>
  runs.flatMap(({ font, text }) => Array.from(text, (character) => ({ font, text: character })))

const piecesOf = (runs: readonly Run[], breaks: Breaks): Piece[] => {
  const characters = charactersOf(runs)
  const whole = characters.map(({ text }) => text).join('')
  let at = 0
  return (whole.match(PIECES[breaks]) ?? []).flatMap((piece) => {
    const { length } = Array.from(piece)
    at += length
    return length === 0 ? [] : [pieceOf(characters.slice(at - length, at))]
  })
}

const wide = (runs: readonly Run[], size: number): number => runs.reduce((sum, run) => sum + widthOf(run, size), 0)
/** Neighbours of one font in one run again; a space at the end of a line takes no room. */
const joined = (characters: readonly Run[]): Run[] => {
  const runs: Run[] = []
  for (const { font, text } of characters) {
    const last = runs.at(-1)
    if (last?.font === font) last.text += text
    else runs.push({ font, text })
  }
  return runs
}
const isSpace = (run: Run | undefined): boolean => run?.text === ' '

/** Lines no wider than `most`; null when a piece is wider than a line. */
const linesOf = (pieces: readonly Piece[], size: number, most: number): Run[][] | null => {
  let line: Run[] = []
  const lines = [line]
  let ems = 0
  for (const { characters, ems: wide, last } of pieces) {
    if ((ems + last) * size > most) {
      if (last * size > most) return null
      line = []
      lines.push(line)
      ems = 0
      // A space between two lines is neither's.
      if (characters.length === 1 && isSpace(characters[0])) continue
    }
    line.push(...characters)
    ems += wide
  }
  return lines.map((one) => joined(isSpace(one.at(-1)) ? one.slice(0, -1) : one))
}

/** A name is broken rather than set smaller than this on one line, in points; and lines of one text stay off their box's rules. */
const ALONE = 8
const OFF = 2

export type Room = { w: number; h: number; size: number; least: number; breaks: Breaks }

/**
 * The largest size, from `size` down to `least`, at which a text stands in its room; null: at none. Words are broken inside only where
 * nothing else helps.
 */
export const fit = (runs: readonly Run[], { w, h, size, least, breaks }: Room): Laid | null => {
  const attempt = (pieces: readonly Piece[], down: number, most = Infinity): Laid | null => {
    for (let at = size; at >= down; at -= STEP) {
      const lines = linesOf(pieces, at, w)
      const tall = lines && lines.length * at * LINE + (lines.length > 1 ? OFF : 0)
      if (lines && tall !== null && lines.length <= most && tall <= h) return { lines, size: at }
    }
    return null
  }
  const pieces = piecesOf(runs, breaks)
  return (
    (breaks === 'name' ? attempt(pieces, Math.max(ALONE, least), 1) : null) ??
    attempt(pieces, least) ??
    attempt(
      charactersOf(runs).map((one) => pieceOf([one])),
      least,
    )
  )
}

/** Room inside a box's rules. */
const PAD = 3
const roomOf = ({ w, h, size, least, breaks, pad = PAD }: Field): Room => ({ w: w - 2 * pad, h, size, least, breaks })

/** How many characters of a text stand in a room: those from its beginning. */
const fitting = (runs: readonly Run[], room: Room): number => {
  const characters = charactersOf(runs)
  let [low, high] = [0, characters.length]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if (fit(joined(characters.slice(0, middle)), room)) low = middle
    else high = middle - 1
  }
  return low
}

const lengthOf = (text: string): number => Array.from(text).length

/** One field's text in its box, or why it can't be printed: `glyph-missing`, or `text-too-long` with how many characters have room. */
const laidField = (fonts: Fonts, name: string, field: Field, text: string): Laid | Refusal => {
  const runs = runsOf(fonts.chain, text)
  if ('absent' in runs) return refuse('glyph-missing', { where: name, character: runs.absent })
  const count = lengthOf(text)
  if (field.kind === 'boxes')
    return count <= BOXES ? { lines: [joined(runs)], size: field.size } : refuse('text-too-long', { where: name, count, most: BOXES })
  const room = roomOf(field)
  return fit(runs, room) ?? refuse('text-too-long', { where: name, count, most: fitting(runs, room) })
}

/** Boxes for the characters of a number. */
export const BOXES = 18

/** What stands in each field: a text as laid out, or a mark. */
export type LaidFields = ReadonlyMap<string, Laid | true>

/** Every field laid out before anything is drawn; or the first that can't be printed. Of alternatives the first that has room is taken. */
export const layOut = (fields: Fields, fonts: Fonts): LaidFields | Refusal => {
  const laid = new Map<string, Laid | true>()
  for (const [name, value] of Object.entries(fields)) {
    const field = FORM.fields[name]
    if (!field) throw new Error(`the form has no field ${name}`)
    if (value === true) laid.set(name, true)
    else {
      const texts = typeof value === 'string' ? [value] : value
      const tried = texts.map((text) => laidField(fonts, name, field, text))
      const best = tried.find((one) => !isRefusal(one)) ?? tried.at(-1)
      if (isRefusal(best)) return best
      if (best) laid.set(name, best)
    }
  }
  return laid
}

/**
 * Why a report can't be printed as it is, with these fonts: a character that none has (`glyph-missing`), or a text that its place on
 * the paper has no room for (`text-too-long`); null: it can. Asked when a report is drawn up: what is signed must come onto paper.
 */
export const unprintable = (report: Report, fonts: Fonts): Refusal | null => {
  const fields = fieldsOf(report, '0'.repeat(64))
  const laid = layOut(fields, fonts)
  if (!isRefusal(laid)) return null
  const { where, most } = laid.fields
  if (where !== 'remark' || typeof most !== 'number') return laid
  // The doctor is told of the doctor's own words alone: what is printed before them stays.
  const own = lengthOf(report.remark ?? '')
  const before = lengthOf(String(fields['remark'])) - own
  return refuse(laid.refused, { ...laid.fields, count: own, most: Math.max(0, most - before) })
}

/** The first of these texts that has a character that no font shows; null: none. `where` says what it is called to people. */
export const unprintableText = (fonts: Fonts, texts: Readonly<Record<string, string | null>>): Refusal | null => {
  for (const [where, text] of Object.entries(texts)) {
    const runs = runsOf(fonts.chain, text ?? '')
    if ('absent' in runs) return refuse('glyph-missing', { where, character: runs.absent })
  }
  return null
}

/** A printed word of the form itself, which must have room: else the form is wrong. */
export const laidLabel = (runs: readonly Run[], box: Box, size: number, pad: number): Laid => {
  const laid = fit(runs, { w: box.w - 2 * pad, h: box.h, size, least: 5, breaks: 'text' })
  if (!laid) throw new Error(`the form has no room for ${runs.map(({ text }) => text).join('')}`)
  return laid
}
