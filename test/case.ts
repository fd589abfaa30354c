import fastify from 'fastify'
import { Value } from 'typebox/value'
import { AnswerQuestion, type CaseAnswer, CaseQuestion, HandOver, ReportStanding, Withdrawal } from '#protocol/case.ts'

/** How the case behaves towards the next delivery. */
export type Mood = 'take' | 'refuse' | 'fail' | 'lose-answer' | 'nonsense' | 'later' | { status: number }

/** What is said of a report that was sent: a receipt, a refusal, that its reference is none, or a status and nothing more. */
type Said = { receipt: string } | { refused: string } | 'unknown' | { status: number }

/** A traffic case in this process, over real HTTP, by the same schemas. */
export const openCase = async () => {
  const cases = new Map<string, CaseAnswer['case']>()
  const told = new Map<string, Omit<CaseAnswer, 'case'>>()
  const receipts = new Map<string, string>()
  const references = new Map<string, string>()
  const answers = new Map<string, Said>()
  const asked: string[] = []
  const deliveries: HandOver[] = []
  const withdrawals: Withdrawal[] = []
  const traces: (string | null)[] = []
  const moods: Mood[] = []
  const standings: (ReportStanding & { id: string })[] = []
  let hears = true
  let up = true
  const app = fastify({ bodyLimit: 12_000_000, forceCloseConnections: true })
  app.addHook('onRequest', async (request, reply) => {
    if (!up) return request.raw.destroy()
    if (request.headers.authorization !== 'Bearer secret') return reply.code(401).send({})
  })
  app.post('/cases/find', async (request, reply) => {
    if (!Value.Check(CaseQuestion, request.body)) return reply.code(400).send({})
    return { case: cases.get(request.body.document) ?? null, ...told.get(request.body.document) } satisfies CaseAnswer
  })
  app.post('/reports', async (request, reply) => {
    const number = request.headers['idempotency-key']
    if (!Value.Check(HandOver, request.body) || typeof number !== 'string') return reply.code(400).send({})
    deliveries.push(request.body)
    traces.push(String(request.headers['traceparent'] ?? '') || null)
    const mood = moods.shift() ?? 'take'
    if (typeof mood === 'object') return reply.code(mood.status).send({})
    if (mood === 'fail') return reply.code(500).send({ error: 'down' })
    if (mood === 'nonsense') return reply.send({ thanks: true })
    if (mood === 'refuse') return reply.code(422).send({ refused: '档案编号不符' })
    if (mood === 'later') {
      references.set(number, `W-${number}`)
      return reply.code(202).send({ reference: `W-${number}` })
    }
    const receipt = receipts.get(number) ?? `R-${receipts.size + 1}`
    receipts.set(number, receipt)
    if (mood === 'lose-answer') return request.raw.destroy()
    return { receipt }
  })
  app.post('/withdrawals', async (request, reply) => {
    if (!Value.Check(Withdrawal, request.body)) return reply.code(400).send({})
    withdrawals.push(request.body)
    return { receipt: `W-${request.body.number}` }
  })
  app.post('/reports/answer', async (request, reply) => {
    if (!Value.Check(AnswerQuestion, request.body)) return reply.code(400).send({})
    const { number, reference } = request.body
    asked.push(number)
    const said = answers.get(number)
    if (references.get(number) !== reference || said === 'unknown') return reply.code(404).send({ unknown: reference })
    if (!said) return reply.code(202).send({ reference })
    if ('status' in said) return reply.code(said.status).send({})
    return reply.code('receipt' in said ? 200 : 422).send(said)
  })
  app.post('/reports/standing', async (request, reply) => {
    if (!Value.Check(ReportStanding, request.body)) return reply.code(400).send({})
    if (!hears) return reply.code(404).send({})
    standings.push({ id: String(request.headers['idempotency-key']), ...request.body })
    return { known: true }
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  if (!address || typeof address === 'string') throw new Error('the case does not listen')
  return {
    url: `http://127.0.0.1:${address.port}`,
    key: 'secret',
    /** Cases by document. */
    cases,
    /** What is told beside the case, by document: other cases, and the licence. */
    told,
    /** Receipts by report number. */
    receipts,
    /** Everything that was posted, repeats included. */
    deliveries,
    /** Every withdrawal that was posted, repeats included. */
    withdrawals,
    /** The reference under which a report was taken, by its number. */
    references,
    /** What is said of reports that were sent, by their number; those that aren't there wait. */
    answers,
    /** Numbers of the reports whose answer was asked for, repeats included. */
    asked,
    /** The `traceparent` of each delivery; null: it had none. */
    traces,
    /** What the next deliveries meet with; `take` when the list is empty. */
    moods,
    /** How reports stand at the counter, as it was told. */
    standings,
    /** Does it have the route for that? */
    setHears: (value: boolean) => {
      hears = value
    },
    /** Is anybody there? */
    setUp: (value: boolean) => {
      up = value
    },
    close: () => app.close(),
  }
}
