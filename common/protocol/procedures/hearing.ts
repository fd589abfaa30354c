import { type Static, Type } from 'typebox'
import { Exact, Nullable, Words } from '../basic.ts'
import { byEar, ListenAnswer, ListenStimulus, listenScene, NoiseGate } from './sound.ts'
import { wire } from './wire.ts'

export const DirectionStimulus = Exact({
  side: Words(['left', 'right', 'silent'] as const),
  /** Silence before the sound, ms. */
  gapMs: Type.Integer({ minimum: 0, maximum: 10_000 }),
  levelDb: Type.Number({ minimum: 0, maximum: 100 }),
})
export type DirectionStimulus = Static<typeof DirectionStimulus>
export const DirectionAnswer = Words(['left', 'right', 'nothing'] as const)
export type DirectionAnswer = Static<typeof DirectionAnswer>

/** Hearing with each ear: from which side does it come? */
export const hearing = wire({
  name: 'hearing',
  most: 200,
  needs: ['speakers'],
  methods: ['directions', 'headphones'],
  method: (setup) => (setup.maskDb === undefined ? 'directions' : 'headphones'),
  worn: (setup) => ({ of: 'aid', on: setup.aid }),
  setup: {
    /** Absent: the longest gaps, and silences to the end, as it once was; 2: gaps as long as a sound of 1.5 s asked for. */
    version: Type.Optional(Type.Union([Type.Literal(2), Type.Literal(3)])),
    aid: Type.Boolean(),
    /** Level at the head, dB HL equivalent, and the half-width of its roving in dB. */
    levelDb: Type.Number({ minimum: 0, maximum: 80 }),
    roveDb: Type.Number({ minimum: 0, maximum: 30 }),
    /** By headphones, with noise at both ears: what a pure tone of so many dB HL is hidden by. Absent: by whatever the booth has, without noise. */
    maskDb: Type.Optional(Type.Number({ minimum: 0, maximum: 80 })),
    /** Absent in attempts from before the booth listened. */
    noise: Type.Optional(NoiseGate),
  },
  stimulus: Type.Union([DirectionStimulus, ListenStimulus]),
  answer: Type.Union([DirectionAnswer, ListenAnswer]),
  score: {
    aid: Type.Boolean(),
    trials: Type.Integer(),
    pairs: Exact({ leftRight: Type.Integer(), leftSilent: Type.Integer(), rightSilent: Type.Integer() }),
    /** Ambient noise, dB(A); null: not measured. Scores from before the booth listened have none. */
    ambientDb: Type.Optional(Nullable(Type.Number())),
    /** Sounds that noise drowned and that were asked again; absent: none. */
    drowned: Type.Optional(Type.Integer({ minimum: 1 })),
    /** By headphones, with noise at both ears. Absent: by whatever the booth has. */
    headphones: Type.Optional(Type.Literal(true)),
    outcome: Words(['both-ears', 'referred', 'too-noisy'] as const),
  },
  scenes: [
    listenScene,
    Exact({
      scene: Type.Literal('sound'),
      /** The first sound of this attempt: the driver is told what to do, and to put on headphones where the booth has them. */
      first: Type.Boolean(),
      headphones: Type.Boolean(),
      /** Which loudspeaker sounds; `silent` is a trial too. */
      side: Words(['left', 'right', 'silent'] as const),
      gapMs: Type.Integer(),
      /** Amplitude, 0 to 1 of full scale. */
      gain: Type.Number({ minimum: 0, maximum: 1 }),
      /** Noise at each ear, the amplitude of a sine as loud, from before the sound to behind it; absent: none. */
      noise: Type.Optional(byEar(Type.Number({ minimum: 0, maximum: 1 }))),
    }),
  ],
})
export type HearingSetup = Static<typeof hearing.setup>
export type HearingScore = Static<typeof hearing.score>
export type HearingTrial = Static<typeof hearing.trial>
