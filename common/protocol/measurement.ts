import { Type, type Static, type TSchema } from 'typebox'
import { Exact, Id, Nullable, Words } from './basic.ts'
import { FIELDS, limits } from './fields.ts'
import { Acuity, AnyStation, informs, Side, type Method } from './station.ts'

/** What a measurement is made with, what it shows, what is answered, and what it comes to: one of each a procedure. */

// ---------------------------------------------------------------- acuity

export const Direction = Words(['up', 'right', 'down', 'left'] as const)
export type Direction = Static<typeof Direction>

/** What the installer measured of the test screen. Lengths in mm; `path` is eye to screen image, over mirrors. */
export const ScreenRecord = Exact({
  pitchMm: Type.Number({ minimum: 0.01, maximum: 1 }),
  pathMm: Type.Number({ minimum: 300, maximum: 10_000 }),
  mirrors: Type.Integer({ minimum: 0, maximum: 4 }),
})
export type ScreenRecord = Static<typeof ScreenRecord>

export const AcuitySetup = Exact({
  procedure: Type.Literal('acuity'),
  /** `limits` decides; `number` and `lines` tell a doctor more. */
  method: Words(['limits', 'number', 'lines'] as const),
  eye: Side,
  /** The limits of the driver's classes, strictest first. */
  limits: Type.Array(Acuity, { minItems: 1, maxItems: 4 }),
  glasses: Type.Boolean(),
  screen: ScreenRecord,
})
export const AcuityStimulus = Exact({
  kind: Words(['practice', 'descent', 'trial'] as const),
  level: Acuity,
  direction: Direction,
  /** Width of one stroke in physical pixels; the optotype is five strokes wide. */
  strokePx: Type.Number({ minimum: 0.1, maximum: 1000 }),
})
export const AcuityAnswer = Words(['up', 'right', 'down', 'left', 'cannot-see'] as const)
export const AcuityScore = Exact({
  procedure: Type.Literal('acuity'),
  method: Words(['limits', 'number', 'lines'] as const),
  eye: Side,
  glasses: Type.Boolean(),
  /** Were the two large ones read that a practice asks for? */
  practised: Type.Boolean(),
  /** The finest level that was read on the way down, or null. */
  region: Nullable(Acuity),
  /** The strictest limit that was reached, or null. */
  reached: Nullable(Acuity),
  borderline: Type.Boolean(),
  walks: Type.Array(
    Exact({
      limit: Acuity,
      score: Type.Integer(),
      trials: Type.Integer(),
      outcome: Words(['reached', 'not-reached'] as const),
      borderline: Type.Boolean(),
    }),
    { maxItems: 4 },
  ),
  /** Acuity as a number with the interval that it lies in; null where it wasn't asked for. */
  threshold: Nullable(Exact({ level: Acuity, low: Acuity, high: Acuity, trials: Type.Integer() })),
  /** Line by line, coarse to fine as they were shown. */
  lines: Type.Array(Exact({ level: Acuity, right: Type.Integer(), shown: Type.Integer(), read: Type.Boolean() }), { maxItems: 400 }),
})

// ---------------------------------------------------------------- colour

