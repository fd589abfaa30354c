import { type Static, type TSchema, Type } from 'typebox'
import { Exact, Nullable } from './basic.ts'

/** Why a device of a booth cannot be had. Each code has a sentence in common/words/zh/troubles.ts and common/words/en/troubles.ts. */

const Path = Type.String({ maxLength: 200 })
const Said = Type.Optional(Type.String({ minLength: 1, maxLength: 200 }))

/** What an installer wrote down of a port in booth.json to tell it from any other. */
export const Wished = Exact({ byId: Said, byPath: Said, serialNumber: Said, vendorId: Said, productId: Said })
export type Wished = Static<typeof Wished>

/** A program that has a port open; null: its name cannot be seen. */
export const Holder = Exact({ program: Nullable(Type.String({ maxLength: 60 })), pid: Type.Integer({ minimum: 0 }) })
export type Holder = Static<typeof Holder>

const trouble = <const Code extends string, Fields extends Record<string, TSchema>>(code: Code, fields: Fields) =>
  Exact({ code: Type.Literal(code), fields: Exact(fields) })

/** What is wrong with a line: a code for programs, fields for the sentence that an installer reads. */
export const Trouble = Type.Union([
  // which port it is
  trouble('port-not-named', {}),
  trouble('no-port-fits', { wished: Wished }),
  /** It may be an adapter with the chip CH340, which brltty takes for a Braille display. */
  trouble('perhaps-brltty', { wished: Wished }),
  trouble('several-ports-fit', { count: Type.Integer({ minimum: 2 }), wished: Wished }),
  trouble('port-given-twice', { devices: Type.Array(Type.String({ maxLength: 40 }), { minItems: 1, maxItems: 40 }) }),
  // opening it
  trouble('not-there', { path: Path }),
  trouble('held', { path: Path, holders: Type.Array(Holder, { minItems: 1, maxItems: 20 }) }),
  trouble('held-here', { path: Path }),
  trouble('held-unseen', { path: Path }),
  trouble('not-permitted', { path: Path }),
  /** `message`: the operating system's own words. */
  trouble('not-opened', { path: Path, message: Type.String({ maxLength: 300 }) }),
  // hearing it
  trouble('unplugged', { path: Path }),
  trouble('quiet', { path: Path }),
  trouble('unreadable', { path: Path, model: Type.String({ maxLength: 60 }), baud: Type.Integer({ minimum: 1 }) }),
  /** It answers, and only that it can't do its work. `fault`: its driver's code for what it says. */
  trouble('unable', { path: Path, model: Type.String({ maxLength: 60 }), fault: Type.String({ maxLength: 60 }) }),
])
export type Trouble = Static<typeof Trouble>
export type TroubleCode = Trouble['code']
