import { type Static, Type } from 'typebox'
import { Exact, Nullable, Words } from '../basic.ts'
import { wire } from './wire.ts'

/** Reaction time, which a doctor may have taken for information. The keypad or a touch answers, on whatever screen. */
export const reaction = wire({
  name: 'reaction',
  most: 40,
  needs: [],
  setup: {},
  stimulus: Exact({
    kind: Words(['practice', 'trial'] as const),
    /** How long the circle stands grey before it turns green, ms. */
    foreMs: Type.Integer({ minimum: 0, maximum: 10_000 }),
  }),
  /** `pressed` after the page said that green stands there, `too-early` before, `nothing` until the time ran out. */
  answer: Words(['pressed', 'too-early', 'nothing'] as const),
  score: {
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
  },
  scenes: [
    Exact({
      scene: Type.Literal('circle'),
      practice: Type.Boolean(),
      /** How long the circle stands grey before the page turns it green, and then tells that it is. */
      foreMs: Type.Integer(),
    }),
  ],
})
export type ReactionStimulus = Static<typeof reaction.stimulus>
export type ReactionAnswer = Static<typeof reaction.answer>
export type ReactionTrial = Static<typeof reaction.trial>
