import { createHash, timingSafeEqual } from 'node:crypto'
import fastify, { type FastifyReply } from 'fastify'
import { Type, type Static } from 'typebox'
import { Value } from 'typebox/value'
import { Words } from '#protocol/basic.ts'
import { CaseQuestion, HandOver, type CaseAnswer, type HandOverRefused, type HandOverTaken } from '#protocol/case.ts'
import { whereWrong } from '#protocol/message.ts'
import { drivers } from './drivers.ts'
import { openShelf } from './shelf.ts'

/**
 * What the stand-in does with a request.
 * `accept` takes a report; `refuse` refuses it for good; `hang` never answers; `error` answers 500; `lose-answer` takes it and cuts
 * the line before the receipt; `accept-twice` is a faulty case that takes a number it has already taken once more, with another
 * receipt. `hang` and `error` meet questions for a case too: the whole far side is ill.
 */
export const MODES = ['accept', 'refuse', 'hang', 'error', 'lose-answer', 'accept-twice'] as const
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

/** A receiver that knows a caller by `key`. */
const knows = (key: string, header: string | undefined): boolean => {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(`Bearer ${key}`), digest(header ?? ''))
}

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

  app.addHook('onRequest', async (request, reply) => {
    const guarded = request.url === '/cases/find' || request.url === '/reports'
    if (guarded && !knows(key, request.headers.authorization)) return reply.code(401).send({ error: 'the key is wrong' })
  })

  /** True: the script has dealt with this request. */
  const ill = (reply: FastifyReply): boolean => {
    if (playing === 'hang') {
      reply.hijack()
      return true
    }
    if (playing !== 'error') return false
    reply.code(500).send({ error: 'the script says so' })
    return true
  }

  app.get('/healthz', async () => ({ ok: true }))

  app.post('/script', async (request, reply) => {
    if (!Value.Check(Script, request.body)) return reply.code(400).send({ error: `mode must be one of: ${MODES.join(', ')}` })
    playing = request.body.mode
    return { mode: playing }
  })

  app.get('/received', async () => ({ mode: playing, received: shelf.list() }))

  app.post('/cases/find', (request, reply) => {
    if (ill(reply)) return
    if (!Value.Check(CaseQuestion, request.body))
      return reply.code(400).send({ error: `malformed at ${whereWrong(CaseQuestion, request.body)}` })
    const { document } = request.body
    const answer: CaseAnswer = { case: drivers.find((driver) => driver.card.number === document)?.case ?? null }
    reply.send(answer)
  })

  app.post('/reports', (request, reply) => {
    if (ill(reply)) return
    const body = request.body
    if (!Value.Check(HandOver, body)) return reply.code(400).send({ error: `malformed at ${whereWrong(HandOver, body)}` })
    const { number } = body.report
    if (request.headers['idempotency-key'] !== number)
      return reply.code(400).send({ error: 'Idempotency-Key must be the number of the report' })
    const pdf = Buffer.from(body.pdf, 'base64')
    const refused = (reason: string) => reply.code(422).send({ refused: reason } satisfies HandOverRefusal)
    if (createHash('sha256').update(pdf).digest('hex') !== body.pdfDigest) return refused('文件与摘要不符')
    const taken = shelf.find(number)
    if (taken && taken.digest !== body.digest) return refused('同一编号已收到另一份证明')
    if (playing === 'refuse' && !taken) return refused('驾驶人业务信息已变更，请到窗口核实后重新提交')
    const receipt = shelf.take({ number, digest: body.digest, pdfDigest: body.pdfDigest, again: playing === 'accept-twice' }, pdf)
    if (playing === 'lose-answer') {
      reply.hijack()
      request.raw.destroy()
      return
    }
    reply.send({ receipt } satisfies Taken)
  })

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

type Taken = Static<typeof HandOverTaken>
type HandOverRefusal = Static<typeof HandOverRefused>

if (import.meta.main) {
  const Settings = Type.Object({
    ROADFIT_CASE_PORT: Type.String({ pattern: '^\\d{1,5}$' }),
    ROADFIT_CASE_KEY: Type.String({ minLength: 8 }),
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
    dir: `${process.env['ROADFIT_DATA'] ?? 'data'}/case`,
    key: given.ROADFIT_CASE_KEY,
    mode: given.ROADFIT_CASE_SCRIPT,
  })
  process.stdout.write(`ready ${standIn.url}\n`)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void standIn.close())
}
