import { type Static, Type } from 'typebox'
import { Exact, Nullable, Words } from '../basic.ts'
import { Side } from '../station.ts'
import { byEar, byPitch, ListenAnswer, ListenStimulus, listenScene, NoiseGate, PITCHES, Pitch, Transducer } from './sound.ts'
import { wire } from './wire.ts'

const HearingLevel = Type.Integer({ minimum: -10, maximum: 120 })

export const ToneStimulus = Exact({
  ear: Side,
  pitch: Pitch,
  levelDb: HearingLevel,
  /** False: silence that takes as long, to see who says that they heard. */
  sounds: Type.Boolean(),
  /** Silence before the tone, and the tone, ms. */
  gapMs: Type.Integer({ minimum: 0, maximum: 10_000 }),
  toneMs: Type.Integer({ minimum: 100, maximum: 5000 }),
})
export type ToneStimulus = Static<typeof ToneStimulus>
export const ToneAnswer = Words(['heard', 'nothing'] as const)
export type ToneAnswer = Static<typeof ToneAnswer>

export const ToneThreshold = Exact({
  pitch: Pitch,
  state: Words(['threshold', 'no-response', 'unsettled', 'not-tested'] as const),
  /** dB HL: the threshold, or the level at which there was no response; null otherwise. */
  levelDb: Nullable(HearingLevel),
})
export type ToneThreshold = Static<typeof ToneThreshold>
const EarScore = Exact({
  /** From the lowest pitch up. */
  thresholds: Type.Array(ToneThreshold, { maxItems: PITCHES.length }),
  /** Second threshold at 1000 Hz less the first, dB; null: not both were found. */
  retestDb: Nullable(Type.Integer()),
  /** Mean of the thresholds at 500, 1000 and 2000 Hz, dB HL; null: not all were found. */
  averageDb: Nullable(Type.Number()),
})
const TONE_FAULTS = ['too-noisy', 'false-positives', 'retest-differs', 'unsettled', 'unfinished'] as const

/** Pure tones at each ear, for a doctor's information. */
export const tones = wire({
  name: 'tones',
  most: 400,
  needs: ['speakers'],
  methods: ['tones'],
  informing: ['tones'],
  method: () => 'tones',
  worn: (setup) => ({ of: 'aid', on: setup.aid }),
  setup: {
    aid: Type.Boolean(),
    transducer: Transducer,
    /** The loudest that can be asked for, dB HL. */
    ceilingDb: byEar(byPitch(HearingLevel)),
    noise: NoiseGate,
  },
  stimulus: Type.Union([ToneStimulus, ListenStimulus]),
  answer: Type.Union([ToneAnswer, ListenAnswer]),
  score: {
    aid: Type.Boolean(),
    transducer: Transducer,
    trials: Type.Integer(),
    ears: byEar(EarScore),
    /** Silences, and those after which something was said to have been heard. */
    silences: Type.Integer(),
    falsePositives: Type.Integer(),
    /** Ambient noise, dB(A); null: not measured. */
    ambientDb: Nullable(Type.Number()),
    /** Why it isn't valid; empty: it is. */
    faults: Type.Array(Words(TONE_FAULTS), { maxItems: TONE_FAULTS.length }),
  },
  scenes: [
    listenScene,
    Exact({
      scene: Type.Literal('tone'),
      first: Type.Boolean(),
      headphones: Type.Boolean(),
      ear: Side,
      pitch: Pitch,
      gapMs: Type.Integer(),
      toneMs: Type.Integer(),
      /** Amplitude, 0 to 1 of full scale; 0 is a trial too. */
      gain: Type.Number({ minimum: 0, maximum: 1 }),
    }),
  ],
})
export type TonesSetup = Static<typeof tones.setup>
export type TonesScore = Static<typeof tones.score>
export type TonesTrial = Static<typeof tones.trial>
