import { PITCHES, type Pitch, type SoundRecord } from '#protocol/procedures/sound.ts'
import type { Side } from '#protocol/station.ts'
import { HEADPHONES } from './hearing.ts'
import { dbfs, type Sound } from './loudness.ts'
import { TONES } from './tones.ts'

/** The loudest sound that stands for the tuning fork, dB HL: as the newest rules have it, which the server goes by. */
export const FORK_LOUDEST_DB = 70

/** A sound that a booth can't give as loud as a test of hearing asks: what was measured at full scale and what is needed, dB SPL. */
export type Weak = { source: Sound['transducer']; ear: Side; pitch: Pitch; reached: number; needed: number }

const EARS = ['left', 'right'] as const

const loudestDb = (transducer: Sound['transducer'], pitch: Pitch): number => {
  if (pitch !== 500) return TONES.familiar
  return transducer === 'loudspeakers' ? FORK_LOUDEST_DB : HEADPHONES.levelDb + HEADPHONES.roveDb
}

/** Which of these pitches are too weak, the direction test's 500 Hz first. */
export const weakAt = (sound: Sound, pitches: readonly Pitch[] = PITCHES): Weak[] => {
  const { transducer, fullScaleDb } = sound
  return pitches.flatMap((pitch) =>
    EARS.flatMap((ear) => {
      const reached = fullScaleDb[ear][pitch]
      const needed = reached + dbfs(sound, ear, pitch, loudestDb(transducer, pitch))
      return needed - reached > 1e-9 ? [{ source: transducer, ear, pitch, reached, needed: Math.round(needed * 10) / 10 }] : []
    }),
  )
}

/** What of a booth's sound is too weak: of headphones beside loudspeakers the direction test alone, since no tones are measured by them. */
export const weakIn = ({ headphones, ...sound }: Pick<SoundRecord, 'transducer' | 'fullScaleDb' | 'headphones'>): Weak[] => [
  ...weakAt(sound),
  ...(headphones ? weakAt(headphones, [500]) : []),
]
