import { type Static, type TSchema, type TSchemaOptions, Type } from 'typebox'
import { Exact, Id } from './basic.ts'
import type { Worn } from './procedures/wire.ts'
import * as procedures from './procedures.ts'
import { AnyStation, informs, type Method, measuresForm, type ProcedureName } from './stations.ts'

type Wire = (typeof procedures)[ProcedureName]

const all = Object.values(procedures)

/** One part of all procedures as one schema. */
const anyOf = <S extends TSchema>(part: (wire: Wire) => S, options: TSchemaOptions = {}) =>
  Type.Unsafe<Static<S>>(Type.Union(all.map(part), options))

export const Setup = anyOf((wire) => wire.setup)
export type Setup = Static<typeof Setup>
export const Score = anyOf((wire) => wire.score)
export type Score = Static<typeof Score>
export const Stimulus = anyOf((wire) => wire.stimulus)
export type Stimulus = Static<typeof Stimulus>
export const Answer = anyOf((wire) => wire.answer)
export type Answer = Static<typeof Answer>
export const Trial = anyOf((wire) => wire.trial)
export type Trial = Static<typeof Trial>
/** The longest that a booth makes are forces: some tasks of 2000 samples each, 15 bytes a sample. */
export const Trials = anyOf((wire) => wire.trials, { mostBytes: 400_000 })

/** What the page must draw or sound now, and nothing more: no seed, no right answer that isn't in the picture. */
export const Scene = Type.Unsafe<Static<Wire['scenes'][number]>>(
  Type.Union([...new Set(all.flatMap((wire): TSchema[] => [...wire.scenes]))]),
)
export type Scene = Static<typeof Scene>

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

const wireOf = (setup: Setup): Wire => procedures[setup.procedure]

/** In which way a setup measures; null where its station has but one. */
export const methodOf = (setup: Setup): Method | null => wireOf(setup).method(setup)

/** What a setup says is worn; null: nothing that matters. */
export const wornIn = (setup: Setup): Worn | null => wireOf(setup).worn(setup)

/**
 * Whether a measurement made in this way may become the station's finding. The others tell a doctor more, and leave what was
 * measured or decided as it stands.
 */
export const decides = (setup: Setup): boolean => {
  const method = methodOf(setup)
  return measuresForm(setup.procedure) && (method === null || !informs(method))
}
