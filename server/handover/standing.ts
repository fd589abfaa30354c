import type { ReportStanding } from '#protocol/case.ts'
import { askBounded } from './answer.ts'
import { faultOfError, faultOfStatus } from './faults.ts'

/** What came of telling it: known; for good not (their system has no such route); or to be told again, with the sign of why. */
type StandingTold = 'known' | 'unheard' | { later: string }

/** Tells the traffic police how a report stands at the counter. `id` is the same however often it is told. */
export type Standings = { tell: (standing: ReportStanding, id: string) => Promise<StandingTold> }

const PATIENCE = { allMs: 10_000, silenceMs: 3000 }
/** A system that doesn't speak of standings: it isn't asked again about this one. */
const WITHOUT_ROUTE: readonly number[] = [404, 405, 501]

/** Over HTTP, as `POST /reports/standing`. */
export const httpStandings = (url: string, key: string): Standings => ({
  async tell(standing, id) {
    try {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}`, 'idempotency-key': id }
      const { status } = await askBounded(`${url}/reports/standing`, { method: 'POST', headers, body: JSON.stringify(standing) }, PATIENCE)
      if (status >= 200 && status < 300) return 'known'
      return WITHOUT_ROUTE.includes(status) ? 'unheard' : { later: faultOfStatus(status).said }
    } catch (error) {
      const { code, said } = faultOfError(error)
      return { later: said || code }
    }
  },
})
