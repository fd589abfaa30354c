import type { TSchema } from 'typebox'
import {
  AnswerQuestion,
  HandOver,
  HandOverRefused,
  HandOverSent,
  HandOverTaken,
  HandOverUnknown,
  ReportStanding,
  Withdrawal,
} from '#protocol/case.ts'

const json = (schema: TSchema) => ({ content: { 'application/json': { schema } } })
const header = (name: string, description: string, required = true) => ({
  name,
  in: 'header',
  required,
  description,
  schema: { type: 'string' },
})

const SIGNED = [
  header('webhook-id', 'The errand: the same at every try. Standard Webhooks 1.0.', false),
  header('webhook-timestamp', 'Seconds since 1970. A message that is more than five minutes off is a replay: 401.', false),
  header(
    'webhook-signature',
    'Signatures with a space between, each `v1,` and the base64 of HMAC-SHA-256 over id, a full stop, timestamp, a full stop and the body as it came. One that fits any key of yours is enough.',
    false,
  ),
]
const NUMBER = header('idempotency-key', 'The number of the report.')
const TRACE = header('traceparent', 'W3C Trace Context: the command in Roadfit’s log from which this follows.', false)

const ANSWERS = {
  200: { description: 'Taken. The same number again gives the same receipt.', ...json(HandOverTaken) },
  202: { description: 'It is here, and is answered later: what became of it is asked for by this reference.', ...json(HandOverSent) },
  401: { description: 'No signature fits, or the message is too old.' },
  422: { description: 'Refused for good, with a reason that people read.', ...json(HandOverRefused) },
  429: { description: 'Too many. `Retry-After` (seconds or a date) is kept to, an hour at most.' },
  503: { description: 'Not now. `Retry-After` as above. Whatever is not said here is tried again, too, with waits of up to an hour.' },
}

const posted = (summary: string, schema: TSchema, parameters: object[], responses: object) => ({
  post: { summary, parameters, requestBody: { required: true, ...json(schema) }, responses },
})

/** What a receiver of reports has to offer, as OpenAPI 3.1: from the schemas by which the carrier speaks. */
export const receiverApi = () => ({
  openapi: '3.1.0',
  info: {
    title: 'A receiver of Roadfit’s reports',
    version: '1',
    description:
      'HTTPS, with signed messages or certificates of both sides. Names and numbers of people are in bodies alone. An answer has 64,000 bytes at most, isn’t packed, and begins within ten seconds.',
  },
  paths: {
    '/reports': posted('A report is handed over', HandOver, [...SIGNED, NUMBER, TRACE], ANSWERS),
    '/withdrawals': posted(
      'A report was withdrawn. Also one that never arrived: it isn’t taken any more then',
      Withdrawal,
      [...SIGNED, NUMBER, TRACE],
      ANSWERS,
    ),
    '/reports/standing': posted(
      'How a report stands at the counter that was accepted without a paper. Where two have crossed, the greater `sequence` counts',
      ReportStanding,
      [...SIGNED, header('idempotency-key', 'The errand: the same at every try.')],
      {
        '2XX': { description: 'Heard. Nothing has to come back.' },
        401: ANSWERS[401],
        404: { description: 'Nobody here speaks of that: it isn’t told again. So are 405 and 501.' },
        422: ANSWERS[422],
        429: ANSWERS[429],
        503: ANSWERS[503],
      },
    ),
    '/reports/answer': posted('What became of what was answered with 202; asking changes nothing', AnswerQuestion, SIGNED, {
      ...ANSWERS,
      404: { description: 'No such reference of this number: what was sent comes once more.', ...json(HandOverUnknown) },
    }),
  },
})

// node scripts/run.mjs node server/handover/https/openapi.ts > docs/hand-over/openapi.json
if (import.meta.main) process.stdout.write(`${JSON.stringify(receiverApi(), null, 2)}\n`)
