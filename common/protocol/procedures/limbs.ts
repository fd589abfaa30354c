import { type Static, Type } from 'typebox'
import { Exact, Nullable, Words } from '../basic.ts'
import { wire } from './wire.ts'

export const LIMB_TASKS = [
  'palms',
  'fists',
  'arms-up',
  'press-right-pedal',
  'press-left-pedal',
  'lift-left-foot',
  'lift-right-foot',
  'head-left',
  'head-right',
  'sit-straight',
  // Only in a booth with grips, and with a standing plate.
  'grip-right',
  'grip-left',
  'weight-right',
  'weight-left',
] as const
export const LimbTask = Words(LIMB_TASKS)
export type LimbTask = Static<typeof LimbTask>

/** Force over time from a cell: milliseconds since the task began, millinewtons. */
const ForceSample = Type.Tuple([Type.Integer({ minimum: 0 }), Type.Integer({ minimum: -10_000_000, maximum: 10_000_000 })])
const Station = Words(['upper-limbs', 'lower-limbs', 'trunk'] as const)
const Done = Words(['done', 'cannot', 'timed-out'] as const)

/** Arms, legs, trunk and neck: tasks before the camera, some of them felt by force cells. */
export const limbs = wire({
  name: 'limbs',
  most: 20,
  // Arms and trunk can be looked at without any sensor.
  needs: [],
  setup: { station: Station, tasks: Type.Array(LimbTask, { minItems: 1, maxItems: 10 }) },
  stimulus: Exact({ task: LimbTask }),
  answer: Exact({
    done: Done,
    /** Null where the task has no sensor. */
    force: Nullable(Type.Array(ForceSample, { maxItems: 2000 })),
  }),
  score: {
    station: Station,
    tasks: Type.Array(Exact({ task: LimbTask, done: Done, peakN: Nullable(Type.Number()), heldMs: Nullable(Type.Number()) }), {
      maxItems: 20,
    }),
    /** The smaller peak of two sides over the larger, 0 to 1, of the pair that differs most; null unless one pair was measured and pressed. */
    symmetry: Nullable(Type.Number({ minimum: 0, maximum: 1 })),
    /** What the sensors hint at. A doctor decides. */
    hint: Words(['as-expected', 'look-closely'] as const),
  },
  scenes: [
    Exact({
      scene: Type.Literal('task'),
      task: LimbTask,
      /** Newtons on the cell now; null where the task has no sensor. */
      newtons: Nullable(Type.Number()),
      secondsLeft: Type.Integer(),
    }),
  ],
})
export type LimbsSetup = Static<typeof limbs.setup>
export type LimbsStimulus = Static<typeof limbs.stimulus>
export type LimbsAnswer = Static<typeof limbs.answer>
export type LimbsScore = Static<typeof limbs.score>
export type LimbsTrial = Static<typeof limbs.trial>
