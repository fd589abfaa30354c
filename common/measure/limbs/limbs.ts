import {
  type LimbsAnswer as Answer,
  type LimbTask,
  type LimbsScore as Score,
  type LimbsSetup as Setup,
  limbs as wire,
} from '#protocol/procedures/limbs.ts'
import { isRefusal, refuse } from '#protocol/refusal.ts'
import type { Cell } from '#protocol/station.ts'
import { DONE, procedure } from '../procedure.ts'

/** A pedal pressed with less than this at its peak makes the doctor look closely, N. */
export const PEDAL_PEAK_N = 200
/** The same of a grip; no rule has a figure, and what there is is weak. */
const GRIP_PEAK_N = 50
/** One side pressed with less than this part of the other's peak makes the doctor look closely. A proposal: no rule has a figure. */
export const SYMMETRY = 0.6
/** Force that counts as holding on, N. */
const HOLD_N = 50

const TASKS: Record<Setup['station'], readonly LimbTask[]> = {
  'upper-limbs': ['palms', 'fists', 'arms-up', 'grip-right', 'grip-left'],
  'lower-limbs': ['press-right-pedal', 'press-left-pedal', 'lift-left-foot', 'lift-right-foot', 'weight-right', 'weight-left'],
  trunk: ['head-left', 'head-right', 'sit-straight'],
}

/** Which cell feels a task; a task that isn't here is seen by the doctor alone. */
export const CELL_OF: Partial<Record<LimbTask, Cell>> = {
  'press-right-pedal': 'pedal-right',
  'press-left-pedal': 'pedal-left',
  'grip-right': 'grip-right',
  'grip-left': 'grip-left',
  'weight-right': 'plate-right',
  'weight-left': 'plate-left',
}
/** Tasks that are two sides of one. */
const PAIRS: readonly (readonly [LimbTask, LimbTask])[] = [
  ['press-right-pedal', 'press-left-pedal'],
  ['grip-right', 'grip-left'],
  ['weight-right', 'weight-left'],
]
/** What every booth can ask for; pedals are in each. */
const isEverywhere = (task: LimbTask): boolean => CELL_OF[task] === undefined || isPedal(task)

/** What the driver is asked to do at a station, in order, in a booth that has these cells beside its pedals. */
export const limbTasks = (station: Setup['station'], cells: readonly Cell[] = []): LimbTask[] =>
  TASKS[station].filter((task) => isEverywhere(task) || cells.some((cell) => cell === CELL_OF[task]))

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

/** The smaller peak of two sides over the larger, 0 to 1, the least of all pairs of which both were measured and one was pressed. */
const symmetryOf = (tasks: Score['tasks']): number | null => {
  const peakOf = (task: LimbTask) => {
    const [only, ...more] = tasks.filter((one) => one.task === task && one.peakN !== null)
    return more.length === 0 ? (only?.peakN ?? null) : null
  }
  const shares = PAIRS.flatMap(([right, left]) => {
    const [a, b] = [peakOf(right), peakOf(left)]
    if (a === null || b === null || Math.max(a, b) <= 0) return []
    return [Math.min(a, b) / Math.max(a, b)]
  })
  return shares.length > 0 ? Math.min(...shares) : null
}

const LEAST_N: Partial<Record<LimbTask, number>> = {
  'press-right-pedal': PEDAL_PEAK_N,
  'press-left-pedal': PEDAL_PEAK_N,
  'grip-right': GRIP_PEAK_N,
  'grip-left': GRIP_PEAK_N,
}
const isPedal = (task: LimbTask): boolean => task === 'press-right-pedal' || task === 'press-left-pedal'

const asExpected = ({ task, done, peakN }: Score['tasks'][number]): boolean =>
  done === 'done' && (LEAST_N[task] === undefined || (peakN !== null && peakN >= LEAST_N[task]))

/**
 * Limbs, trunk and neck: the driver does the tasks in order before the camera, and force cells under the pedals say how hard. The
 * sensors give a hint, a doctor decides. A leg much weaker than the other hints at nothing good, and a pedal without force on record neither: the doctor looks closely.
 */
export const limbs = procedure(wire)({
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
  waitsMs: () => 0,
  samplesMs: ({ force }) => force?.map(([since]) => since) ?? [],
  setUp({ station, standing: { force } }) {
    // Arms and trunk can be looked at without any sensor.
    const of = wire.setup.properties.station.enum.find((one) => one === station) ?? 'trunk'
    if (isRefusal(force)) return of === 'lower-limbs' ? force : { setup: setupOf(of, []), calibrations: [] }
    const cells = force.value.cells.map(({ cell }) => cell)
    const setup = setupOf(of, cells)
    // A cell that the record leaves out, of a pedal board put in later, would be taken at its word.
    if (!cellsOf(setup).every((cell) => cells.includes(cell))) return refuse('calibration-missing', { device: 'force' })
    return { setup, calibrations: cellsOf(setup).length > 0 ? [force.id] : [] }
  },
  finding: null,
  behind: (setup) => (cellsOf(setup).length > 0 ? ['force'] : []),
  choices: null,
  healthy: ({ task }) => ({
    done: 'done',
    force: isPedal(task) ? Array.from({ length: 50 }, (_, index) => [index * 40, index < 5 ? 0 : 120_000]) : null,
  }),
})

const setupOf = (station: Setup['station'], cells: readonly Cell[]): Setup => ({
  procedure: 'limbs',
  station,
  tasks: limbTasks(station, cells),
})

const cellsOf = ({ tasks }: Setup): Cell[] => tasks.flatMap((task) => CELL_OF[task] ?? [])
