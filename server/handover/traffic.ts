import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { CaseAnswer, HandOverRefused, HandOverTaken, type HandOver } from '#protocol/case.ts'
import { cleaned } from '#protocol/line.ts'
import { refuse, type Refusal } from '#protocol/refusal.ts'

/** What became of a delivery: taken, refused for good, or to be tried again, with what went wrong. */
export type Delivered = { receipt: string } | { refused: string } | { later: string }

/** The traffic-management case, whatever form it has. */
export type Traffic = {
  /** The open case of a driver; null: there is none. */
  find(document: string): Promise<CaseAnswer['case'] | Refusal>
  /** Hands a report over. The number makes a repeat harmless: it gives the same receipt. */
  deliver(handover: HandOver, number: string): Promise<Delivered>
}

const WAIT_MS = 10_000
/** A driver waits for this one, and the booth's agent waits ten seconds for the whole answer. */
const FIND_WAIT_MS = 8000

/** The case over HTTP. An answer that doesn't fit its schema counts as none. */
export const httpTraffic = (url: string, key: string): Traffic => {
  const post = async (
    path: string,
    body: unknown,
    wait: number,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; json: unknown }> => {
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(wait),
    })
    const json: unknown = await answer.json().catch(() => undefined)
    return { status: answer.status, json }
  }
  return {
    async find(document) {
      try {
        const { status, json } = await post('/cases/find', { document }, FIND_WAIT_MS)
        const answer = cleaned(CaseAnswer, json)
        return status === 200 && fits(CaseAnswer, answer) ? answer.case : refuse('case-unreachable')
      } catch {
        return refuse('case-unreachable')
      }
    },
    async deliver(handover, number) {
      try {
        const { status, json } = await post('/reports', handover, WAIT_MS, { 'idempotency-key': number })
        const [taken, refused] = [cleaned(HandOverTaken, json), cleaned(HandOverRefused, json)]
        if (status === 200 && fits(HandOverTaken, taken)) return { receipt: taken.receipt }
        if (status === 422 && fits(HandOverRefused, refused)) return { refused: refused.refused }
        return { later: `status ${status}${status === 200 || status === 422 ? ' with a malformed answer' : ''}` }
      } catch (error) {
        return { later: troubleOf(error) }
      }
    },
  }
}

/** Where no case is connected: every driver is a walk-in, and a report waits. */
export const noTraffic: Traffic = {
  find: async () => null,
  deliver: async () => ({ later: 'no traffic case is configured' }),
}

const fits = <S extends TSchema>(schema: S, value: unknown): value is Static<S> => Value.Check(schema, value)

/** The cause in a few words: fetch hides it one level down. */
const troubleOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return 'failed'
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.name
}
