import { reaction as wire } from '#protocol/procedures/reaction.ts'
import { fill } from '../fill.ts'
import { reads } from './reads.ts'

export const reaction = reads(wire, (procedures) => procedures.reaction.score, {
  lines: ({ medianMs, madMs, counted, lapses, anticipations }, words) => [
    medianMs === null ? words.none : fill(words.median, { median: Math.round(medianMs), mad: Math.round(madMs ?? 0), counted }),
    fill(words.others, { lapses, anticipations }),
    words.relative,
  ],
  figure: ({ medianMs }, words) => (medianMs === null ? null : fill(words.ms, { ms: Math.round(medianMs) })),
})
