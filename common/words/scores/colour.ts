import { type ColourScore, colour as wire } from '#protocol/procedures/colour.ts'
import { fill } from '../fill.ts'
import type { procedures } from '../procedures.ts'
import { reads } from './reads.ts'

type Words = (typeof procedures)['zh' | 'en']['colour']['score']

/** What was read of the plates that only tell more; nothing where none were shown. */
const faint = ({ weak, tritan }: ColourScore, words: Words): string[] => {
  if (weak.protan.shown + weak.deutan.shown + tritan.shown === 0) return []
  const counts = {
    protanRead: weak.protan.read,
    protanShown: weak.protan.shown,
    deutanRead: weak.deutan.read,
    deutanShown: weak.deutan.shown,
    tritanRead: tritan.read,
    tritanShown: tritan.shown,
  }
  return [fill(tritan.shown > 0 ? words.faint + words.tritan : words.faint, counts), ...(weak.noted ? [words.weak] : [])]
}

/** Of an axis of which several lines were walked: the points of each. */
const axisWords = ({ score, plates, outcome, lines }: ColourScore['protan'], axis: string, words: Words): string => {
  const of = { axis, plates, outcome: words.axisOutcome[outcome] }
  if (!lines) return fill(words.axis, { ...of, score })
  return fill(words.lines, { ...of, scores: lines.map((line) => line.score).join(' / ') })
}

export const colour = reads(wire, (procedures) => procedures.colour.score, {
  lines: (score, words) => [
    ...(score.form === 'openings' ? [words.openings] : []),
    ...(['protan', 'deutan'] as const).map((name) => axisWords(score[name], words.axes[name], words)),
    ...faint(score, words),
    ...(score.demonstrationRead ? [] : [words.demonstrationUnread]),
  ],
})
