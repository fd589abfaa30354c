import { SYMMETRY } from '#measure/limbs/limbs.ts'
import { mnOfKg } from '#protocol/fields.ts'
import { limbs as wire } from '#protocol/procedures/limbs.ts'
import { fill } from '../fill.ts'
import { reads } from './reads.ts'

export const limbs = reads(wire, (procedures) => procedures.limbs.score, {
  lines: ({ tasks, symmetry, hint }, words) => [
    ...tasks.map(({ task, done, peakN, heldMs }) =>
      fill(peakN === null ? words.task : words.taskForce, {
        task: words.tasks[task],
        done: words.taskDone[done],
        peak: Math.round(peakN ?? 0),
        kilograms: (((peakN ?? 0) * 1000) / mnOfKg(1)).toFixed(1),
        held: ((heldMs ?? 0) / 1000).toFixed(1),
      }),
    ),
    ...(symmetry === null
      ? []
      : [
          fill(symmetry < SYMMETRY ? words.symmetryLow : words.symmetry, {
            share: Math.floor(symmetry * 100),
            least: SYMMETRY * 100,
          }),
        ]),
    words.hint[hint],
  ],
  flags: ({ hint }, words) => (hint === 'look-closely' ? [words.hint[hint]] : []),
})
