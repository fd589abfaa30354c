import { hearing as procedure } from '#measure/hearing/hearing.ts'
import { isListening } from '#measure/hearing/noise.ts'
import { headphonesOf } from '#measure/hearing/record.ts'
import type { Scene } from '#protocol/measurement.ts'
import { DirectionAnswer, type DirectionStimulus } from '#protocol/procedures/hearing.ts'
import type { SoundRecord } from '#protocol/procedures/sound.ts'
import { asking } from './asking.ts'
import { choose } from './choose.ts'
import type { Given, Place } from './place.ts'
import { askForQuiet, gainFor, maskFor, record } from './sound.ts'

type Sound = Extract<Scene, { scene: 'sound' }>

/**
 * A sound from one side, or silence that takes as long. `maskDb`: by headphones, with noise at both ears. `pace` shortens the silence before it;
 * `first`: none came before.
 */
export const sound = (
  stimulus: DirectionStimulus,
  speakers: SoundRecord,
  { pace, first, maskDb }: { pace: number; first: boolean; maskDb?: number | undefined },
): Sound => {
  const headphones = headphonesOf(speakers)
  const by = (maskDb !== undefined && headphones) || speakers
  return {
    scene: 'sound',
    first,
    headphones: by === headphones,
    side: stimulus.side,
    gapMs: Math.round(stimulus.gapMs * pace),
    // The fork's 512 Hz is measured, and taken, as 500.
    gain: stimulus.side === 'silent' ? 0 : gainFor(by, stimulus.side, 500, stimulus.levelDb),
    ...(maskDb === undefined ? {} : { noise: { left: maskFor(by, 'left', maskDb), right: maskFor(by, 'right', maskDb) } }),
  }
}

/** From which side it came: left, right, or "no" for nothing heard. */
const askSide = (place: Place, scene: Sound): Promise<Given<DirectionAnswer>> =>
  choose(place, scene, {
    answers: DirectionAnswer,
    key: (key) => (key === 'no' ? 'nothing' : key === 'left' || key === 'right' ? key : null),
    otherwise: 'nothing',
    // A second of sound, and four and a half to think.
    waitMs: 5500 * place.time.patience,
  })

export const hearing = asking(procedure, (place, stimulus, { setup: { maskDb }, speakers, first }) =>
  isListening(stimulus)
    ? askForQuiet(place, stimulus)
    : askSide(place, sound(stimulus, record(speakers), { pace: place.time.pace, first, maskDb })),
)
