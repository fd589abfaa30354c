import { type Static, type TSchema, Type } from 'typebox'
import { Exact, Nullable, Words } from '../basic.ts'
import { FIELDS, limits } from '../fields.ts'

// What both ways of testing hearing stand on: what makes the sound, and how quiet it is around it.

/** Pitches that are tested, Hz. A fork's 512 Hz is taken for 500. */
export const PITCHES = [500, 1000, 2000, 4000] as const
export const Pitch = Type.Enum(PITCHES)
export type Pitch = Static<typeof Pitch>
export const byPitch = <S extends TSchema>(value: S) => Exact({ 500: value, 1000: value, 2000: value, 4000: value })
export const byEar = <S extends TSchema>(value: S) => Exact({ left: value, right: value })

/** What makes the sound: two loudspeakers beside the head, or headphones of a type whose reference levels are known. */
export const TRANSDUCERS = ['loudspeakers', 'TDH39', 'HD300', 'HDA200'] as const
export const Transducer = Words(TRANSDUCERS)
export type Transducer = Static<typeof Transducer>
/** Those that sound at one ear alone. */
export const HEADPHONES = ['TDH39', 'HD300', 'HDA200'] as const satisfies readonly Transducer[]

/** What the installer measured of the booth's sound. */
export const SoundRecord = Exact({
  transducer: Transducer,
  /** Sound pressure of a sine at full scale, dB SPL: at the head, or in the coupler. */
  fullScaleDb: byEar(byPitch(Type.Number(limits(FIELDS.fullScaleDb)))),
  /** Sound pressure, dB(A), at which the microphone comes to full scale; null: it isn't calibrated. */
  microphoneDb: Nullable(Type.Number(limits(FIELDS.microphoneDb))),
  /** Headphones that are put on where a doctor asks for them, beside loudspeakers: at full scale, in their coupler. Absent: none. */
  headphones: Type.Optional(Exact({ transducer: Words(HEADPHONES), fullScaleDb: byEar(byPitch(Type.Number(limits(FIELDS.fullScaleDb)))) })),
})
export type SoundRecord = Static<typeof SoundRecord>

/** How loud the booth may be before a sound is played, and what its microphone's level means (as in `SoundRecord`). */
export const NoiseGate = Exact({
  limitDb: Type.Number({ minimum: 20, maximum: 90 }),
  microphoneDb: Nullable(Type.Number({ minimum: 0, maximum: 160 })),
})
export type NoiseGate = Static<typeof NoiseGate>

/** The booth listens whether it is quiet; the level is A-weighted, dB below the microphone's full scale, null when nothing could be heard. */
export const ListenStimulus = Exact({ listen: Type.Literal('noise'), round: Type.Integer({ minimum: 1, maximum: 3 }) })
export type ListenStimulus = Static<typeof ListenStimulus>
export const ListenAnswer = Exact({ dbfs: Nullable(Type.Number({ minimum: -300, maximum: 20 })) })
export type ListenAnswer = Static<typeof ListenAnswer>

export const listenScene = Exact({
  /** Listen with the microphone how loud the booth is, and tell the level. Round 2 and 3: it was too loud. */
  scene: Type.Literal('listen'),
  round: Type.Integer({ minimum: 1, maximum: 3 }),
  listenMs: Type.Integer({ minimum: 0 }),
})
