import type { ListenStimulus, NoiseGate } from '#protocol/procedures/sound.ts'

export type Listen = ListenStimulus
type Trial = { stimulus: object; answer: unknown }

/** The booth listens at most so often: once, and twice more after it was asked for quiet. */
const ROUNDS = 3

/** No hall is quieter, dB(A): a microphone that says so is covered, switched off, or not the one that was calibrated. A proposal. */
const QUIETEST_DB = 10

/**
 * During a sound it may be louder by so much than before the first, dB: what is told is the loudest third of a second, and speech comes in
 * bursts. A pure tone is hidden by noise whose level in a band of some 100 Hz around it is 3 dB above its own, and of 50 dB(A) some 40 dB lie in
 * that band at 512 Hz: the softest sound, 38 dB HL or 42 dB SPL, is heard over it.
 */
const PEAK_DB = 5

/** Was this sound drowned by noise in the booth? It tells nothing of an ear then, and another is asked instead. */
export const isDrowned = (noise: NoiseGate | undefined, { noise: dbfs }: { noise?: number }): boolean =>
  noise !== undefined && noise.microphoneDb !== null && dbfs !== undefined && noise.microphoneDb + dbfs > noise.limitDb + PEAK_DB

/** More drowned sounds than this in one test: it is too loud to go on. */
export const MOST_DROWNED = 15

/** 35 dB(A) at a microphone that comes to full scale at 110. */
export const QUIET = { dbfs: -75 }

/** Whether a stimulus is the booth's own listening, and not a sound for the driver. */
export const isListening = (stimulus: object): stimulus is Listen => 'listen' in stimulus

/** Ambient noise, dB(A), from what the page told; null: not measured, or too quiet to be true. */
const ambientDb = ({ microphoneDb }: NoiseGate, answer: unknown): number | null => {
  if (microphoneDb === null || typeof answer !== 'object' || answer === null || !('dbfs' in answer)) return null
  const db = typeof answer.dbfs === 'number' ? Math.round((microphoneDb + answer.dbfs) * 10) / 10 : null
  return db === null || db < QUIETEST_DB ? null : db
}

/**
 * Before the first sound: is the booth quiet enough? `listen` gives what is asked for next, or null; `tooNoisy` ends the test. A
 * page only tells how loud it is, this decides. Where nothing can be measured the test goes on, and its score says so (`db` null).
 */
export const gate = (
  noise: NoiseGate | undefined,
  trials: readonly Trial[],
): { listen: Listen | null; tooNoisy: boolean; db: number | null } => {
  if (!noise || noise.microphoneDb === null) return { listen: null, tooNoisy: false, db: null }
  let db: number | null = null
  let loud = 0
  for (const { stimulus, answer } of trials.slice(0, ROUNDS)) {
    if (!isListening(stimulus)) break
    db = ambientDb(noise, answer)
    if (db === null || db <= noise.limitDb) return { listen: null, tooNoisy: false, db }
    loud += 1
  }
  if (loud >= ROUNDS) return { listen: null, tooNoisy: true, db }
  return { listen: { listen: 'noise', round: loud + 1 }, tooNoisy: false, db }
}
