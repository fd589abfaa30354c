import { countedOf, isMark, isOff, shownOf } from '#measure/acuity/watched.ts'
import type { Language } from '#protocol/basic.ts'
import type { AcuityLogged, AcuitySetup } from '#protocol/procedures/acuity.ts'
import { fill, listed } from '#words/fill.ts'
import { procedures } from '#words/procedures.ts'
import { level, mark, type Part, WIDTH, written } from './picture.ts'

const [LEFT, RIGHT] = [8, WIDTH - 8]
/** Where the curve ends: behind it stand the words of what is allowed. */
const END = RIGHT - 72
/** Where the curve lies, from further away at the top to nearer at the bottom. */
const [UPPER, LOWER] = [34, 114]
/** What is further off than this, as a multiple of what is allowed, stands at the edge. */
const EDGE = 3

type Log = { setup: AcuitySetup; trials: readonly AcuityLogged[] }

/** The eye that is covered while one is tested. */
const OTHER = { left: 'right', right: 'left' } as const

const percentOf = (away: number): string => (Math.abs(away) * 100).toFixed(1)

/** What the camera may have seen at the mark, in words; empty: nothing that it can tell. */
const hintWords = ({ setup, trials: [first] }: Log, language: Language): string => {
  const words = procedures[language].acuity.log
  const hint = first && isMark(first.stimulus) && typeof first.answer === 'object' ? first.answer.hint : undefined
  if (!hint) return ''
  const { covered, by } = hint
  const seen = [...(covered ? [words.covered[covered]] : []), ...(covered && by ? [words.by[by]] : [])]
  const otherwise = covered !== null && covered !== OTHER[setup.eye]
  return seen.length > 0 ? fill(otherwise ? words.hintOtherwise : words.hint, { seen: listed(language, seen) }) : ''
}

/** How far the head was from the mark in each trial, with what is allowed, and the same in words; null: nothing watched. */
export const distance = ({ setup, trials }: Log, language: Language): { told: string; parts: readonly Part[] } | null => {
  const words = procedures[language].acuity.log
  const watched = countedOf(setup, trials).distance
  if (!setup.distance || !watched || trials.length === 0) return null
  const hint = hintWords({ setup, trials }, language)
  if (!watched.found) return { told: `${words.unwatched}${hint}`, parts: [{ part: 'words', text: `${words.unwatched}${hint}` }] }
  const { mostOff } = setup.distance
  const shown = shownOf(trials)
  const step = (END - LEFT) / Math.max(14, shown.length + 1)
  const x = (n: number): number => LEFT + (n + 1) * step
  const y = (away: number): number => {
    const part = Math.max(-1, Math.min(1, away / (EDGE * mostOff)))
    return (UPPER + LOWER) / 2 - part * ((LOWER - UPPER) / 2)
  }
  const seen = shown.flatMap(({ away }, n) => (typeof away === 'number' ? [{ away, n }] : []))
  const aways = seen.map(({ away }) => away)
  const bound = (away: number, sentence: string) => [
    level('bad', LEFT, RIGHT, y(away)),
    written(RIGHT, y(away) + (away > 0 ? -4 : 13), fill(sentence, { percent: mostOff * 100 }), { anchor: 'end' }),
  ]
  return {
    told: `${fill(words.distanceTold, {
      shown: shown.length,
      uncounted: watched.uncounted,
      unseen: watched.unseen,
      nearest: seen.length > 0 ? percentOf(Math.min(0, ...aways)) : 0,
      furthest: seen.length > 0 ? percentOf(Math.max(0, ...aways)) : 0,
    })}${hint}`,
    parts: [
      {
        part: 'drawing',
        height: 140,
        shapes: [
          written(LEFT, 14, words.distance),
          level('axis', LEFT, RIGHT, y(0)),
          ...bound(mostOff, words.further),
          ...bound(-mostOff, words.nearer),
          { shape: 'polyline', ink: 'path', points: seen.map(({ away, n }) => [x(n), y(away)] as const) },
          ...shown.map((trial, n) =>
            mark(isOff(setup, trial) ? 'wrong' : typeof trial.away === 'number' ? 'right' : 'none', x(n), y(trial.away ?? 0)),
          ),
          written(LEFT, 136, words.distanceLegend),
        ],
      },
      ...(hint === '' ? [] : [{ part: 'words', text: hint } as const]),
    ],
  }
}
