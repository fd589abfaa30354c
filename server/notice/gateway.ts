import { type Static, Type } from 'typebox'
import { Exact } from '#protocol/basic.ts'

const Template = Type.String({ maxLength: 2000 })
const Fields = Type.Record(Type.String({ maxLength: 100 }), Template, { maxProperties: 50 })

/**
 * How a gateway for text messages is spoken to: one HTTP POST a message. In fields, headers and the address `{phone}`, `{text}` (with the
 * signature), `{plain}` (without it, for gateways that put it there themselves), `{id}`, `{key}` (ROADFIT_NOTICE_KEY) and `{time}` (Unix, s) are
 * filled in. Signing by a digest of the fields is not among what this form can say.
 */
export const Gateway = Exact({
  url: Type.String({ maxLength: 1000, pattern: '^https?://[^\\s]+$' }),
  encoding: Type.Enum(['json', 'form'] as const),
  headers: Type.Optional(Fields),
  fields: Fields,
  /** The registered signature, without its brackets. */
  signature: Type.String({ minLength: 2, maxLength: 20 }),
  /** When it has a message: by its status, and by a field of its answer (a path with dots) that has one of these values. */
  taken: Exact({
    statuses: Type.Array(Type.Integer({ minimum: 200, maximum: 299 }), { minItems: 1, maxItems: 10 }),
    field: Type.Optional(Type.String({ maxLength: 200 })),
    values: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 20 })),
  }),
  /** By which values of the same field it refuses a message for good: a number that doesn't exist, somebody who wants none. */
  refused: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 200 })),
})
export type Gateway = Static<typeof Gateway>
