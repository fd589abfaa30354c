import { isListening } from '#measure/hearing/noise.ts'
import { tones as procedure } from '#measure/hearing/tones.ts'
import type { Scene } from '#protocol/measurement.ts'
import type { SoundRecord } from '#protocol/procedures/sound.ts'
import { ToneAnswer, type ToneStimulus } from '#protocol/procedures/tones.ts'
import { asking } from './asking.ts'
import { choose } from './choose.ts'
import type { Given, Place } from './place.ts'
import { askForQuiet, gainFor, record } from './sound.ts'

type Tone = Extract<Scene, { scene: 'tone' }>

/** A pure tone at one ear, or silence that takes as long. */
export const tone = (stimulus: ToneStimulus, speakers: SoundRecord, pace: number, first: boolean): Tone => ({
  scene: 'tone',
  first,
  headphones: speakers.transducer !== 'loudspeakers',
  ear: stimulus.ear,
  pitch: stimulus.pitch,
  gapMs: Math.round(stimulus.gapMs * pace),
  toneMs: Math.max(20, Math.round(stimulus.toneMs * pace)),
  gain: stimulus.sounds ? gainFor(speakers, stimulus.ear, stimulus.pitch, stimulus.levelDb) : 0,
})

/** Whether a tone was heard: "ok", or "no". */
const askHeard = (place: Place, scene: Tone): Promise<Given<ToneAnswer>> =>
  choose(place, scene, {
    answers: ToneAnswer,
    key: (key) => (key === 'ok' ? 'heard' : key === 'no' ? 'nothing' : null),
    otherwise: 'nothing',
    waitMs: scene.toneMs + 4000 * place.time.patience,
  })

export const tones = asking(procedure, (place, stimulus, { speakers, first }) =>
  isListening(stimulus) ? askForQuiet(place, stimulus) : askHeard(place, tone(stimulus, record(speakers), place.time.pace, first)),
)
