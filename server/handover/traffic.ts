import type { Static, TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { CaseAnswer, type HandOver, HandOverRefused, HandOverSent, HandOverTaken, HandOverUnknown } from '#protocol/case.ts'
import type { ErrandFault } from '#protocol/errand.ts'
import { cleaned } from '#protocol/line.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import { askBounded } from './answer.ts'
import { faultOfError, faultOfStatus } from './faults.ts'

/** The last word of a case on a report: taken, or refused for good. */
export type Settled = { receipt: string } | { refused: string }
/**
 * What became of a delivery: settled; sent, the answer comes later under a reference; or to be tried again, with what went wrong.
 * `notBefore`: when the case wants to be asked again, an instant in ms since 1970; absent: it doesn't say.
 */
export type Delivered = Settled | { sent: string; notBefore?: number } | { later: ErrandFault; notBefore?: number }

/** The traffic-management case, whatever form it has. */
export type Traffic = {
  /** The open case of a driver; null: there is none. */
  find(document: string): Promise<CaseAnswer['case'] | Refusal>
  /**
   * Hands a report over. The number makes a repeat harmless: it gives the same receipt. `trace`: the command from which it follows, so that
   * both sides can name the same thing in their logs.
   */
  deliver(handover: HandOver, number: string, trace: string | null): Promise<Delivered>
  /**
   * Asks what became of a report that was sent. However often, it changes nothing there; `sent` once more: there is no answer yet. A
   * reference that the case doesn't know is the fault `reference-unknown`.
   */
  answer(reference: string, number: string): Promise<Delivered>
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
        const headers = { 'idempotency-key': number, ...(trace !== null && { traceparent: traceParent(trace, handover.digest) }) }
        return outcomeOf(await post('/reports', handover, WAIT_MS, headers), clock())
      } catch (error) {
        return { later: faultOfError(error) }
      }
    },
    async answer(reference, number) {
      try {
        const answer = await post('/reports/answer', { number, reference }, WAIT_MS)
        const unknown = cleaned(HandOverUnknown, answer.json)
        if (answer.status === 404 && fits(HandOverUnknown, unknown) && unknown.unknown === reference)
          return { later: { code: 'reference-unknown', said: '404' } }
        const outcome = outcomeOf(answer, clock())
        // Whose answer that would be, nobody knows.
        if ('sent' in outcome && outcome.sent !== reference) return { later: { code: 'answer-unreadable', said: '202' } }
        return outcome
      } catch (error) {
        return { later: faultOfError(error) }
      }
    },
  }
}

/** What an answer of the case comes to, whether it was sent a report or asked for one. */
const outcomeOf = ({ status, json, retryAfter }: { status: number; json: unknown; retryAfter: string | null }, now: Date): Delivered => {
  const [taken, refused, sent] = [cleaned(HandOverTaken, json), cleaned(HandOverRefused, json), cleaned(HandOverSent, json)]
  if (status === 200 && fits(HandOverTaken, taken)) return { receipt: taken.receipt }
  if (status === 422 && fits(HandOverRefused, refused)) return { refused: refused.refused }
  const at = retryAt(retryAfter, now)
  const notBefore = at === null ? {} : { notBefore: at }
  if (status === 202 && fits(HandOverSent, sent)) return { sent: sent.reference, ...notBefore }
  return { later: faultOfStatus(status), ...notBefore }
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
  answer: async () => ({ later: { code: 'no-case', said: '' } }),
}

const fits = <S extends TSchema>(schema: S, value: unknown): value is Static<S> => Value.Check(schema, value)
