import { type Static, Type } from 'typebox'
import { Day, Exact, Nullable, Words } from './basic.ts'
import { OUTCOMES } from './report.ts'

const Count = Type.Integer({ minimum: 0 })
/** Minutes of the middle one; null: there is none. */
const Median = Nullable(Type.Number({ minimum: 0 }))

/** What a doctor has done on a calendar day in China. */
export const Shift = Exact({
  day: Day,
  /** Drivers whom the doctor took. */
  seen: Count,
  /** Reports that the doctor signed first, by what they come to; what comes to none isn't listed. */
  signed: Type.Array(Exact({ outcome: Words(OUTCOMES), count: Count }), { maxItems: OUTCOMES.length }),
  /** Of these, how many stand returned or refused now. */
  returned: Count,
  /** From taking a driver to signing. */
  withDriver: Median,
  /** From the driver's card to signing. */
  whole: Median,
})
export type Shift = Static<typeof Shift>
