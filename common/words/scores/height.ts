import { height as wire } from '#protocol/procedures/height.ts'
import { fill } from '../fill.ts'
import { reads } from './reads.ts'

export const height = reads(wire, (procedures) => procedures.height.score, {
  lines: ({ outcome, nearLimit, roundsMm, floor, feet }, words) => [
    words.outcomes[outcome] + (nearLimit ? ` · ${words.nearLimit}` : ''),
    fill(words.rounds, { rounds: roundsMm.map((mm) => (mm === null ? '–' : String(Math.round(mm)))).join(' / ') }),
    ...(floor?.from === 'tare' ? [words.floorTaredText] : []),
    ...(floor?.differs ? [fill(words.floorDiffersText, { mm: Math.round(floor.mm), tare: Math.round(floor.tareMm) })] : []),
    ...(feet ? [words.feetText[feet]] : []),
    // What no sensor overhead can see, where it may matter.
    ...(nearLimit ? [words.look] : []),
  ],
  flags: ({ nearLimit, floor, feet }, words) => [
    ...(nearLimit ? [words.nearLimit] : []),
    ...(floor?.from === 'tare' ? [words.floorTared] : []),
    ...(floor?.differs ? [words.floorDiffers] : []),
    ...(feet ? [words.feet] : []),
  ],
})
