import { isSettled } from '#measure/acuity/watched.ts'
import { type AcuityScore, acuity as wire } from '#protocol/procedures/acuity.ts'
import { fill } from '../fill.ts'
import { acuity as levelWords } from '../finding.ts'
import { reads } from './reads.ts'

type Words = { number: string; numberBelow: string; below: string }

/** Acuity as a number, with its interval; an end that no optotype is large enough for is said to lie below the scale. */
export const numberWords = ({ level, low, high, trials }: NonNullable<AcuityScore['threshold']>, words: Words): string => {
  const ends = { low: low === null ? words.below : low.toFixed(2), high: high.toFixed(2), trials }
  return level === null ? fill(words.numberBelow, ends) : fill(words.number, { level: level.toFixed(2), ...ends })
}

export const acuity = reads(wire, (procedures) => procedures.acuity.score, {
  lines: ({ practised, method, region, walks, lines, threshold, distance }, words) => [
    ...(practised ? [] : [words.unpractised]),
    ...(method !== 'limits' ? [] : [region === null ? words.regionNone : fill(words.region, { level: levelWords(region) })]),
    ...walks.map(
      ({ limit, score, trials, outcome, borderline, fell }) =>
        fill(words.walk, { limit: levelWords(limit), score, trials, outcome: words.walkOutcome[outcome] }) +
        (borderline ? ` · ${words.borderline}` : '') +
        (fell ? ` · ${words.fell}` : ''),
    ),
    ...lines.map(({ level, read, ...counts }) =>
      fill(words.line, { level: levelWords(level), read: words.lineRead[read ? 'yes' : 'no'], ...counts }),
    ),
    ...(threshold ? [numberWords(threshold, words)] : []),
    ...(distance ? [distance.found ? fill(words.away, { uncounted: distance.uncounted, unseen: distance.unseen }) : words.unwatched] : []),
    ...(distance?.ended ? [words.restless] : []),
  ],
  flags: ({ borderline, walks, distance }, words) => [
    ...(borderline ? [words.borderline] : []),
    ...(walks.some(({ fell }) => fell) ? [words.fell] : []),
    ...(distance && !distance.found ? [words.unwatched] : []),
    ...(distance?.ended ? [words.restless] : distance && !isSettled({ distance }) ? [words.unseen] : []),
  ],
})
