import type { Pitch, SoundRecord, Transducer } from '#protocol/procedures/sound.ts'
import type { Side } from '#protocol/station.ts'

/**
 * Reference equivalent threshold levels (RETSPL): sound pressure at 0 dB HL, dB SPL. Headphones by ISO 389-1 and 389-8, in their
 * coupler; loudspeakers by ISO 389-7, free field from the front, without the listener. `checked`: compared with a published table
 * (the specification of the Sound Scouts audiometer, which names TDH39 and HD300); the others are from memory of the standards and
 * have to be compared with their text before a booth relies on them. For a loudspeaker at 90° the ear that faces it hears up to
 * some decibels more than from the front (ISO 8253-2 gives the differences): they are not in here.
 */
const RETSPL: Record<Transducer, { checked: boolean; db: Record<Pitch, number> }> = {
  TDH39: { checked: true, db: { 500: 11.5, 1000: 7, 2000: 9, 4000: 9.5 } },
  HD300: { checked: true, db: { 500: 6.7, 1000: 0.4, 2000: 1.4, 4000: -1.1 } },
  HDA200: { checked: false, db: { 500: 11, 1000: 5.5, 2000: 4.5, 4000: 9.5 } },
  loudspeakers: { checked: false, db: { 500: 4.4, 1000: 2.4, 2000: -1.3, 4000: -5.4 } },
}

export type Sound = Pick<SoundRecord, 'transducer' | 'fullScaleDb'>

/** What gives `levelDb` (dB HL) at this ear, in dB of a full-scale sine: dB HL + RETSPL − SPL at full scale. Above 0: it can't be given. */
export const dbfs = (sound: Sound, ear: Side, pitch: Pitch, levelDb: number): number =>
  levelDb + RETSPL[sound.transducer].db[pitch] - sound.fullScaleDb[ear][pitch]

/**
 * A third of an octave of noise around 500 Hz hides a tone of so many dB HL when it is louder by this, dB SPL (ISO 389-4, from memory of the
 * standard: to be compared with its text before a booth relies on it).
 */
const MASKING_DB = 4

/** Noise that hides a tone of `levelDb` (dB HL) at this ear, in dB of a full-scale sine as loud. */
export const maskDbfs = (sound: Sound, ear: Side, levelDb: number): number => dbfs(sound, ear, 500, levelDb) + MASKING_DB

/** No louder than this without a person beside the driver, dB HL: enough to tell what matters around 40. */
const MOST_DB = 80
/** Levels of tones come in steps of this, dB. */
export const STEP_DB = 5

/** The loudest tone that can be asked for at this ear, dB HL in steps of 5: below full scale, and at most 80. */
export const ceilingDb = (sound: Sound, ear: Side, pitch: Pitch): number =>
  Math.min(MOST_DB, STEP_DB * Math.floor(-dbfs(sound, ear, pitch, 0) / STEP_DB))

/** The ceilings of a booth, by ear and pitch. */
export const ceilings = (sound: Sound): Record<Side, Record<Pitch, number>> => {
  const of = (ear: Side) => ({
    500: ceilingDb(sound, ear, 500),
    1000: ceilingDb(sound, ear, 1000),
    2000: ceilingDb(sound, ear, 2000),
    4000: ceilingDb(sound, ear, 4000),
  })
  return { left: of('left'), right: of('right') }
}
