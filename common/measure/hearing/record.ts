import { fits } from '#protocol/fits.ts'
import { SoundRecord } from '#protocol/procedures/sound.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Standing } from '../procedure.ts'
import type { Sound } from './loudness.ts'

/** What the installer measured of the booth's sound, and the calibration's id. */
export const soundOf = ({ speakers }: Standing): { sound: SoundRecord; id: string } | Refusal => {
  if (isRefusal(speakers)) return speakers
  const { device: _, ...sound } = speakers.value
  // A booth that has not been measured at each pitch yet has said less.
  return fits(SoundRecord, sound) ? { sound, id: speakers.id } : refuse('calibration-missing', { device: 'speakers' })
}

/** The headphones of a booth: its only sound, or put on beside its loudspeakers; null: it has none. */
export const headphonesOf = (sound: SoundRecord): Sound | null => (sound.transducer === 'loudspeakers' ? (sound.headphones ?? null) : sound)
