import { type Static, Type } from 'typebox'
import { Exact, Nullable, Words } from '../basic.ts'
import { wire } from './wire.ts'

/** Height under a sensor overhead. */
export const height = wire({
  name: 'height',
  most: 20,
  needs: ['height'],
  setup: {
    /** Sensor to the empty floor, mm: the tare that the server recorded. */
    floorMm: Type.Number({ minimum: 500, maximum: 4500 }),
    /** A whole machine measures, and gives one value a round. */
    machine: Type.Optional(Type.Literal(true)),
    /** Minimum heights that matter for these classes, mm. */
    limitsMm: Type.Array(Type.Number(), { maxItems: 4 }),
  },
  stimulus: Exact({ step: Words(['stand', 'step-off'] as const), round: Type.Integer({ minimum: 1, maximum: 3 }) }),
  answer: Type.Union([
    /** Distances from the sensor down to the head, mm. */
    Exact({ step: Type.Literal('stand'), samplesMm: Type.Array(Type.Number({ minimum: 0, maximum: 10_000 }), { maxItems: 200 }) }),
    Exact({ step: Type.Literal('step-off') }),
  ]),
  score: {
    cm: Nullable(Type.Integer()),
    roundsMm: Type.Array(Nullable(Type.Number()), { maxItems: 20 }),
    nearLimit: Type.Boolean(),
    outcome: Words(['measured', 'rounds-differ', 'implausible', 'too-few-samples'] as const),
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
export type HeightTrial = Static<typeof height.trial>
