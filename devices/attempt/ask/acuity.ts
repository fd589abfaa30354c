import { Value } from 'typebox/value'
import { acuity as procedure } from '#measure/acuity/acuity.ts'
import { inverted } from '#measure/acuity/optics.ts'
import { awayWhile, isMark, isOff, markOf, type Seen } from '#measure/acuity/watched.ts'
import type { Scene } from '#protocol/measurement.ts'
import { AcuityAnswer, type AcuitySetup, Direction, type Optotype } from '#protocol/procedures/acuity.ts'
import { pause } from '../until.ts'
import { asking } from './asking.ts'
import { choose, LOOK_MS } from './choose.ts'
import type { Given, Place } from './place.ts'
import { askMark, backToMark } from './watched.ts'

/** A tumbling E. An odd count of mirrors turns it over, so it is drawn turned over. */
export const optotype = (setup: AcuitySetup, stimulus: Optotype, watched: boolean): Extract<Scene, { scene: 'optotype' }> => ({
  scene: 'optotype',
  practice: stimulus.kind === 'practice',
  direction: stimulus.direction,
  strokePx: stimulus.strokePx,
  inverted: inverted(setup.screen),
  eye: setup.eye,
  ...(watched ? { watched } : {}),
})

/** Which way an E or a ring is open: arrows, or "no" for can't see. */
export const askDirection = (place: Place, scene: Scene, away?: (seen: readonly Seen[]) => number | null): Promise<Given<AcuityAnswer>> =>
  choose(place, scene, {
    answers: AcuityAnswer,
    key: (key) => (key === 'no' ? 'cannot-see' : Value.Check(Direction, key) ? key : null),
    otherwise: 'cannot-see',
    waitMs: LOOK_MS * place.time.patience,
    ...(away ? { away } : {}),
  })

/** The eyes rest first where the procedure says so; what is pressed meanwhile is no answer. */
const afterRest = async ({ screen, time, signal }: Place, setup: AcuitySetup, restMs: number, watched: boolean): Promise<void> => {
  const ms = Math.round(restMs * time.pace)
  screen.show({ scene: 'rest', eye: setup.eye, restMs: ms, ...(watched ? { watched } : {}) })
  await pause(signal, ms)
}

export const acuity = asking(procedure, async (place, stimulus, { setup, trials }) => {
  const { eye, distance } = setup
  if (isMark(stimulus)) return askMark(place, eye)
  const mark = markOf(setup, trials)
  if (stimulus.restMs !== undefined) await afterRest(place, setup, stimulus.restMs, mark !== null)
  const last = trials.at(-1)
  if (mark && distance && last && typeof last.away === 'number' && isOff(setup, last))
    await backToMark(place, { eye, mark, mostOff: distance.mostOff, away: last.away })
  return askDirection(place, optotype(setup, stimulus, mark !== null), mark ? (seen) => awayWhile(seen, mark) : undefined)
})
