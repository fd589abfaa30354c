import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { CaseAnswer, type HandOver, HandOverRefused, HandOverTaken } from '#protocol/case.ts'
import type { ErrandFault } from '#protocol/errand.ts'
import { cleaned } from '#protocol/line.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { askBounded } from './answer.ts'
import { faultOfError, faultOfStatus } from './faults.ts'

/**
 * What became of a delivery: taken, refused for good, or to be tried again, with what went wrong. `notBefore`: when the case asks for
 * it again, an instant in ms since 1970; absent: it doesn't say.
 */
export type Delivered = { receipt: string } | { refused: string } | { later: ErrandFault; notBefore?: number }

/** The traffic-management case, whatever form it has. */
export type Traffic = {
  /** The open case of a driver; null: there is none. */
  find(document: string): Promise<CaseAnswer['case'] | Refusal>
  /**
   * Hands a report over. The number makes a repeat harmless: it gives the same receipt. `trace`: the command from which it follows, so that
   * both sides can name the same thing in their logs.
   */
  deliver(handover: HandOver, number: string, trace: string | null): Promise<Delivered>
}

const WAIT_MS = 10_000
/** Without a byte more of an answer that has begun. */
const SILENCE_MS = 3000
/** A driver waits for this one, and the booth's agent waits ten seconds for the whole answer. */
const FIND_WAIT_MS = 8000

/** The case over HTTP. An answer that doesn't fit its schema counts as none. */
export const httpTraffic = (url: string, key: string, clock: () => Date = () => new Date()): Traffic => {
  const post = async (
    path: string,
    body: unknown,
    wait: number,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; json: unknown; retryAfter: string | null }> =>
    askBounded(
      `${url}${path}`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}`, ...headers },
        body: JSON.stringify(body),
      },
      { allMs: wait, silenceMs: SILENCE_MS },
    )
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
    async deliver(handover, number, trace) {
      try {
        const { status, json, retryAfter } = await post('/reports', handover, WAIT_MS, {
          'idempotency-key': number,
          ...(trace !== null && { traceparent: traceParent(trace, handover.digest) }),
        })
        const [taken, refused] = [cleaned(HandOverTaken, json), cleaned(HandOverRefused, json)]
        if (status === 200 && fits(HandOverTaken, taken)) return { receipt: taken.receipt }
        if (status === 422 && fits(HandOverRefused, refused)) return { refused: refused.refused }
        const notBefore = retryAt(retryAfter, clock())
        return { later: faultOfStatus(status), ...(notBefore !== null && { notBefore }) }
      } catch (error) {
        return { later: faultOfError(error) }
      }
    },
  }
}

/**
 * W3C Trace Context, 3.2: version, trace, parent, sampled. The trace is the command's id without its dashes, 32 digits; the parent the first 16
 * of the report's digest.
 */
const traceParent = (command: string, digest: string): string => `00-${command.replaceAll('-', '')}-${digest.slice(0, 16)}-01`

/** When a `Retry-After` asks to come again (RFC 9110, 10.2.3: seconds, or a date), in ms since 1970; null: it says nothing that can be read. */
export const retryAt = (header: string | null, now: Date): number | null => {
  const said = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(said)) return now.getTime() + Number(said) * 1000
  const date = /^[A-Z][a-z]+,? .*GMT$/.test(said) ? Date.parse(said) : Number.NaN
  return Number.isNaN(date) ? null : date
}

/** Where no case is connected: every driver is a walk-in, and a report waits. */
export const noTraffic: Traffic = {
  find: async () => null,
  deliver: async () => ({ later: { code: 'no-case', said: '' } }),
}

const fits = <S extends TSchema>(schema: S, value: unknown): value is Static<S> => Value.Check(schema, value)
