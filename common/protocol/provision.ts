import { type Static, Type } from 'typebox'
import { Day, Exact, Instant, Nullable, Remark, Said, Words } from './basic.ts'

/** Papers that a driver may still owe the counter when a report is accepted provisionally (容缺受理). */
export const PAPERS = ['identity-document', 'licence', 'photo', 'medical-paper', 'authorisation', 'other'] as const
export const Paper = Words(PAPERS)
export type Paper = Static<typeof Paper>

/** How many days a missing paper may be waited for, at most. A proposal: no rule names one for this. */
export const PROVISION_DAYS = 60

/** What somebody at the counter types who accepts a report without a paper. `until`: the last day in China on which it may come. */
export const ProvisionAsked = {
  missing: Type.Array(Paper, { minItems: 1, maxItems: PAPERS.length, uniqueItems: true }),
  note: Nullable(Remark),
  until: Day,
}

/** A report that was accepted provisionally: what is missing, who accepted it so, when, and until when it may come. */
export const Provision = Exact({
  missing: Type.Array(Paper, { minItems: 1, maxItems: PAPERS.length }),
  note: Nullable(Said),
  until: Day,
  by: Said,
  at: Instant,
})
export type Provision = Static<typeof Provision>
