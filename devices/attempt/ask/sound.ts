import { dbfs, maskDbfs, type Sound } from '#measure/hearing/loudness.ts'
import type { Scene } from '#protocol/measurement.ts'
import { ListenAnswer, type ListenStimulus, type Pitch, type SoundRecord } from '#protocol/procedures/sound.ts'
import type { Side } from '#protocol/station.ts'
import { choose } from './choose.ts'
import type { Given, Place } from './place.ts'

/** How long the booth listens, ms. */
const LISTEN_MS = 2000

/** The microphone is asked how loud the booth is. */
export const listening = ({ round }: ListenStimulus, pace: number): Extract<Scene, { scene: 'listen' }> => ({
  scene: 'listen',
  round,
  listenMs: Math.round(LISTEN_MS * pace),
})

/** How loud the booth is, as its page hears it. A page that never says so has no microphone. */
export const askForQuiet = (place: Place, stimulus: ListenStimulus): Promise<Given<ListenAnswer>> => {
  const scene = listening(stimulus, place.time.pace)
  return choose(place, scene, {
    answers: ListenAnswer,
    key: () => null,
    otherwise: { dbfs: null },
    waitMs: scene.listenMs + 20_000 * place.time.patience,
  })
}

/** Amplitude 0 to 1 of full scale that gives `levelDb` (dB HL) at this ear; what is above full scale stays there. */
export const gainFor = (sound: Sound, ear: Side, pitch: Pitch, levelDb: number): number => amplitude(dbfs(sound, ear, pitch, levelDb))

/** The same for noise that hides a tone of `levelDb` around 500 Hz: the amplitude of a sine as loud. */
export const maskFor = (sound: Sound, ear: Side, levelDb: number): number => amplitude(maskDbfs(sound, ear, levelDb))

const amplitude = (db: number): number => Math.min(1, 10 ** (db / 20))

/** A booth without a sound record begins no test of hearing: the server's setup stands on one. */
export const record = (speakers: SoundRecord | null): SoundRecord => {
  if (!speakers) throw new Error('a hearing station was started in a booth without loudspeakers')
  return speakers
}
