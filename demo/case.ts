import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import fastify, { type FastifyReply } from 'fastify'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { Words } from '#protocol/basic.ts'
import {
  AnswerQuestion,
  type CaseAnswer,
  CaseQuestion,
  HandOver,
  type HandOverRefused,
  type HandOverSent,
  type HandOverTaken,
  type HandOverUnknown,
  ReportStanding,
  Withdrawal,
} from '#protocol/case.ts'
import { whereWrong } from '#protocol/where-wrong.ts'
import { drivers } from './drivers.ts'
import { openShelf, type Shelf } from './shelf.ts'

/**
 * What the stand-in does with a request.
 * `accept` takes a report; `refuse` refuses it for good; `hang` never answers; `error` answers 500; `lose-answer` takes it and cuts
 * the line before the receipt; `later` takes it and answers when it is asked in another mode; `accept-twice` is a faulty case that takes a number it has already taken once more, with another
 * receipt. `hang` and `error` meet questions for a case too: the whole far side is ill.
 */
export const MODES = ['accept', 'refuse', 'hang', 'error', 'lose-answer', 'later', 'accept-twice'] as const
export const Mode = Words(MODES)
export type Mode = Static<typeof Mode>
const Script = Type.Object({ mode: Mode }, { additionalProperties: false })

export type StandIn = {
  /** Where it listens, without a slash at the end. */
  url: string
  /** From now on it does this. */
  play(mode: Mode): void
  /** What it has taken. */
  received(): { number: string; receipts: string[]; deliveries: number }[]
  close(): Promise<void>
}

/** Is it the caller who has the key? Compared in constant time. */
const knows = (key: string, header: string | undefined): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(`Bearer ${key}`), digest(header ?? ''))
}

/** What goes back: an answer, nothing at all, or a cut line. */
type Deed = { status: number; body: unknown } | 'hang' | 'cut'

const no = (status: number, error: string): Deed => ({ status, body: { error } })

const perform = (reply: FastifyReply, deed: Deed): void => {
  if (typeof deed === 'object') return void reply.code(deed.status).send(deed.body)
  reply.hijack()
  if (deed === 'cut') reply.raw.socket?.destroy()
}

const illness = (mode: Mode): Deed | null => (mode === 'hang' ? 'hang' : mode === 'error' ? no(500, 'the script says so') : null)

/** The case of a made-up driver. */
const find = (body: unknown): Deed => {
  if (!Value.Check(CaseQuestion, body)) return no(400, `malformed at ${whereWrong(CaseQuestion, body)}`)
  const driver = drivers.find(({ card }) => card.number === body.document)
  return { status: 200, body: (driver?.answer ?? { case: null }) satisfies CaseAnswer }
}

/** Why the script refuses a report. */
const REFUSED = '驾驶人业务信息已变更，请到窗口核实后重新提交'

/** Takes a report, or says why not: 400 for what a sound sender never sends, 422 for a definite refusal. */
const take = (shelf: Shelf, mode: Mode, body: unknown, headers: IncomingHttpHeaders): Deed => {
  if (!Value.Check(HandOver, body)) return no(400, `malformed at ${whereWrong(HandOver, body)}`)
  const { digest, pdfDigest } = body
  const { number } = body.report
  if (headers['idempotency-key'] !== number) return no(400, 'Idempotency-Key must be the number of the report')
  const refused = (reason: string): Deed => ({ status: 422, body: { refused: reason } satisfies Static<typeof HandOverRefused> })
  const pdf = Buffer.from(body.pdf, 'base64')
  if (createHash('sha256').update(pdf).digest('hex') !== pdfDigest) return refused('文件与摘要不符')
  const taken = shelf.find(number)
  if (taken && taken.digest !== digest) return refused('同一编号已收到另一份证明')
  if (mode === 'refuse' && !taken) return refused(REFUSED)
  const receipt = shelf.take({ number, digest, pdfDigest, again: mode === 'accept-twice' }, pdf)
  if (mode === 'later') return { status: 202, body: { reference: referenceOf(receipt) } satisfies Static<typeof HandOverSent> }
  return mode === 'lose-answer' ? 'cut' : { status: 200, body: { receipt } satisfies Static<typeof HandOverTaken> }
}

/** Hears that a report was withdrawn, whether it has it or not; the same number again gets the same receipt. */
const hearWithdrawal = (mode: Mode, body: unknown): Deed => {
  if (!Value.Check(Withdrawal, body)) return no(400, `malformed at ${whereWrong(Withdrawal, body)}`)
  if (mode === 'refuse') return { status: 422, body: { refused: REFUSED } satisfies Static<typeof HandOverRefused> }
  return mode === 'lose-answer' ? 'cut' : { status: 200, body: { receipt: `CX-${body.number}` } satisfies Static<typeof HandOverTaken> }
}

