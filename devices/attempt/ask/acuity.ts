import { Value } from 'typebox/value'
import { acuity as procedure } from '#measure/acuity/acuity.ts'
import { inverted } from '#measure/acuity/optics.ts'
import type { Scene } from '#protocol/measurement.ts'
import { type AcuityAnswer, type AcuitySetup, type AcuityStimulus, Direction, acuity as wire } from '#protocol/procedures/acuity.ts'
import { pause } from '../until.ts'
import { asking } from './asking.ts'
import { choose, LOOK_MS } from './choose.ts'
import type { Given, Place } from './place.ts'

/** A tumbling E. An odd count of mirrors turns it over, so it is drawn turned over. */
export const optotype = (setup: AcuitySetup, stimulus: AcuityStimulus): Extract<Scene, { scene: 'optotype' }> => ({
  scene: 'optotype',
  practice: stimulus.kind === 'practice',
  direction: stimulus.direction,
  strokePx: stimulus.strokePx,
  inverted: inverted(setup.screen),
  eye: setup.eye,
})

/** Which way an E or a ring is open: arrows, or "no" for can't see. */
export const askDirection = (place: Place, scene: Scene): Promise<Given<AcuityAnswer>> =>
  choose(place, scene, {
    answers: wire.answer,
    key: (key) => (key === 'no' ? 'cannot-see' : Value.Check(Direction, key) ? key : null),
    otherwise: 'cannot-see',
    waitMs: LOOK_MS * place.time.patience,
  })

/** The eyes rest first where the procedure says so; what is pressed meanwhile is no answer. */
const afterRest = async ({ screen, time, signal }: Place, eye: AcuitySetup['eye'], restMs: number): Promise<void> => {
  const ms = Math.round(restMs * time.pace)
  screen.show({ scene: 'rest', eye, restMs: ms })
  await pause(signal, ms)
}

export const acuity = asking(procedure, async (place, stimulus, { setup }) => {
  if (stimulus.restMs !== undefined) await afterRest(place, setup.eye, stimulus.restMs)
  return askDirection(place, optotype(setup, stimulus))
})
