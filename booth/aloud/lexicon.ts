import type { Language } from '#protocol/basic.ts'
import { dayPieces, isClass, numberPieces, piecesOf, plain, timePieces } from './parts.ts'

/** What has a sound in one language: the sentences, fields and all, and of each of their pieces the file. */
export type Sounds = { sentences: readonly string[]; files: Readonly<Record<string, string>> }

/** A piece of what is said: by its recorded sound, or, where there is none, by whatever voice the browser has. */
export type Piece = { sound: string } | { spell: string }

export type Lexicon = {
  /** A text as pieces, in order. */
  piecesOf(text: string): Piece[]
  /** What a text is, whatever its fields hold: a countdown is the same sentence each second. */
  keyOf(text: string): string
}

/** The ends of sentences within a text: behind a Chinese mark, or a space behind another. */
const ENDS = /(?<=[\p{STerm}\uff1b\uff1a])(?<=[^\p{ASCII}])|(?<=[\p{STerm}:]) /u
/** Between things in a row. */
const ROW = /\u3001|, | /u
/** Between a number and what stands beside it. */
const NUMBER = / (?=\d)|(?<=\d) /u

const literal = (text: string) =>
  plain(text)
    .replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replaceAll(' ', '\\s*')

/** A sentence with fields, as what is on a page is compared with it. */
const patternOf = (sentence: string) => {
  const pieces = sentence.split(/\{\w+\}/u)
  return {
    sentence,
    weight: pieces.join('').length,
    compared: new RegExp(`^${pieces.map(literal).join('\\s*(.*?)\\s*')}$`, 'su'),
    pieces: pieces.map((piece) => piecesOf(piece)),
  }
}

/** Knows what is said of a text, in one language. */
export const openLexicon = (language: Language, { sentences, files }: Sounds): Lexicon => {
  const patterns = sentences
    .filter((sentence) => /\{\w+\}/u.test(sentence))
    .map(patternOf)
    .filter(({ pieces }) => pieces.flat().length > 0)
    .toSorted((a, b) => b.weight - a.weight)

  const sounds = (pieces: readonly string[]): Piece[] =>
    pieces.map((piece) => {
      const sound = files[piece]
      return sound === undefined ? { spell: piece } : { sound }
    })
  const fixed = (text: string): Piece[] | null => {
    const sound = files[text] ?? files[piecesOf(text).join(' ')]
    return sound === undefined ? null : [{ sound }]
  }
  const value = (text: string): Piece[] | null => {
    const pieces =
      dayPieces(language, text) ?? timePieces(language, text) ?? numberPieces(language, text) ?? (isClass(text) ? [text] : null)
    return pieces && sounds(pieces)
  }
  const filled = (text: string): { sentence: string; pieces: Piece[] } | null => {
    for (const { sentence, compared, pieces } of patterns) {
      const [whole, ...fields] = compared.exec(text) ?? []
      if (whole === undefined) continue
      return { sentence, pieces: pieces.flatMap((piece, at) => [...sounds(piece), ...said(fields[at] ?? '')]) }
    }
    return null
  }
  const inRow = (text: string, between: RegExp): Piece[] | null => {
    const each = text.split(between).filter((one) => one.trim() !== '')
    return each.length < 2 ? null : each.flatMap(said)
  }
  const said = (raw: string): Piece[] => {
    const text = plain(raw)
    if (!/[\p{L}\p{N}]/u.test(text)) return []
    const known = fixed(text) ?? value(text) ?? filled(text)?.pieces ?? inRow(text, ENDS)
    if (known) return known
    // A row of names isn't taken apart: the browser's voice says it better as a whole.
    const rows = [inRow(text, NUMBER), inRow(text, ROW)]
    return rows.find((row) => row?.every((piece) => 'sound' in piece)) ?? [{ spell: text }]
  }
  return {
    piecesOf: said,
    keyOf: (text) => (files[plain(text)] === undefined ? (filled(plain(text))?.sentence ?? plain(text)) : plain(text)),
  }
}
