import { acuity as wire } from '#protocol/procedures/acuity.ts'
import { fill } from '../fill.ts'
import { acuity as levelWords } from '../finding.ts'
import { reads } from './reads.ts'

export const acuity = reads(wire, (procedures) => procedures.acuity.score, {
  lines: ({ practised, method, region, walks, lines, threshold }, words) => [
    ...(practised ? [] : [words.unpractised]),
    ...(method !== 'limits' ? [] : [region === null ? words.regionNone : fill(words.region, { level: levelWords(region) })]),
    ...walks.map(
      ({ limit, score, trials, outcome, borderline }) =>
        fill(words.walk, { limit: levelWords(limit), score, trials, outcome: words.walkOutcome[outcome] }) +
        (borderline ? ` · ${words.borderline}` : ''),
    ),
    ...lines.map(({ level, read, ...counts }) =>
      fill(words.line, { level: levelWords(level), read: words.lineRead[read ? 'yes' : 'no'], ...counts }),
    ),
    ...(threshold
      ? [
          fill(words.number, {
            level: threshold.level.toFixed(2),
            low: threshold.low.toFixed(2),
            high: threshold.high.toFixed(2),
            trials: threshold.trials,
          }),
        ]
      : []),
  ],
  flags: ({ borderline }, words) => (borderline ? [words.borderline] : []),
})
