import { kindOf, reaction as procedure, REACTION, reactionMs, scoredTrials } from '#measure/reaction/reaction.ts'
import { fill } from '#words/fill.ts'
import { procedures } from '#words/procedures.ts'
import { draws, level, mark, WIDTH, written } from './picture.ts'

const [LEFT, RIGHT, TOP, BOTTOM, HEIGHT] = [62, WIDTH - 8, 40, 128, 156]
/** Rows above and below the times: what was too late for one, and what was too early. */
const [LAPSES, ANTICIPATIONS] = [14, HEIGHT - 6]
/** The times go up to this at least, ms. */
const LEAST_TOP = 600

const marks = { time: 'right', lapse: 'none', anticipation: 'wrong' } as const

/** Each scored trial's time with the median; lapses above and anticipations below, where they have no time. */
export const reaction = draws(procedure, ({ setup, trials }, language) => {
  const words = procedures[language].reaction.log
  const { medianMs, madMs, counted, lapses, anticipations } = procedure.score(setup, '', trials)
  const scored = scoredTrials(trials)
  const times = scored.filter((trial) => kindOf(trial) === 'time').map(reactionMs)
  const top = Math.ceil(Math.max(LEAST_TOP, ...times) / 100) * 100
  const y = (ms: number): number => BOTTOM - (ms / top) * (BOTTOM - TOP)
  const step = (RIGHT - LEFT) / Math.max(REACTION.scored + 1, scored.length)
  const ms = (value: number | null): string => String(Math.round(value ?? 0))
  const drawn = scored.map((trial, n) => {
    const kind = kindOf(trial)
    const at = { time: y(reactionMs(trial)), lapse: LAPSES, anticipation: ANTICIPATIONS }[kind]
    return mark(marks[kind], LEFT + (n + 0.5) * step, at)
  })
  const middle = medianMs === null ? '' : fill(words.median, { ms: ms(medianMs), mad: ms(madMs) })
  return {
    label: fill(words.label, { median: middle, counted, lapses, anticipations }),
    parts: [
      {
        part: 'drawing',
        height: HEIGHT,
        shapes: [
          written(0, LAPSES + 4, words.lapse),
          level('axis', LEFT, RIGHT, LAPSES),
          written(0, TOP + 4, fill(words.milliseconds, { ms: top })),
          level('axis', LEFT, RIGHT, TOP),
          written(0, BOTTOM + 4, '0'),
          level('axis', LEFT, RIGHT, BOTTOM),
          written(0, ANTICIPATIONS + 4, words.anticipation),
          level('axis', LEFT, RIGHT, ANTICIPATIONS),
          ...(medianMs === null
            ? []
            : [
                level('path', LEFT, RIGHT, y(medianMs)),
                written(RIGHT, TOP - 6, fill(words.line, { ms: ms(medianMs) }), { anchor: 'end', strong: true }),
              ]),
          ...drawn,
        ],
      },
      { part: 'words', text: words.legend },
    ],
  }
})
