import type { Static } from 'typebox'
import { colour as procedure } from '#measure/colour/colour.ts'
import { drawPlate } from '#measure/colour/plate.ts'
import type { Scene } from '#protocol/measurement.ts'
import { type ColourSetup, type ColourStimulus, DigitsAnswer } from '#protocol/procedures/colour.ts'
import type { Key } from '../../families/keypad/codec.ts'
import { askDirection } from './acuity.ts'
import { asking } from './asking.ts'
import { choose, LOOK_MS } from './choose.ts'
import type { Given, Place } from './place.ts'

type Plate = Extract<Scene, { scene: 'plate' }>

/** The dots of one plate and what is asked of it: neither what it shows nor the number it was drawn from. */
export const plate = ({ form, screen }: ColourSetup, stimulus: ColourStimulus): Plate => ({
  scene: 'plate',
  demonstration: stimulus.kind === 'demonstration',
  form,
  ...drawPlate(stimulus, screen?.colours),
})

/** The ten digits as they lie on the screen for a stick to be led over. */
const PAD = ['12345', '67890'] as const
const PUSHES: Partial<Record<Key, readonly [x: number, y: number]>> = { up: [0, -1], right: [1, 0], down: [0, 1], left: [-1, 0] }

/** To which digit a push leads; null: it was no push. The first one leads to the first digit, one over the edge nowhere. */
const ledTo = (at: string | null, key: Key): string | null => {
  const push = PUSHES[key]
  if (!push) return null
  if (at === null) return PAD[0][0] ?? null
  const row = PAD.findIndex((each) => each.includes(at))
  const column = PAD[row]?.indexOf(at) ?? 0
  return PAD[row + push[1]]?.[column + push[0]] ?? at
}

/** Two digits, taken as soon as the second one comes, or "no" for can't see. A stick is led to each, and "ok" takes it. */
const askDigits = (place: Place, scene: Plate): Promise<Given<Static<typeof DigitsAnswer>>> => {
  let typed = ''
  let at: string | null = null
  const shown = () => ({ scene: { ...scene, typed, ...(at !== null && { at }) } })
  return choose(place, scene, {
    answers: DigitsAnswer,
    key(key) {
      if (key === 'no') return 'cannot-see'
      const led = ledTo(at, key)
      if (led !== null) {
        at = led
        return shown()
      }
      const digit = key === 'ok' ? at : /^\d$/.test(key) ? key : null
      if (digit === null) return null
      typed += digit
      return typed.length === 2 ? typed : shown()
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
