import { TONES } from '#measure/hearing/tones.ts'
import { type ToneThreshold, tones as wire } from '#protocol/procedures/tones.ts'
import { fill } from '../fill.ts'
import type { procedures } from '../procedures.ts'
import { ambientWords } from './ambient.ts'
import { reads } from './reads.ts'

type Words = (typeof procedures)['zh' | 'en']['tones']['score']

const level = ({ state, levelDb }: ToneThreshold, words: Words): string => {
  if (levelDb === null) return '–'
  if (state === 'no-response') return fill(words.noResponse, { db: levelDb })
  return levelDb === TONES.floor ? fill(words.atFloor, { db: levelDb }) : String(levelDb)
}

const EARS = ['right', 'left'] as const

export const tones = reads(wire, (procedures) => procedures.tones.score, {
  lines({ ears, faults, trials, silences, falsePositives, transducer, ambientDb }, words, language) {
    const averages = EARS.flatMap((ear) => {
      const { averageDb } = ears[ear]
      return averageDb === null ? [] : [fill(words.earAverage, { ear: words.ears[ear], db: averageDb.toFixed(0) })]
    })
    const levels = EARS.map((ear) =>
      fill(words.ear, { ear: words.ears[ear], thresholds: ears[ear].thresholds.map((one) => level(one, words)).join(' / ') }),
    )
    return [
      ...(faults.length === 0 ? [words.valid] : faults.map((fault) => words.faults[fault])),
      ...(trials === 0
        ? []
        : [
            ...levels,
            ...averages,
            ...(averages.length > 0 ? [words.averageNote] : []),
            fill(words.silences, { silences, count: falsePositives }),
            words.transducers[transducer],
          ]),
      ambientWords(ambientDb, language),
    ]
  },
})
