import { type Static, Type } from 'typebox'
import { Exact, Nullable, Words } from '#protocol/basic.ts'
import { ColumnName, FieldMap } from '../fields/map.ts'
import { OPERATIONS } from './dialect.ts'

const Text = (maxLength = 100) => Type.String({ maxLength })
const Code = Type.Array(Type.String({ minLength: 1, maxLength: 20 }), { maxItems: 50 })
/** One message that is written there: the interface that takes it, and the columns of which it is made. */
const Write = Exact({ jkid: Type.String({ minLength: 1, maxLength: 20 }), map: FieldMap })

/** A question for what was written, by the report's number. */
const Ask = Exact({
  jkid: Type.String({ minLength: 1, maxLength: 20 }),
  /** The elements around the condition, and the column that has the number, in the question as in what is found. */
  root: Type.Array(ColumnName, { minItems: 1, maxItems: 5 }),
  key: ColumnName,
  /** The column that says what became of it, with its codes and the column of the reason; null: what is found is taken. */
  state: Nullable(Exact({ column: ColumnName, taken: Code, refused: Code, reason: ColumnName })),
  /** Ask before anything is written: for systems that would take the same report twice. */
  first: Type.Boolean(),
})

/**
 * A destination by SOAP. There is no public specification, so all that places differ in stands here; docs/handover-soap.md says what each means and which
 * are to be asked for.
 */
export const SoapSettings = Exact({
  url: Type.String({ maxLength: 500, pattern: '^https?://' }),
  service: Words(['TmriOutAccess', 'TmriOutNewAccess', 'tempuri'] as const),
  write: Words(OPERATIONS),
  query: Words(OPERATIONS),
  /** Overrides what the service's kind has. */
  document: Type.Optional(Type.String({ minLength: 1, maxLength: 40, pattern: '^[A-Za-z_][A-Za-z0-9_]*$' })),
  action: Type.Optional(Type.String({ maxLength: 200, pattern: '^[\\x21-\\x7e]*$' })),
  xtlb: Text(10),
  jkxlh: Text(200),
  cjsqbh: Text(),
  dwjgdm: Text(),
  dwmc: Text(),
  yhbz: Text(),
  yhxm: Text(),
  zdbs: Text(),
  /** Of the whole message. */
  charset: Words(['utf-8', 'gbk', 'gb18030'] as const),
  /** What the document inside names in its declaration, whatever the message is written in. */
  declared: Words(['GBK', 'GB18030', 'UTF-8', 'none'] as const),
  /** Percent-encoded (UTF-8): nothing, each value, or the whole document. */
  percent: Words(['nothing', 'values', 'document'] as const),
  /** In their order: a report is there when all were taken. */
  deliver: Type.Array(Write, { minItems: 1, maxItems: 5 }),
  withdraw: Nullable(Write),
  /** How it stands at the counter: absent where nothing there takes that. */
  standing: Type.Optional(Write),
  ask: Nullable(Ask),
  /** Written isn't taken yet: what became of it is asked for later. */
  answersLater: Type.Boolean(),
  codes: Exact({ taken: Code, refused: Code, again: Code }),
})
export type SoapSettings = Static<typeof SoapSettings>
