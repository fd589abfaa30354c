import { type Static, Type } from 'typebox'
import { Exact, Nullable, Words } from '../basic.ts'
import { FIELDS, limits } from '../fields.ts'
import { Acuity, Side } from '../station.ts'
import { wire } from './wire.ts'

export const Direction = Words(['up', 'right', 'down', 'left'] as const)
export type Direction = Static<typeof Direction>

/** What the installer measured of the test screen. Lengths in mm; `path` is eye to screen image, over mirrors. */
export const ScreenRecord = Exact({
  pitchMm: Type.Number({ minimum: 0.01, maximum: 1 }),
  pathMm: Type.Number({ minimum: 300, maximum: 10_000 }),
  mirrors: Type.Integer({ minimum: 0, maximum: 4 }),
})
export type ScreenRecord = Static<typeof ScreenRecord>

/** One E that stands there. */
export const Optotype = Exact({
  kind: Words(['practice', 'descent', 'trial'] as const),
  level: Acuity,
  direction: Direction,
  /** So long the eyes rest before it stands there, ms; absent: not at all. */
  restMs: Type.Optional(Type.Integer({ minimum: 1000, maximum: 60_000 })),
  /** Width of one stroke in physical pixels; the optotype is five strokes wide. */
  strokePx: Type.Number({ minimum: 0.1, maximum: 1000 }),
})
export type Optotype = Static<typeof Optotype>
export const AcuityAnswer = Words(['up', 'right', 'down', 'left', 'cannot-see'] as const)
export type AcuityAnswer = Static<typeof AcuityAnswer>

/** The driver sits at the mark with the other eye covered, and the face camera looks how many pixels apart the eyes are in its picture. */
export const MarkStimulus = Exact({ mark: Type.Literal('eyes') })
export type MarkStimulus = Static<typeof MarkStimulus>
/** What a camera may tell of the driver's eyes, for a doctor to look again: null where it can't tell. It decides nothing. */
export const EyesHint = Exact({
  /** Which of the driver's own eyes is covered, and by what. */
  covered: Nullable(Words(['left', 'right', 'both', 'none'] as const)),
  by: Nullable(Words(['hand', 'other'] as const)),
  /** In logs of before: nothing here ever told whether glasses were on. */
  glasses: Type.Optional(Type.Null()),
})
export type EyesHint = Static<typeof EyesHint>
/** Pixels between the eyes at the mark; null: no eyes were found, or nothing here finds any. `hint`: what most pictures showed. */
export const MarkAnswer = Exact({ spanPx: Nullable(Type.Number({ minimum: 1, maximum: 10_000 })), hint: Type.Optional(EyesHint) })
export type MarkAnswer = Static<typeof MarkAnswer>

/** The page tells what its face camera sees of the eyes while a scene stands there. Absent: nobody asks. */
const Watched = Type.Optional(Type.Literal(true))

/** `limits` decides; `number` and `lines` tell a doctor more. */
const WAYS = ['limits', 'number', 'lines'] as const

/** Visual acuity of one eye. */
export const acuity = wire({
  name: 'acuity',
  most: 900,
  needs: ['screen'],
  methods: WAYS,
  informing: ['number', 'lines'],
  method: (setup) => setup.method,
  worn: (setup) => ({ of: 'glasses', on: setup.glasses }),
  setup: {
    /** Which version of the procedure; absent: the first. Its rules are those of the log for ever. */
    version: Type.Optional(Type.Union([Type.Literal(2), Type.Literal(3)])),
    method: Words(WAYS),
    eye: Side,
    /** The limits of the driver's classes, strictest first. */
    limits: Type.Array(Acuity, { minItems: 1, maxItems: 4 }),
    glasses: Type.Boolean(),
    /** An earlier test of this check has shown that the driver knows what to do: nothing is practised. */
    practised: Type.Optional(Type.Literal(true)),
    screen: ScreenRecord,
    /** The face camera watches how far away the head is, from the mark on. Absent: nothing does. */
    distance: Type.Optional(
      Exact({
        /** From the camera's lens to the eyes at the mark, mm. */
        cameraMm: Type.Number(limits(FIELDS.cameraMm)),
        /** A head that is further from the mark than this part of the path is too near or too far. */
        mostOff: Type.Number({ minimum: 0.005, maximum: 0.2 }),
      }),
    ),
  },
  stimulus: Type.Union([Optotype, MarkStimulus]),
  answer: Type.Union([AcuityAnswer, MarkAnswer]),
  score: {
    method: Words(WAYS),
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
        /** It rose far and then fell until it was missed, as that of an eye that tires. */
        fell: Type.Optional(Type.Literal(true)),
      }),
      { maxItems: 8 },
    ),
    /**
     * Acuity as a number with the interval that it lies in; null where it wasn't asked for. A level or a lower end of null lies below
     * the coarsest optotype, 4.0: how far, nothing that was shown can tell.
     */
    threshold: Nullable(Exact({ level: Nullable(Acuity), low: Nullable(Acuity), high: Acuity, trials: Type.Integer() })),
    /** Line by line, coarse to fine as they were shown. */
    lines: Type.Array(Exact({ level: Acuity, right: Type.Integer(), shown: Type.Integer(), read: Type.Boolean() }), { maxItems: 400 }),
    /** What the camera that watches the head makes of the log; absent: none watched. */
    distance: Type.Optional(
      Exact({
        /** Were the eyes found at the mark? If not, nothing could be watched. */
        found: Type.Boolean(),
        /** Optotypes that weren't counted because the head was too near or too far, and those of which the camera didn't see the head. */
        uncounted: Type.Integer({ minimum: 0 }),
        unseen: Type.Integer({ minimum: 0 }),
        /** The head was off so often that the test was ended: nobody knows what the eye sees. */
        ended: Type.Optional(Type.Literal(true)),
      }),
    ),
  },
  scenes: [
    Exact({
      scene: Type.Literal('optotype'),
      practice: Type.Boolean(),
      direction: Direction,
      strokePx: Type.Number(),
      /** An odd count of mirrors: draw it left-right inverted. */
      inverted: Type.Boolean(),
      eye: Side,
      watched: Watched,
    }),
    /** The eyes rest, and the other one stays covered. */
    Exact({ scene: Type.Literal('rest'), eye: Side, restMs: Type.Integer({ minimum: 0 }), watched: Watched }),
    /** Sit at the mark, cover the other eye; then the camera looks. */
    Exact({ scene: Type.Literal('mark'), eye: Side, watched: Watched }),
    /** Move, until the head is where it was at the mark; `still`: it is, for a moment. */
    Exact({ scene: Type.Literal('seat'), eye: Side, move: Words(['back', 'nearer', 'still'] as const), watched: Watched }),
  ],
})
export type AcuitySetup = Static<typeof acuity.setup>
export type AcuityStimulus = Static<typeof acuity.stimulus>
export type AcuityScore = Static<typeof acuity.score>
/** A trial of a log, that of the mark too. */
export type AcuityLogged = Static<typeof acuity.trial>
/** The trial of an optotype. */
export type AcuityTrial = Omit<AcuityLogged, 'stimulus' | 'answer'> & { stimulus: Optotype; answer: AcuityAnswer }
