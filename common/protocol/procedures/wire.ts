import { type Static, type TLiteral, type TObject, type TProperties, type TSchema, Type } from 'typebox'
import { Exact, Nullable, Words } from '../basic.ts'
import type { DeviceKind } from '../device.ts'
import { fits } from '../fits.ts'
import { Still } from '../still.ts'

/** One trial of a log. */
const trialOf = <S extends TSchema, A extends TSchema>(stimulus: S, answer: A) =>
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
    /**
     * The loudest that the booth was while its sound stood there, without the sound itself: A-weighted, dB below the microphone's full scale.
     * Absent: nobody listened.
     */
    noise: Type.Optional(Type.Number({ minimum: -300, maximum: 20 })),
    /**
     * How far the head was from the mark while it stood there, where it was furthest, as a part of the path: -0.03 is 3 % too near. Null: the
     * camera didn't see it. Absent: nothing watched.
     */
    away: Type.Optional(Nullable(Type.Number({ minimum: -1, maximum: 10 }))),
    /** The longest voice in the booth while it stood there, ms; 0: none was heard. Absent: nobody listened. */
    voiceMs: Type.Optional(Type.Integer({ minimum: 0, maximum: 600_000 })),
    /** What a camera showed of it. Absent: no picture was taken. */
    still: Type.Optional(Still),
  })

type Named<N extends string, P extends TProperties> = TObject<{ procedure: TLiteral<N> } & P>
const named = <const N extends string, P extends TProperties>(name: N, properties: P): Named<N, P> =>
  Type.Object({ procedure: Type.Literal(name), ...properties }, { additionalProperties: false })

/** Glasses or a hearing aid, and whether they are worn. */
export type Worn = { of: 'glasses' | 'aid'; on: boolean }

type Declaration<
  N extends string,
  Setup extends TProperties,
  Stimulus extends TSchema,
  Answer extends TSchema,
  Score extends TProperties,
  Scenes extends TSchema[],
  Method extends string,
> = {
  name: N
  /** The longest log that is looked at, in trials. */
  most: number
  /** Devices without which it can't be begun. */
  needs: readonly DeviceKind[]
  /** With what it is made, for this driver and this booth: the server's. */
  setup: Setup
  stimulus: Stimulus
  answer: Answer
  /** What a log comes to. */
  score: Score
  /** What the booth's page draws or sounds of it, and nothing more: no seed, no right answer that isn't in the picture. */
  scenes: readonly [...Scenes]
  /** The ways in which it measures, where its station knows more than one; the first is taken when nobody asks for another. */
  methods?: readonly Method[]
  /** Ways of these that only tell a doctor more: what they come to is never a finding. */
  informing?: readonly Method[]
  /** In which of these ways a setup measures. */
  method?: (setup: Static<Named<N, Setup>>) => Method
  /** What a setup says is worn. */
  worn?: (setup: Static<Named<N, Setup>>) => Worn
}

/** What of one procedure is said on a wire: schemas, and what a setup says about itself. */
export const wire = <
  const N extends string,
  Setup extends TProperties,
  Stimulus extends TSchema,
  Answer extends TSchema,
  Score extends TProperties,
  Scenes extends TSchema[],
  const Method extends string = never,
>(
  told: Declaration<N, Setup, Stimulus, Answer, Score, Scenes, Method>,
) => {
  const { name, most, needs, stimulus, answer, scenes, methods = [], informing = [], method, worn } = told
  const trial = trialOf(stimulus, answer)
  const setup = named(name, told.setup)
  const score = named(name, told.score)
  const trials = Type.Array(trial, { maxItems: most })
  const isSetup = (of: object): of is Static<typeof setup> => isNamed(name, of)
  return {
    name,
    most,
    needs,
    setup,
    stimulus,
    answer,
    score,
    scenes,
    trial,
    trials,
    methods,
    informing,
    /** Whether a setup or a score, whose schema has been checked before, is this procedure's. */
    isSetup,
    isScore: (of: object): of is Static<typeof score> => isNamed(name, of),
    isStimulus: (of: unknown): of is Static<Stimulus> => fits(stimulus, of),
    isTrial: (of: unknown): of is Static<typeof trial> => fits(trial, of),
    isLog: (of: unknown): of is Static<typeof trials> => fits(trials, of),
    /** In which way this setup measures; null where there is but one, and of another procedure. */
    method: (of: object): Method | null => (method && isSetup(of) ? method(of) : null),
    /** What this setup says is worn; null: its procedure knows nothing of it. */
    worn: (of: object): Worn | null => (worn && isSetup(of) ? worn(of) : null),
  }
}

const isNamed = (name: string, of: object): boolean => 'procedure' in of && of.procedure === name
