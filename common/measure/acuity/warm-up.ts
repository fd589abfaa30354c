import type { AcuityTrial } from '#protocol/procedures/acuity.ts'

/** Large ones first, so that the driver knows what to do: until two in a row are right, four at most. */
const PRACTICE = { ease: 0.6, right: 2, most: 4 } as const

/** The practice of somebody who knows from an earlier test what to do: the way down begins with a large one anyway. */
export const PRACTISED = { count: 0, learnt: true, due: null } as const

/** From large to small in large steps, one optotype a size; coarser when the first one isn't read. */
const DESCENT = { ease: 0.4, finer: 0.2, coarser: 0.4, most: 6 } as const

/** The coarsest level of the scale. */
export const COARSEST = 4.0

const tenths = (level: number): number => Math.round(level * 10) / 10
const isRight = ({ stimulus, answer }: AcuityTrial): boolean => answer === stimulus.direction

/** The practice trials at the head of a log, and whether there is another one due. */
export const practice = (strictest: number, trials: readonly AcuityTrial[]): { count: number; learnt: boolean; due: number | null } => {
  let run = 0
  for (let count = 0; ; count += 1) {
    const learnt = run >= PRACTICE.right
    if (learnt || count >= PRACTICE.most) return { count, learnt, due: null }
    const trial = trials[count]
    if (!trial) return { count, learnt, due: Math.max(COARSEST, tenths(strictest - PRACTICE.ease)) }
    run = isRight(trial) ? run + 1 : 0
  }
}

/**
 * The descent at the head of a log: finds the region of an eye in at most six trials, from 0.4 above the strictest limit down to
 * `finest`. `region` is the finest level that was read, null when none was. `due`: the next level, null when it has ended.
 */
export const descent = (
  strictest: number,
  finest: number,
  trials: readonly AcuityTrial[],
): { count: number; region: number | null; due: number | null } => {
  let region: number | null = null
  let due: number | null = Math.max(COARSEST, tenths(strictest - DESCENT.ease))
  let count = 0
  for (; due !== null && count < DESCENT.most; count += 1) {
    const trial = trials[count]
    if (!trial) return { count, region, due }
    const at: number = due
    if (isRight(trial)) {
      const finer = tenths(at + DESCENT.finer)
      // After coarser ones, the first that is read ends it.
      due = finer > finest || (count > 0 && region === null) ? null : finer
      region = at
    } else due = region !== null || at <= COARSEST ? null : Math.max(COARSEST, tenths(at - DESCENT.coarser))
  }
  return { count, region, due: null }
}
