import { Value } from 'typebox/value'
import { CELL_OF, limbs as procedure } from '#measure/limbs/limbs.ts'
import type { Scene } from '#protocol/measurement.ts'
import { type LimbsAnswer, type LimbsStimulus, limbs as wire } from '#protocol/procedures/limbs.ts'
import { after, DRAWN_MS, every, until } from '../until.ts'
import { asking } from './asking.ts'
import type { Given, Place } from './place.ts'
import { withStill } from './stills.ts'

/** A task for the limbs. */
const limbTask = ({ task }: LimbsStimulus, newtons: number | null, secondsLeft: number): Extract<Scene, { scene: 'task' }> => ({
  scene: 'task',
  task,
  newtons,
  secondsLeft,
})

/** A cell is pressed when the cell feels this much, and the task is done when it was held so long. */
const PRESSED_MN = 50_000
const HELD_MS = 3000
const TASK_MS = 30_000
/** A cell that feels less than this when a task begins, and the same twice, is unloaded: what it shows is drift, mN. A foot that is just coming down moves on. */
const UNLOADED_MN = 10_000
const SAME_MN = 2_000
/** Between two kept samples, of which each is the hardest press until the next: at most 600 in a whole task. */
const SAMPLE_MS = TASK_MS / 600

/**
 * A task for arms, legs or trunk. One with a cell ends by itself when the force was held; any ends by the driver's word or the
 * clock. What a page says of the force is not listened to.
 */
const askForTask = ({ screen, senses, time, onlooker, signal }: Place, stimulus: LimbsStimulus): Promise<Given<LimbsAnswer>> =>
  until(signal, (done, own) => {
    const shownAt = time.clock()
    const cell = CELL_OF[stimulus.task] ?? null
    const force: [number, number][] = []
    let now = 0
    let heldSince: number | null = null
    /** The task's first sample, and what the cell gave without load, which the second one tells. */
    let first: number | null = null
    let zero: number | null = null
    const secondsLeft = () => Math.max(0, Math.ceil((TASK_MS * time.patience - (time.clock() - shownAt)) / (1000 * time.patience)))
    const show = () => screen.show(limbTask(stimulus, cell === null ? null : Math.round(now / 100) / 10, secondsLeft()))
    const end = (how: LimbsAnswer['done'], at: number, source: 'device' | 'cell' | 'touch' | 'timer') =>
      done({ answer: { done: how, force: cell === null ? null : force }, shownAt, answeredAt: at, source })
    own(
      senses.onForce((felt, value, at) => {
        if (felt !== cell) return
        if (first === null) first = value
        else zero ??= Math.abs(first) < UNLOADED_MN && Math.abs(value - first) < SAME_MN ? first : 0
        const millinewtons = value - (zero ?? 0)
        now = millinewtons
        onlooker.value(now)
        const since = Math.max(0, Math.round(at - shownAt))
        const kept = force.at(-1)
        if (!kept || since >= kept[0] + SAMPLE_MS * time.pace) force.push([since, Math.round(millinewtons)])
        else kept[1] = Math.max(kept[1], Math.round(millinewtons))
        heldSince = millinewtons > PRESSED_MN ? (heldSince ?? at) : null
        if (heldSince !== null && at - heldSince >= HELD_MS * time.pace) end('done', at, 'cell')
      }),
    )
    own(senses.onKey((key, at) => (key === 'ok' ? end('done', at, 'device') : key === 'no' ? end('cannot', at, 'device') : undefined)))
    own(
      screen.onPage((page, at) => {
        if (page.sign === 'answer' && Value.Check(wire.answer, page.answer)) end(page.answer.done, at, 'touch')
      }),
    )
    own(after(TASK_MS * time.patience, () => end('timed-out', time.clock(), 'timer')))
    own(every(Math.max(10, DRAWN_MS * time.pace), show))
    show()
  })

/** Who touches "done" has ended the task by then, ms. */
const HAND_MS = 1000

/** Each task leaves a picture of it for the doctor. */
export const limbs = asking(procedure, (place, stimulus) => withStill(place, { beforeMs: HAND_MS }, () => askForTask(place, stimulus)))
