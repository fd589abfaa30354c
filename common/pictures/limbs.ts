import { PEDAL_PEAK_N, limbs as procedure, SYMMETRY } from '#measure/limbs/limbs.ts'
import type { LimbsTrial } from '#protocol/procedures/limbs.ts'
import { fill } from '#words/fill.ts'
import { procedures } from '#words/procedures.ts'
import { draws, level, type Part, WIDTH, written } from './picture.ts'

const [LEFT, RIGHT, TOP, BOTTOM, HEIGHT] = [8, WIDTH - 8, 14, 84, 102]

type Force = NonNullable<LimbsTrial['answer']['force']>

/** The longest and the strongest of all curves: one scale, so that two of them can be compared by eye. */
type Scale = { ms: number; newtons: number }
const scaleOf = (forces: readonly Force[]): Scale =>
  forces.flat().reduce<Scale>((most, [ms, mN]) => ({ ms: Math.max(most.ms, ms), newtons: Math.max(most.newtons, mN / 1000) }), {
    ms: 1,
    newtons: PEDAL_PEAK_N * 1.25,
  })

/** Force over time, with the force below which a doctor looks closely. */
const curve = (force: Force, { ms: long, newtons: strong }: Scale, line: string, seconds: string): Part => {
  const x = (ms: number): number => LEFT + (ms / long) * (RIGHT - LEFT)
  const y = (newtons: number): number => BOTTOM - (Math.max(0, newtons) / strong) * (BOTTOM - TOP)
  return {
    part: 'drawing',
    height: HEIGHT,
    shapes: [
      level('axis', LEFT, RIGHT, BOTTOM),
      level('bad', LEFT, RIGHT, y(PEDAL_PEAK_N)),
      { shape: 'polyline', ink: 'path', points: force.map(([ms, mN]) => [x(ms), y(mN / 1000)] as const) },
      written(RIGHT, y(PEDAL_PEAK_N) - 4, line, { anchor: 'end' }),
      written(RIGHT, BOTTOM + 14, seconds, { anchor: 'end' }),
    ],
  }
}

/** The tasks in order, each with what came of it and the force where a cell measured it, and how the two feet compare. */
export const limbs = draws(procedure, ({ setup, trials }, language) => {
  const words = procedures[language].limbs.log
  const { tasks, symmetry } = procedure.score(setup, '', trials)
  const sentences = tasks.map(({ task, done, peakN, heldMs }) => {
    const fields = { task: words[task], done: words[done] }
    if (peakN === null || heldMs === null) return fill(words.task, fields)
    return fill(words.force, { ...fields, peak: peakN.toFixed(0), seconds: (heldMs / 1000).toFixed(1) })
  })
  const scale = scaleOf(trials.map(({ answer }) => answer.force ?? []))
  const drawn = sentences.flatMap((sentence, n): Part[] => {
    const force = trials[n]?.answer.force ?? []
    const seconds = fill(words.seconds, { seconds: (scale.ms / 1000).toFixed(1) })
    return [
      { part: 'words', text: sentence },
      ...(force.length > 1 ? [curve(force, scale, fill(words.line, { newtons: PEDAL_PEAK_N }), seconds)] : []),
    ]
  })
  const compared = symmetry === null ? '' : fill(symmetry < SYMMETRY ? words.uneven : words.symmetry, { share: Math.floor(symmetry * 100) })
  return {
    label: fill(words.label, { tasks: [...sentences, compared].join('') }),
    parts: [...drawn, ...(compared === '' ? [] : [{ part: 'words', text: compared, strong: true } as const])],
  }
})