/** What becomes of a report that waits for its answer. */
const referenceOf = (receipt: string): string => `W${receipt}`
const answer = (shelf: Shelf, mode: Mode, body: unknown): Deed => {
  if (!Value.Check(AnswerQuestion, body)) return no(400, `malformed at ${whereWrong(AnswerQuestion, body)}`)
  const { number, reference } = body
  const receipt = shelf.find(number)?.receipts.find((one) => referenceOf(one) === reference)
  if (receipt === undefined) return { status: 404, body: { unknown: reference } satisfies Static<typeof HandOverUnknown> }
  if (mode === 'later') return { status: 202, body: { reference } satisfies Static<typeof HandOverSent> }
  if (mode === 'refuse') return { status: 422, body: { refused: REFUSED } satisfies Static<typeof HandOverRefused> }
  return { status: 200, body: { receipt } satisfies Static<typeof HandOverTaken> }
}

/** How a report stands at the counter: heard, and nothing done with it. */
const standing = (body: unknown): Deed =>
  Value.Check(ReportStanding, body) ? { status: 200, body: { known: true } } : no(400, `malformed at ${whereWrong(ReportStanding, body)}`)

/**
 * Starts the stand-in for the traffic case: cases of the made-up drivers, and a receiver of reports that keeps what it took in
 * `dir`, so that the same number gives the same receipt after a restart too. Port 0: any. Listens on this machine alone.
 */
export const startCase = async ({
  port,
  dir,
  key,
  mode = 'accept',
}: {
  port: number
  dir: string
  key: string
  mode?: Mode
}): Promise<StandIn> => {
  const shelf = openShelf(dir)
  let playing = mode
  // A sealed report is 8 MB of base64 at most. Lines that hang are cut when it closes.
  const app = fastify({ logger: { level: 'warn' }, bodyLimit: 12_000_000, forceCloseConnections: true })

  const stranger = ({ authorization }: IncomingHttpHeaders): Deed | null => (knows(key, authorization) ? null : no(401, 'the key is wrong'))

  app.get('/healthz', async () => ({ ok: true }))

  app.post('/script', (request, reply) => {
    if (!Value.Check(Script, request.body)) return perform(reply, no(400, `mode must be one of: ${MODES.join(', ')}`))
    playing = request.body.mode
    return perform(reply, { status: 200, body: { mode: playing } })
  })

  app.get('/received', async () => ({ mode: playing, received: shelf.list() }))

  app.post('/cases/find', (request, reply) => perform(reply, stranger(request.headers) ?? illness(playing) ?? find(request.body)))

  app.post('/reports', (request, reply) =>
    perform(reply, stranger(request.headers) ?? illness(playing) ?? take(shelf, playing, request.body, request.headers)),
  )

  app.post('/withdrawals', (request, reply) =>
    perform(reply, stranger(request.headers) ?? illness(playing) ?? hearWithdrawal(playing, request.body)),
  )

  app.post('/reports/answer', (request, reply) =>
    perform(reply, stranger(request.headers) ?? illness(playing) ?? answer(shelf, playing, request.body)),
  )

  app.post('/reports/standing', (request, reply) => perform(reply, stranger(request.headers) ?? illness(playing) ?? standing(request.body)))

  const url = await app.listen({ port, host: '127.0.0.1' })
  return {
    url,
    play: (next) => {
      playing = next
    },
    received: shelf.list,
    close: () => app.close(),
  }
}

if (import.meta.main) {
  const Settings = Type.Object({
    ROADFIT_CASE_PORT: Type.String({ maxLength: 5, pattern: '^\\d{1,5}$' }),
    ROADFIT_CASE_KEY: Type.String({ minLength: 8, maxLength: 500 }),
    ROADFIT_CASE_SCRIPT: Mode,
  })
  const given = { ROADFIT_CASE_PORT: '3200', ROADFIT_CASE_SCRIPT: 'accept', ...process.env }
  if (!Value.Check(Settings, given)) {
    for (const error of Value.Errors(Settings, given))
      process.stderr.write(`${error.instancePath.slice(1) || 'settings'}: ${error.message}\n`)
    process.exit(2)
  }
  const standIn = await startCase({
    port: Number(given.ROADFIT_CASE_PORT),
    dir: `${process.env['ROADFIT_DATA'] ?? 'data/demo'}/case`,
    key: given.ROADFIT_CASE_KEY,
    mode: given.ROADFIT_CASE_SCRIPT,
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void standIn.close())
  process.stdout.write(`ready ${standIn.url}\n`)
}
