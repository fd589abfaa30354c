import type { Scene } from '#protocol/booth.ts'
import type {
  AcuitySetup,
  AcuityStimulus,
  ColourSetup,
  ColourStimulus,
  HearingStimulus,
  HeightStimulus,
  LimbsStimulus,
  ReactionStimulus,
} from '#protocol/station.ts'
import type { Static } from 'typebox'
import { drawPlate } from '#measure/plate.ts'
import type { BoothFile } from './settings.ts'

type Of<S extends Scene['scene']> = Extract<Scene, { scene: S }>

/** A tumbling E. An odd count of mirrors turns it over, so it is drawn turned over. */
export const optotype = (setup: Static<typeof AcuitySetup>, stimulus: Static<typeof AcuityStimulus>): Of<'optotype'> => ({
  scene: 'optotype',
  practice: stimulus.kind === 'practice',
  direction: stimulus.direction,
  strokePx: stimulus.strokePx,
  inverted: setup.screen.mirrors % 2 === 1,
  eye: setup.eye,
})

/** The dots of one plate and what is asked of it: neither what it shows nor the number it was drawn from. */
export const plate = ({ form }: Static<typeof ColourSetup>, stimulus: Static<typeof ColourStimulus>): Of<'plate'> => ({
  scene: 'plate',
  demonstration: stimulus.kind === 'demonstration',
  form,
  ...drawPlate(stimulus),
})

/** Sound pressure at 0 dB HL, 500 Hz, free field from the front (ISO 389-7), dB SPL. */
const RETSPL_DB = 4.4

/**
 * Amplitude 0 to 1 that gives `levelDb` (dB HL equivalent) at the head where full scale gives `fullScaleDb` (dB SPL):
 * dBFS = dB HL + RETSPL − SPL at 0 dBFS. At most 1.
 */
export const gainFor = (levelDb: number, fullScaleDb: number): number => Math.min(1, 10 ** ((levelDb + RETSPL_DB - fullScaleDb) / 20))

/** A sound from one side, or silence that takes as long. `pace` shortens the silence before it. */
export const sound = (
  stimulus: Static<typeof HearingStimulus>,
  speakers: NonNullable<BoothFile['speakers']>,
  pace: number,
): Of<'sound'> => ({
  scene: 'sound',
  side: stimulus.side,
  gapMs: Math.round(stimulus.gapMs * pace),
  gain: stimulus.side === 'silent' ? 0 : gainFor(stimulus.levelDb, speakers[stimulus.side]),
})

/** Under the height sensor. `live`: mm of the person who stands there now, or null. */
export const underSensor = (stimulus: Static<typeof HeightStimulus>, live: number | null): Of<'height'> => ({
  scene: 'height',
  step: stimulus.step,
  round: stimulus.round,
  live,
})

/** A task for the limbs. */
export const limbTask = ({ task }: Static<typeof LimbsStimulus>, newtons: number | null, secondsLeft: number): Of<'task'> => ({
  scene: 'task',
  task,
  newtons,
  secondsLeft,
})

/** A circle that stands grey and then turns green. `pace` shortens the wait. */
export const circle = ({ kind, foreMs }: Static<typeof ReactionStimulus>, pace: number): Of<'circle'> => ({
  scene: 'circle',
  practice: kind === 'practice',
  foreMs: Math.round(foreMs * pace),
})
