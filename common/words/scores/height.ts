import { height as wire } from '#protocol/procedures/height.ts'
import { fill } from '../fill.ts'
import { reads } from './reads.ts'

export const height = reads(wire, (procedures) => procedures.height.score, {
  lines: ({ outcome, nearLimit, roundsMm }, words) => [
    words.outcomes[outcome] + (nearLimit ? ` · ${words.nearLimit}` : ''),
    fill(words.rounds, { rounds: roundsMm.map((mm) => (mm === null ? '–' : String(Math.round(mm)))).join(' / ') }),
  ],
  flags: ({ nearLimit }, words) => (nearLimit ? [words.nearLimit] : []),
})
