import { Value } from 'typebox/value'
import { CaseAnswer } from '#protocol/case.ts'
import { cleaned } from '#protocol/line.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { askBounded } from './answer.ts'

/** The traffic-management case as it is asked before an examination, whatever form it has. */
export type Traffic = {
  /** What is known about a driver: the open case, others, the licence. That nobody can be asked is `case-unreachable`. */
  find(document: string): Promise<CaseAnswer | Refusal>
}

/** A driver waits for this one, and the booth's agent waits ten seconds for the whole answer, ms. */
const PATIENCE = { allMs: 8000, silenceMs: 3000 }

/** The case over HTTP. An answer that doesn't fit its schema counts as none. */
export const httpTraffic = (url: string, key: string): Traffic => ({
  async find(document) {
    try {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
      const { status, json } = await askBounded(
        `${url}/cases/find`,
        { method: 'POST', headers, body: JSON.stringify({ document }) },
        PATIENCE,
      )
      const answer = cleaned(CaseAnswer, json)
      return status === 200 && Value.Check(CaseAnswer, answer) ? answer : refuse('case-unreachable')
    } catch {
      return refuse('case-unreachable')
    }
  },
})

/** Where no case is connected: every driver is a walk-in. */
export const noTraffic: Traffic = { find: async () => ({ case: null }) }
