import { type Static, type TSchema, Type } from 'typebox'
import { Line } from './line.ts'

/** An object with exactly these fields: a field nobody declared is refused. `examples`: values as they may be, for people and pictures. */
export const Exact = <P extends Record<string, TSchema>>(properties: P, options: { examples?: object[]; description?: string } = {}) =>
  Type.Object(properties, { ...options, additionalProperties: false })

/** An object in the words of somebody else, a browser's or a library's: what it has besides these fields is left alone, as long as it is little. */
export const Open = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { maxProperties: Object.keys(properties).length + 10 })

/** Values under names that no schema lists: at most so many. */
export const Named = <T extends TSchema>(value: T, maxProperties: number) =>
  Type.Unsafe<Record<string, Static<T>>>(Type.Object({}, { additionalProperties: value, maxProperties }))

/** The value or null. */
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])

/** One of these words. */
export const Words = <const W extends string[]>(words: readonly [...W]) => Type.Enum(words)

export const Id = Type.String({ maxLength: 36, pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
export type Id = Static<typeof Id>

/** Where a check stands: the number of events so far. A command carries the version it was decided on. */
export const Version = Type.Integer({ minimum: 0 })

/** An instant, UTC, as `Date.toISOString` writes it. */
export const Instant = Type.String({ maxLength: 24, pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$' })
export type Instant = Static<typeof Instant>

/** A calendar day in China, `2026-11-25`. */
export const Day = Type.String({ maxLength: 10, pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
export type Day = Static<typeof Day>

/** SHA-256, 64 lower-case hexadecimal digits: also the name of a stored file. */
export const Digest = Type.String({ maxLength: 64, pattern: '^[0-9a-f]{64}$' })
export type Digest = Static<typeof Digest>

/** Bytes as base64. `most` is a limit in characters. */
export const Base64 = (most: number) => Type.String({ pattern: '^[A-Za-z0-9+/]*={0,2}$', maxLength: most })

/** Bytes as base64url, as WebAuthn writes them. */
export const Base64Url = (most: number) => Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength: most })

/** Words that only go out: a name, a place, a reason. Whatever comes in has a bound of its own. */
export const Said = Type.String({ maxLength: 2000 })

export const LANGUAGES = ['zh', 'en'] as const
export const Language = Words(LANGUAGES)
export type Language = Static<typeof Language>

/** A line somebody wrote. */
export const Remark = Line(500, 1)

/** Handwriting as lines of points, in units of the pad: x to the right, y down. All lines together are at most 20,000 points. */
export const Strokes = Exact({
  width: Type.Integer({ minimum: 50, maximum: 4000 }),
  height: Type.Integer({ minimum: 20, maximum: 4000 }),
  lines: Type.Array(
    Type.Array(Type.Tuple([Type.Number({ minimum: 0, maximum: 4000 }), Type.Number({ minimum: 0, maximum: 4000 })]), {
      minItems: 1,
      maxItems: 4000,
    }),
    { minItems: 1, maxItems: 200, mostBytes: 400_000 },
  ),
})
export type Strokes = Static<typeof Strokes>

/** The number of an identity card: GB 11643, or three letters and twelve digits on a foreigner's permanent residence card. */
export const DocumentNumber = Type.String({ maxLength: 18, pattern: '^(\\d{17}[\\dX]|[A-Z]{3}\\d{12})$' })
