import type { Static } from 'typebox'
import { colour as procedure } from '#measure/colour/colour.ts'
import { drawPlate } from '#measure/colour/plate.ts'
import type { Scene } from '#protocol/measurement.ts'
import { type ColourSetup, type ColourStimulus, DigitsAnswer } from '#protocol/procedures/colour.ts'
import { askDirection } from './acuity.ts'
import { asking } from './asking.ts'
import { choose, LOOK_MS } from './choose.ts'
import type { Given, Place } from './place.ts'

type Plate = Extract<Scene, { scene: 'plate' }>

/** The dots of one plate and what is asked of it: neither what it shows nor the number it was drawn from. */
export const plate = ({ form }: ColourSetup, stimulus: ColourStimulus): Plate => ({
  scene: 'plate',
  demonstration: stimulus.kind === 'demonstration',
  form,
  ...drawPlate(stimulus),
})

/** Two digits, taken as soon as the second one comes, or "no" for can't see. */
const askDigits = (place: Place, scene: Plate): Promise<Given<Static<typeof DigitsAnswer>>> => {
  let typed = ''
  return choose(place, scene, {
    answers: DigitsAnswer,
    key(key) {
      if (key === 'no') return 'cannot-see'
      if (!/^\d$/.test(key)) return null
      typed += key
      return typed.length === 2 ? typed : { scene: { ...scene, typed } }
    },
    otherwise: 'cannot-see',
    waitMs: LOOK_MS * place.time.patience,
  })
}

/** What a plate shows: two digits, or where a ring is open. */
export const colour = asking(procedure, (place, stimulus, { setup }) => {
  const scene = plate(setup, stimulus)
  return scene.form === 'openings' ? askDirection(place, scene) : askDigits(place, scene)
})
