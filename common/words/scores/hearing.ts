import { hearing as wire } from '#protocol/procedures/hearing.ts'
import { fill } from '../fill.ts'
import { ambientWords } from './ambient.ts'
import { reads } from './reads.ts'

export const hearing = reads(wire, (procedures) => procedures.hearing.score, {
  lines: ({ outcome, pairs, trials, ambientDb, drowned, headphones }, words, language) => [
    words.outcomes[outcome],
    fill(words.pairs, { ...pairs, trials }),
    ...(drowned === undefined ? [] : [fill(words.drowned, { count: drowned })]),
    // What no count can find.
    ...(outcome === 'both-ears' && !headphones ? [words.oneEar] : []),
    ...(ambientDb === undefined ? [] : [ambientWords(ambientDb, language)]),
  ],
})
