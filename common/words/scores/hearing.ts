import { hearing as wire } from '#protocol/procedures/hearing.ts'
import { fill } from '../fill.ts'
import { ambientWords } from './ambient.ts'
import { reads } from './reads.ts'

export const hearing = reads(wire, (procedures) => procedures.hearing.score, {
  lines: ({ outcome, pairs, trials, ambientDb }, words, language) => [
    words.outcomes[outcome],
    fill(words.pairs, { ...pairs, trials }),
    ...(ambientDb === undefined ? [] : [ambientWords(ambientDb, language)]),
  ],
})
