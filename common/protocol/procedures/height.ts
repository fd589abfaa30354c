import { type Static, type TSchema, Type } from 'typebox'
import { Exact, Nullable, Words } from '../basic.ts'
import { wire } from './wire.ts'

const bySide = <S extends TSchema>(value: S) => Exact({ left: value, right: value })

/** Height under a sensor overhead. */
export const height = wire({
  name: 'height',
  most: 20,
  needs: ['height'],
  setup: {
    /** Absent: judged by the range of the samples, and floor less head, as it once was. */
    version: Type.Optional(Type.Literal(2)),
    /** Sensor to the empty floor as the sensor said, mm: the tare that the server recorded. */
    floorMm: Type.Number({ minimum: 500, maximum: 4500 }),
    /** Sensor to the empty floor as the installer's tape said, mm; absent: as the sensor said. */
    tapeMm: Type.Optional(Type.Number({ minimum: 500, maximum: 4500 })),
    /** A whole machine measures, and gives one value a round. */
    machine: Type.Optional(Type.Literal(true)),
    /** The booth has a cell under each foot: how the weight lies on them is a hint. */
    feet: Type.Optional(Type.Literal(true)),
    /** Minimum heights that matter for these classes, mm. */
    limitsMm: Type.Array(Type.Number(), { maxItems: 4 }),
  },
  stimulus: Exact({ step: Words(['stand', 'step-off'] as const), round: Type.Integer({ minimum: 1, maximum: 3 }) }),
  answer: Type.Union([
    /** Distances from the sensor down to the head, mm. */
    Exact({
      step: Type.Literal('stand'),
      samplesMm: Type.Array(Type.Number({ minimum: 0, maximum: 10_000 }), { maxItems: 200 }),
      /** What each foot bore meanwhile, mN; absent: not felt. */
      feetMn: Type.Optional(bySide(Type.Integer({ minimum: -10_000_000, maximum: 10_000_000 }))),
    }),
    Exact({
      step: Type.Literal('step-off'),
      /** Distances down to the floor that the driver has left, mm; absent: it wasn't seen. */
      floorMm: Type.Optional(Type.Array(Type.Number({ minimum: 0, maximum: 10_000 }), { maxItems: 60 })),
    }),
  ]),
  score: {
    cm: Nullable(Type.Integer()),
    roundsMm: Type.Array(Nullable(Type.Number()), { maxItems: 20 }),
    nearLimit: Type.Boolean(),
    /**
     * The floor that the heights stand on, mm as the sensor said, and the booth's tare: seen with this driver, or the tare itself, of whose
     * air nothing is known. `differs`: by more than 10 mm from the tare. Absent: an older setup, or a whole machine.
     */
    floor: Type.Optional(
      Exact({ mm: Type.Number(), tareMm: Type.Number(), from: Words(['driver', 'tare'] as const), differs: Type.Boolean() }),
    ),
    /** One foot bore hardly anything, or neither did, in some round. Absent: both did, or nobody felt it. */
    feet: Type.Optional(Words(['one', 'none'] as const)),
    /** `unsteady`: the middle of the samples is not known to 2 mm. */
    outcome: Words(['measured', 'rounds-differ', 'implausible', 'too-few-samples', 'unsteady'] as const),
  },
  scenes: [
    Exact({
      scene: Type.Literal('height'),
      step: Words(['stand', 'step-off'] as const),
      round: Type.Integer(),
      live: Nullable(Type.Number()),
    }),
  ],
})
export type HeightSetup = Static<typeof height.setup>
export type HeightStimulus = Static<typeof height.stimulus>
export type HeightAnswer = Static<typeof height.answer>
export type HeightScore = Static<typeof height.score>
export type HeightTrial = Static<typeof height.trial>
