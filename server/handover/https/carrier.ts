import { Value } from 'typebox/value'
import type { Dispatcher } from 'undici'
import { AnswerQuestion, HandOverUnknown, type ReportStanding, type Withdrawal } from '#protocol/case.ts'
import { cleaned } from '#protocol/line.ts'
import { type Answered, askBounded } from '../answer.ts'
import type { Carrier, Delivered, Journey } from '../carrier.ts'
import { faultOfError } from '../faults.ts'
import { bodyOf } from './body.ts'
import { outcomeOf, standingOutcome } from './outcome.ts'
import { signatureHeaders } from './signature.ts'

const PATIENCE = { allMs: 10_000, silenceMs: 3000 }

/**
 * `url`: where the receiver stands, without a slash at the end. `keys`: by which each message is signed, the newest first; none where certificates
 * prove who asks. `bearer`: shown as well, as the short form of the settings has it. `line`: the connections to use; null: the common ones.
 */
export type HttpsWay = { url: string; keys: readonly Uint8Array[]; bearer: string | null; line: Dispatcher | null }

/** Hands over by JSON, signed as Standard Webhooks has it, to a receiver as docs/hand-over/openapi.json describes it. */
export const httpsCarrier = ({ url, keys, bearer, line }: HttpsWay, clock: () => Date = () => new Date()): Carrier => {
  const post = async (path: string, id: string, body: string | Uint8Array, more: Record<string, string>): Promise<Answered> => {
    const headers = {
      'content-type': 'application/json',
      ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
      ...signatureHeaders(keys, { id, at: clock(), body }),
      ...more,
    }
    return askBounded(`${url}${path}`, { method: 'POST', headers, body }, PATIENCE, line)
  }
  const sent = async (path: string, { id, number, trace }: Journey, digest: string, body: string | Uint8Array): Promise<Delivered> => {
    try {
      const headers = { 'idempotency-key': number, ...(trace !== null && { traceparent: traceParent(trace, digest) }) }
      return outcomeOf(await post(path, id, body, headers), clock())
    } catch (error) {
      return { later: faultOfError(error) }
    }
  }
  return {
    interfaces: { deliver: 'reports', withdraw: 'withdrawals', standing: 'standings', answer: 'answers' },
    deliver: (handover, journey) => sent('/reports', journey, handover.digest, bodyOf(handover)),
    withdraw: (withdrawal: Withdrawal, _, journey) => sent('/withdrawals', journey, withdrawal.digest, JSON.stringify(withdrawal)),
    async tell(standing: ReportStanding, _, { id }) {
      try {
        // One report has several of them: each is known by its errand.
        return standingOutcome(await post('/reports/standing', id, JSON.stringify(standing), { 'idempotency-key': id }), clock())
      } catch (error) {
        return { later: faultOfError(error) }
      }
    },
    async answer(reference, { id, number }) {
      try {
        // Asked again it is another message: what was true a while ago is no answer now.
        const answer = await post(
          '/reports/answer',
          `${id}:${clock().getTime()}`,
          JSON.stringify({ number, reference } satisfies AnswerQuestion),
          {},
        )
        const unknown = cleaned(HandOverUnknown, answer.json)
        if (answer.status === 404 && Value.Check(HandOverUnknown, unknown) && unknown.unknown === reference)
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

/**
 * W3C Trace Context, 3.2: version, trace, parent, sampled. The trace is the command's id without its dashes, 32 digits; the parent the first 16
 * of the report's digest.
 */
const traceParent = (command: string, digest: string): string => `00-${command.replaceAll('-', '')}-${digest.slice(0, 16)}-01`
