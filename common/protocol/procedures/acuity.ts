import { type Static, Type } from 'typebox'
import { Exact, Nullable, Words } from '../basic.ts'
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
  },
  stimulus: Exact({
    kind: Words(['practice', 'descent', 'trial'] as const),
    level: Acuity,
    direction: Direction,
    /** So long the eyes rest before it stands there, ms; absent: not at all. */
    restMs: Type.Optional(Type.Integer({ minimum: 1000, maximum: 60_000 })),
    /** Width of one stroke in physical pixels; the optotype is five strokes wide. */
    strokePx: Type.Number({ minimum: 0.1, maximum: 1000 }),
  }),
  answer: Words(['up', 'right', 'down', 'left', 'cannot-see'] as const),
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
    }),
    /** The eyes rest, and the other one stays covered. */
    Exact({ scene: Type.Literal('rest'), eye: Side, restMs: Type.Integer({ minimum: 0 }) }),
  ],
})
export type AcuitySetup = Static<typeof acuity.setup>
export type AcuityStimulus = Static<typeof acuity.stimulus>
export type AcuityAnswer = Static<typeof acuity.answer>
export type AcuityScore = Static<typeof acuity.score>
export type AcuityTrial = Static<typeof acuity.trial>