export const ColourAxis = Words(['protan', 'deutan'] as const)
export const ColourSetup = Exact({
  procedure: Type.Literal('colour'),
  /** What the plates show: two digits, or an opening for people who don't read digits. */
  form: Words(['digits', 'openings'] as const),
})
export const COLOUR_KINDS = ['demonstration', 'protan', 'deutan', 'weak-protan', 'weak-deutan', 'tritan'] as const
export const ColourStimulus = Exact({
  /** `protan` and `deutan` decide; the weak ones and tritan only tell more. */
  kind: Words(COLOUR_KINDS),
  /** The plate is drawn from this, `kind` and `figure` alone, alike in booth and console. */
  plate: Type.Integer({ minimum: 0, maximum: 0xffffffff }),
  /** What it shows: two digits, or the side on which a ring is open. */
  figure: Type.String({ maxLength: 5, pattern: '^([0-9]{2}|up|right|down|left)$' }),
})
export const DigitsAnswer = Type.String({ maxLength: 10, pattern: '^([0-9]{2}|cannot-see)$' })
export const OpeningAnswer = Words(['up', 'right', 'down', 'left', 'cannot-see'] as const)
export const ColourAnswer = Type.Union([DigitsAnswer, OpeningAnswer])
const PlatesRead = Exact({ shown: Type.Integer(), read: Type.Integer() })
const AxisScore = Exact({ score: Type.Integer(), plates: Type.Integer(), outcome: Words(['accepted', 'referred'] as const) })
export const ColourScore = Exact({
  procedure: Type.Literal('colour'),
  form: Words(['digits', 'openings'] as const),
  demonstrationRead: Type.Boolean(),
  protan: AxisScore,
  deutan: AxisScore,
  /** Faint plates, shown once both axes are accepted. `noted`: too few were read. Weakness passes. */
  weak: Exact({ protan: PlatesRead, deutan: PlatesRead, noted: Type.Boolean() }),
  /** Blue and yellow, for information. */
  tritan: PlatesRead,
  outcome: Words(['no-red-green-blindness', 'referred'] as const),
})

// ---------------------------------------------------------------- hearing

/** Pitches that are tested, Hz. A fork's 512 Hz is taken for 500. */
export const PITCHES = [500, 1000, 2000, 4000] as const
export const Pitch = Type.Enum(PITCHES)
export type Pitch = Static<typeof Pitch>
const byPitch = <S extends TSchema>(value: S) => Exact({ 500: value, 1000: value, 2000: value, 4000: value })
const byEar = <S extends TSchema>(value: S) => Exact({ left: value, right: value })

/** What makes the sound: two loudspeakers beside the head, or headphones of a type whose reference levels are known. */
export const TRANSDUCERS = ['loudspeakers', 'TDH39', 'HD300', 'HDA200'] as const
export const Transducer = Words(TRANSDUCERS)
export type Transducer = Static<typeof Transducer>

