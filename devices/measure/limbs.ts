import type { Static } from 'typebox'
import type { LimbsAnswer, LimbsScore, LimbsSetup, LimbsStimulus, LimbTask } from '#protocol/measurement.ts'
import { DONE, type Procedure, type TrialOf } from './procedure.ts'

type Setup = Static<typeof LimbsSetup>
type Stimulus = Static<typeof LimbsStimulus>
type Answer = Static<typeof LimbsAnswer>
type Score = Static<typeof LimbsScore>
export type LimbsTrial = TrialOf<Stimulus, Answer>

/** A pedal pressed with less than this at its peak makes the doctor look closely, N. */
export const PEDAL_PEAK_N = 200
/** One pedal pressed with less than this part of the other's peak makes the doctor look closely. A proposal: no rule has a figure. */
export const SYMMETRY = 0.6
/** Force that counts as holding on, N. */
export const HOLD_N = 50

const TASKS: Record<Setup['station'], readonly LimbTask[]> = {
  'upper-limbs': ['palms', 'fists', 'arms-up'],
  'lower-limbs': ['press-right-pedal', 'press-left-pedal', 'lift-left-foot', 'lift-right-foot'],
  trunk: ['head-left', 'head-right', 'sit-straight'],
}

/** What the driver is asked to do at a station, in order. */
export const limbTasks = (station: Setup['station']): LimbTask[] => [...TASKS[station]]

type Force = NonNullable<Answer['force']>

/** The largest force, N; null without a sample. */
const peak = (force: Force): number | null =>
  force.length > 0 ? Math.max(0, ...force.map(([, millinewtons]) => millinewtons)) / 1000 : null

/** The longest time on end at `HOLD_N` or more, ms; null without a sample. */
const held = (force: Force): number | null => {
  if (force.length === 0) return null
  let longest = 0
  let since: number | null = null
  for (const [at, millinewtons] of force) {
    if (millinewtons < HOLD_N * 1000) since = null
    else longest = Math.max(longest, at - (since ??= at))
  }
  return longest
}

/** The smaller peak of the pedals over the larger, 0 to 1; null unless both were measured, and one of them was pressed. */
const symmetryOf = (tasks: Score['tasks']): number | null => {
  const [first, second, ...more] = tasks.flatMap(({ task, peakN }) => (isPedal(task) && peakN !== null ? [peakN] : []))
  if (first === undefined || second === undefined || more.length > 0) return null
  const larger = Math.max(first, second)
  return larger > 0 ? Math.min(first, second) / larger : null
}

const isPedal = (task: LimbTask): boolean => task === 'press-right-pedal' || task === 'press-left-pedal'

const asExpected = ({ task, done, peakN }: Score['tasks'][number]): boolean =>
  done === 'done' && (!isPedal(task) || (peakN !== null && peakN >= PEDAL_PEAK_N))

/**
 * Limbs, trunk and neck: the driver does the tasks in order before the camera, and force cells under the pedals say how hard. The
 * sensors give a hint, a doctor decides. A leg much weaker than the other hints at nothing good, and a pedal without force on record neither: the doctor looks closely.
 */
export const limbs: Procedure<Setup, Stimulus, Answer, Score> = {
  next(setup, _seed, trials) {
    const task = setup.tasks[trials.length]
    return task ? { task } : DONE
  },
  score(setup, _seed, trials) {
    const tasks = trials.slice(0, setup.tasks.length).map(({ stimulus, answer }) => ({
      task: stimulus.task,
      done: answer.done,
      peakN: answer.force && peak(answer.force),
      heldMs: answer.force && held(answer.force),
    }))
    const symmetry = symmetryOf(tasks)
    const all = tasks.length === setup.tasks.length && tasks.every(asExpected) && (symmetry === null || symmetry >= SYMMETRY)
    return { procedure: 'limbs', station: setup.station, tasks, symmetry, hint: all ? 'as-expected' : 'look-closely' }
  },
  progress(setup, trials) {
    return Math.min(1, trials.length / setup.tasks.length)
  },
}
