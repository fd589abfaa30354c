import { type Static, Type } from 'typebox'
import { Exact, Words } from '#protocol/basic.ts'

// How the columns of a case are called and filled: data, so that a place whose system differs changes data and no program.

/** What of a report can go into a column. Each has a name in common/words/zh/places.ts and common/words/en/places.ts. */
export const ITEMS = [
  'report-number',
  'case-number',
  'document',
  'number',
  'name',
  'sex',
  'birth',
  'nationality',
  'address',
  'phone',
  'file',
  'classes',
  'height',
  'acuity-left',
  'acuity-right',
  'corrected-left',
  'corrected-right',
  'one-eye',
  'field',
  'colour',
  'ear-left',
  'ear-right',
  'hearing',
  'hearing-aid',
  'upper-left',
  'upper-right',
  'upper-limbs',
  'lower-left',
  'lower-right',
  'trunk',
  'sits-alone',
  'has-disease',
  'diseases',
  'examined-on',
  'validity',
  'institution',
  'doctor',
  'remark',
  'photo',
  // Of how a report stands at the counter: other messages leave them empty.
  'standing',
  'standing-sequence',
  'standing-at',
  'standing-by',
  'missing',
  'until',
] as const
export const Item = Words(ITEMS)
export type Item = Static<typeof Item>

/** The name of an element or a column. */
export const ColumnName = Type.String({ maxLength: 40, pattern: '^[A-Za-z_][A-Za-z0-9_.-]*$' })

/**
 * How a value is written. A value that a form has no way for is refused, never left out or changed.
 * - `text`: as it is; `after` is put behind it (some write `name-suffix` for an institution).
 * - `number`: times 1 or 10, with so many decimals: an acuity of 5.0 as `5.0`, `5` or `50`. `below`: what stands for an eye below all limits that were
 *   tried, of which no number is known.
 * - `day`: `yyyy`, `MM`, `dd` filled in.
 * - `codes`: the code of each value that has one; of several values, by commas.
 * - `diseases`: the form's ten by their numbers, or as a sum of powers of two (2 the first … 1024 the tenth). `several`: what becomes of more than one
 *   where a column has room for one.
 * - `base64`: the bytes of a file. Whether they are percent-encoded once more is the carrier's: so are the other values there, or none.
 */
export const Form = Type.Union([
  Exact({ as: Type.Literal('text'), after: Type.Optional(Type.String({ maxLength: 40 })) }),
  Exact({
    as: Type.Literal('number'),
    times: Type.Union([Type.Literal(1), Type.Literal(10)]),
    decimals: Type.Integer({ minimum: 0, maximum: 2 }),
    below: Type.Optional(Type.String({ maxLength: 40 })),
  }),
  Exact({ as: Type.Literal('day'), pattern: Type.String({ maxLength: 40, pattern: 'yyyy.*MM.*dd' }) }),
  Exact({
    as: Type.Literal('codes'),
    codes: Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 40 }), { maxProperties: 300 }),
  }),
  Exact({ as: Type.Literal('diseases'), by: Type.Literal('numbers'), several: Words(['refused', 'joined'] as const) }),
  Exact({ as: Type.Literal('diseases'), by: Type.Literal('mask') }),
  Exact({ as: Type.Literal('base64') }),
])
export type Form = Static<typeof Form>

/** Which characters a system's columns hold: those of GB 2312-1980, of GBK, of GB 18030, or all of Unicode. */
export const CharacterSet = Words(['gb2312', 'gbk', 'gb18030', 'unicode'] as const)
export type CharacterSet = Static<typeof CharacterSet>

const COMMON = {
  /** The element or column. */
  name: ColumnName,
  /** How much it holds; absent: nobody said. Bytes are counted in the map's character set. */
  most: Type.Optional(Exact({ count: Type.Integer({ minimum: 1, maximum: 100_000 }), of: Words(['characters', 'bytes'] as const) })),
  /** `true`: public sources contradict each other here, are silent or old. To be agreed with the system's owners before the first report. */
  unsure: Type.Optional(Type.Literal(true)),
}

/** One column: a value of the report in a form, or the same text every time. A value that a report doesn't have leaves it empty, unless it is `needed`. */
export const FilledField = Exact({ ...COMMON, item: Item, form: Form, needed: Type.Optional(Type.Literal(true)) })
export const FixedField = Exact({ ...COMMON, always: Type.String({ maxLength: 200 }) })
export const Field = Type.Union([FilledField, FixedField])
export type Field = Static<typeof Field>

/** The columns of a system, in its order, inside these elements. A map that was used is never changed: it gets another version. */
export const FieldMap = Exact({
  map: ColumnName,
  version: Type.Integer({ minimum: 1, maximum: 9999 }),
  root: Type.Array(ColumnName, { minItems: 1, maxItems: 5 }),
  characters: CharacterSet,
  fields: Type.Array(Field, { minItems: 1, maxItems: 200 }),
})
export type FieldMap = Static<typeof FieldMap>

/** `examination-1`: by which settings, logs and people name it. */
export const mapName = ({ map, version }: FieldMap): string => `${map}-${version}`