/** What the installer measured of the booth's sound. */
export const SoundRecord = Exact({
  transducer: Transducer,
  /** Sound pressure of a sine at full scale, dB SPL: at the head, or in the coupler. */
  fullScaleDb: byEar(byPitch(Type.Number(limits(FIELDS.fullScaleDb)))),
  /** Sound pressure, dB(A), at which the microphone comes to full scale; null: it isn't calibrated. */
  microphoneDb: Nullable(Type.Number(limits(FIELDS.microphoneDb))),
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
export const ListenAnswer = Exact({ dbfs: Nullable(Type.Number({ minimum: -300, maximum: 20 })) })
/** Ambient noise, dB(A); null: not measured. Scores from before the booth listened have none. */
const Ambient = Type.Optional(Nullable(Type.Number()))

export const HearingSetup = Exact({
  procedure: Type.Literal('hearing'),
  aid: Type.Boolean(),
  /** Level at the head, dB HL equivalent, and the half-width of its roving in dB. */
  levelDb: Type.Number({ minimum: 0, maximum: 80 }),
  roveDb: Type.Number({ minimum: 0, maximum: 30 }),
  /** Absent in attempts from before the booth listened. */
  noise: Type.Optional(NoiseGate),
})
export const DirectionStimulus = Exact({
  side: Words(['left', 'right', 'silent'] as const),
  /** Silence before the sound, ms. */
  gapMs: Type.Integer({ minimum: 0, maximum: 10_000 }),
  levelDb: Type.Number({ minimum: 0, maximum: 100 }),
})
export const DirectionAnswer = Words(['left', 'right', 'nothing'] as const)
export const HearingStimulus = Type.Union([DirectionStimulus, ListenStimulus])
export const HearingAnswer = Type.Union([DirectionAnswer, ListenAnswer])
export const HearingScore = Exact({
  procedure: Type.Literal('hearing'),
  aid: Type.Boolean(),
  trials: Type.Integer(),
  pairs: Exact({ leftRight: Type.Integer(), leftSilent: Type.Integer(), rightSilent: Type.Integer() }),
  ambientDb: Ambient,
  outcome: Words(['both-ears', 'referred', 'too-noisy'] as const),
})

// ---------------------------------------------------------------- pure tones

const HearingLevel = Type.Integer({ minimum: -10, maximum: 120 })
export const TonesSetup = Exact({
  procedure: Type.Literal('tones'),
  aid: Type.Boolean(),
  transducer: Transducer,
  /** The loudest that can be asked for, dB HL. */
  ceilingDb: byEar(byPitch(HearingLevel)),
  noise: NoiseGate,
})
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
export const ToneAnswer = Words(['heard', 'nothing'] as const)
export const TonesStimulus = Type.Union([ToneStimulus, ListenStimulus])
export const TonesAnswer = Type.Union([ToneAnswer, ListenAnswer])
export const ToneThreshold = Exact({
  pitch: Pitch,
  state: Words(['threshold', 'no-response', 'unsettled', 'not-tested'] as const),
  /** dB HL: the threshold, or the level at which there was no response; null otherwise. */
  levelDb: Nullable(HearingLevel),
})
export type ToneThreshold = Static<typeof ToneThreshold>
export const EarScore = Exact({
  /** From the lowest pitch up. */
  thresholds: Type.Array(ToneThreshold, { maxItems: PITCHES.length }),
  /** Second threshold at 1000 Hz less the first, dB; null: not both were found. */
  retestDb: Nullable(Type.Integer()),
  /** Mean of the thresholds at 500, 1000 and 2000 Hz, dB HL; null: not all were found. */
  averageDb: Nullable(Type.Number()),
})
export const TONE_FAULTS = ['too-noisy', 'false-positives', 'retest-differs', 'unsettled', 'unfinished'] as const
export const TonesScore = Exact({
  procedure: Type.Literal('tones'),
  aid: Type.Boolean(),
  transducer: Transducer,
  trials: Type.Integer(),
  ears: byEar(EarScore),
  /** Silences, and those after which something was said to have been heard. */
  silences: Type.Integer(),
  falsePositives: Type.Integer(),
  ambientDb: Nullable(Type.Number()),
  /** Why it isn't valid; empty: it is. */
  faults: Type.Array(Words(TONE_FAULTS), { maxItems: TONE_FAULTS.length }),
})

// ---------------------------------------------------------------- height

export const HeightSetup = Exact({
  procedure: Type.Literal('height'),
  /** Sensor to the empty floor, mm: the tare that the server recorded. */
  floorMm: Type.Number({ minimum: 500, maximum: 4500 }),
  /** A whole machine measures, and gives one value a round. */
  machine: Type.Optional(Type.Literal(true)),
  /** Minimum heights that matter for these classes, mm. */
  limitsMm: Type.Array(Type.Number(), { maxItems: 4 }),
})
export const HeightStimulus = Exact({ step: Words(['stand', 'step-off'] as const), round: Type.Integer({ minimum: 1, maximum: 3 }) })
export const HeightAnswer = Type.Union([
  /** Distances from the sensor down to the head, mm. */
  Exact({ step: Type.Literal('stand'), samplesMm: Type.Array(Type.Number({ minimum: 0, maximum: 10_000 }), { maxItems: 200 }) }),
  Exact({ step: Type.Literal('step-off') }),
])
export const HeightScore = Exact({
  procedure: Type.Literal('height'),
  cm: Nullable(Type.Integer()),
  roundsMm: Type.Array(Nullable(Type.Number()), { maxItems: 20 }),
  nearLimit: Type.Boolean(),
  outcome: Words(['measured', 'rounds-differ', 'implausible', 'too-few-samples'] as const),
})

// ---------------------------------------------------------------- limbs and trunk

export const LIMB_TASKS = [
  'palms',
  'fists',
  'arms-up',
  'press-right-pedal',
  'press-left-pedal',
  'lift-left-foot',
  'lift-right-foot',
  'head-left',
  'head-right',
  'sit-straight',
  // Only in a booth with grips, and with a standing plate.
  'grip-right',
  'grip-left',
  'weight-right',
  'weight-left',
] as const
export const LimbTask = Words(LIMB_TASKS)
export type LimbTask = Static<typeof LimbTask>

export const LimbsSetup = Exact({
  procedure: Type.Literal('limbs'),
  station: Words(['upper-limbs', 'lower-limbs', 'trunk'] as const),
  tasks: Type.Array(LimbTask, { minItems: 1, maxItems: 10 }),
})
export const LimbsStimulus = Exact({ task: LimbTask })
/** Force over time from a cell: milliseconds since the task began, millinewtons. */
export const ForceSample = Type.Tuple([Type.Integer({ minimum: 0 }), Type.Integer({ minimum: -10_000_000, maximum: 10_000_000 })])
export const LimbsAnswer = Exact({
  done: Words(['done', 'cannot', 'timed-out'] as const),
  /** Null where the task has no sensor. */
  force: Nullable(Type.Array(ForceSample, { maxItems: 2000 })),
})
export const LimbsScore = Exact({
  procedure: Type.Literal('limbs'),
  station: Words(['upper-limbs', 'lower-limbs', 'trunk'] as const),
  tasks: Type.Array(
    Exact({
      task: LimbTask,
      done: Words(['done', 'cannot', 'timed-out'] as const),
      peakN: Nullable(Type.Number()),
      heldMs: Nullable(Type.Number()),
    }),
    { maxItems: 20 },
  ),
  /** The smaller peak of two sides over the larger, 0 to 1, of the pair that differs most; null unless one pair was measured and pressed. */
  symmetry: Nullable(Type.Number({ minimum: 0, maximum: 1 })),
  /** What the sensors hint at. A doctor decides. */
  hint: Words(['as-expected', 'look-closely'] as const),
})

// ---------------------------------------------------------------- reaction time

export const ReactionSetup = Exact({ procedure: Type.Literal('reaction') })
export const ReactionStimulus = Exact({
  kind: Words(['practice', 'trial'] as const),
  /** How long the circle stands grey before it turns green, ms. */
  foreMs: Type.Integer({ minimum: 0, maximum: 10_000 }),
})
/** `pressed` after the page said that green stands there, `too-early` before, `nothing` until the time ran out. */
export const ReactionAnswer = Words(['pressed', 'too-early', 'nothing'] as const)
export const ReactionScore = Exact({
  procedure: Type.Literal('reaction'),
  /** Of the times that count, ms: the median, and the median absolute deviation from it. Null where none counts. */
  medianMs: Nullable(Type.Number({ minimum: 0 })),
  madMs: Nullable(Type.Number({ minimum: 0 })),
  counted: Type.Integer({ minimum: 0 }),
  /** Not pressed within 1.5 s. */
  lapses: Type.Integer({ minimum: 0 }),
  /** Pressed before green, or sooner after it than anybody reacts. */
  anticipations: Type.Integer({ minimum: 0 }),
  /** Screen and input add a time that nobody has measured: the figures compare within one booth, with no norm. */
  relative: Type.Literal(true),
})

// ---------------------------------------------------------------- all procedures

export const Setup = Type.Union([AcuitySetup, ColourSetup, HearingSetup, TonesSetup, HeightSetup, LimbsSetup, ReactionSetup])
export type Setup = Static<typeof Setup>
export const Score = Type.Union([AcuityScore, ColourScore, HearingScore, TonesScore, HeightScore, LimbsScore, ReactionScore])
export type Score = Static<typeof Score>

const trialOf = <S extends Parameters<typeof Exact>[0][string], A extends Parameters<typeof Exact>[0][string]>(stimulus: S, answer: A) =>
  Exact({
    stimulus,
    answer,
    /** Monotonic clock of the agent, ms. */
    shownAt: Type.Number({ minimum: 0 }),
    answeredAt: Type.Number({ minimum: 0 }),
    /** Who ended it: the device that answers, of a limb's task its force cell, a touch, or nobody in time. Older logs say `device` of a cell. */
    source: Words(['device', 'cell', 'touch', 'timer'] as const),
    /** Presses or touches before the stimulus stood there, which are no answers; absent: none. */
    early: Type.Optional(Type.Integer({ minimum: 1, maximum: 99 })),
  })
export const AcuityTrial = trialOf(AcuityStimulus, AcuityAnswer)
export const ColourTrial = trialOf(ColourStimulus, ColourAnswer)
export const HearingTrial = trialOf(HearingStimulus, HearingAnswer)
export const TonesTrial = trialOf(TonesStimulus, TonesAnswer)
export const HeightTrial = trialOf(HeightStimulus, HeightAnswer)
export const LimbsTrial = trialOf(LimbsStimulus, LimbsAnswer)
export const ReactionTrial = trialOf(ReactionStimulus, ReactionAnswer)

/** The longest that a booth makes are forces: some tasks of 2000 samples each, 15 bytes a sample. */
export const Trials = Type.Union(
  [
    Type.Array(AcuityTrial, { maxItems: 400 }),
    Type.Array(ColourTrial, { maxItems: 200 }),
    Type.Array(HearingTrial, { maxItems: 200 }),
    Type.Array(TonesTrial, { maxItems: 400 }),
    Type.Array(HeightTrial, { maxItems: 20 }),
    Type.Array(LimbsTrial, { maxItems: 20 }),
    Type.Array(ReactionTrial, { maxItems: 40 }),
  ],
  { mostBytes: 400_000 },
)
export const Trial = Type.Union([AcuityTrial, ColourTrial, HearingTrial, TonesTrial, HeightTrial, LimbsTrial, ReactionTrial])
export type Trial = Static<typeof Trial>
export const Stimulus = Type.Union([
  AcuityStimulus,
  ColourStimulus,
  HearingStimulus,
  TonesStimulus,
  HeightStimulus,
  LimbsStimulus,
  ReactionStimulus,
])
export type Stimulus = Static<typeof Stimulus>
export const Answer = Type.Union([AcuityAnswer, ColourAnswer, HearingAnswer, TonesAnswer, HeightAnswer, LimbsAnswer, ReactionAnswer])
export type Answer = Static<typeof Answer>

/** A measurement that the server allowed: the seed and the setup are the server's, a log that says otherwise is refused. */
export const Attempt = Exact({
  id: Id,
  check: Id,
  station: AnyStation,
  number: Type.Integer({ minimum: 1 }),
  /** 128 bits, hexadecimal. It never reaches a page. */
  seed: Type.String({ maxLength: 32, pattern: '^[0-9a-f]{32}$' }),
  setup: Setup,
  calibrations: Type.Array(Id, { maxItems: 8 }),
})
export type Attempt = Static<typeof Attempt>

/** In which way a setup measures; null where its station has but one. */
export const methodOf = (setup: Setup): Method | null => {
  if (setup.procedure === 'acuity') return setup.method
  if (setup.procedure === 'colour') return setup.form
  if (setup.procedure === 'tones') return 'tones'
  return setup.procedure === 'hearing' ? 'directions' : null
}

/**
 * Whether a measurement made in this way may become the station's finding. The others tell a doctor more, and leave what was
 * measured or decided as it stands.
 */
export const decides = (setup: Setup): boolean => {
  const method = methodOf(setup)
  return setup.procedure !== 'reaction' && (method === null || !informs(method))
}
