import type { Scene } from '#protocol/booth.ts'
import type {
  AcuitySetup,
  AcuityStimulus,
  ColourSetup,
  ColourStimulus,
  DirectionStimulus,
  HeightStimulus,
  LimbsStimulus,
  Pitch,
  ReactionStimulus,
  SoundRecord,
  ToneStimulus,
} from '#protocol/measurement.ts'
import type { Side } from '#protocol/station.ts'
import type { Static } from 'typebox'
import { dbfs } from '#measure/hearing/loudness.ts'
import type { Listen } from '#measure/hearing/noise.ts'
import { drawPlate } from '#measure/colour/plate.ts'

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

/** How long the booth listens, ms. */
const LISTEN_MS = 2000

/** The microphone is asked how loud the booth is. */
export const listening = ({ round }: Listen, pace: number): Of<'listen'> => ({
  scene: 'listen',
  round,
  listenMs: Math.round(LISTEN_MS * pace),
})

/** Amplitude 0 to 1 of full scale that gives `levelDb` (dB HL) at this ear; what is above full scale stays there. */
export const gainFor = (sound: SoundRecord, ear: Side, pitch: Pitch, levelDb: number): number =>
  Math.min(1, 10 ** (dbfs(sound, ear, pitch, levelDb) / 20))

/** A sound from one side, or silence that takes as long. `pace` shortens the silence before it; `first`: none came before. */
export const sound = (stimulus: Static<typeof DirectionStimulus>, speakers: SoundRecord, pace: number, first: boolean): Of<'sound'> => ({
  scene: 'sound',
  first,
  headphones: speakers.transducer !== 'loudspeakers',
  side: stimulus.side,
  gapMs: Math.round(stimulus.gapMs * pace),
  // The fork's 512 Hz is measured, and taken, as 500.
  gain: stimulus.side === 'silent' ? 0 : gainFor(speakers, stimulus.side, 500, stimulus.levelDb),
})

/** A pure tone at one ear, or silence that takes as long. */
export const tone = (stimulus: Static<typeof ToneStimulus>, speakers: SoundRecord, pace: number, first: boolean): Of<'tone'> => ({
  scene: 'tone',
  first,
  headphones: speakers.transducer !== 'loudspeakers',
  ear: stimulus.ear,
  pitch: stimulus.pitch,
  gapMs: Math.round(stimulus.gapMs * pace),
  toneMs: Math.max(20, Math.round(stimulus.toneMs * pace)),
  gain: stimulus.sounds ? gainFor(speakers, stimulus.ear, stimulus.pitch, stimulus.levelDb) : 0,
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
