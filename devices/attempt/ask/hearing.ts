import { hearing as procedure } from '#measure/hearing/hearing.ts'
import { isListening } from '#measure/hearing/noise.ts'
import type { Scene } from '#protocol/measurement.ts'
import { DirectionAnswer, type DirectionStimulus } from '#protocol/procedures/hearing.ts'
import type { SoundRecord } from '#protocol/procedures/sound.ts'
import { asking } from './asking.ts'
import { choose } from './choose.ts'
import type { Given, Place } from './place.ts'
import { askForQuiet, gainFor, record } from './sound.ts'

type Sound = Extract<Scene, { scene: 'sound' }>

/** A sound from one side, or silence that takes as long. `pace` shortens the silence before it; `first`: none came before. */
export const sound = (stimulus: DirectionStimulus, speakers: SoundRecord, pace: number, first: boolean): Sound => ({
  scene: 'sound',
  first,
  headphones: speakers.transducer !== 'loudspeakers',
  side: stimulus.side,
  gapMs: Math.round(stimulus.gapMs * pace),
  // The fork's 512 Hz is measured, and taken, as 500.
  gain: stimulus.side === 'silent' ? 0 : gainFor(speakers, stimulus.side, 500, stimulus.levelDb),
})

/** From which side it came: left, right, or "no" for nothing heard. */
const askSide = (place: Place, scene: Sound): Promise<Given<DirectionAnswer>> =>
  choose(place, scene, {
    answers: DirectionAnswer,
    key: (key) => (key === 'no' ? 'nothing' : key === 'left' || key === 'right' ? key : null),
    otherwise: 'nothing',
    // 1.5 s of sound, and four to think.
    waitMs: 5500 * place.time.patience,
  })

export const hearing = asking(procedure, (place, stimulus, { speakers, first }) =>
  isListening(stimulus) ? askForQuiet(place, stimulus) : askSide(place, sound(stimulus, record(speakers), place.time.pace, first)),
)
