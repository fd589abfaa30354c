import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Exact } from '#protocol/basic.ts'
import { Line } from '#protocol/line.ts'
import { isFailure } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import { paperOfDriver, sm2Behind } from '../service/proof/drivers-paper.ts'
import { verificationOf } from '../service/proof/papers.ts'
import { languageOf } from './html.ts'
import { type App, limited, refusalOf } from './server.ts'
import { verifyPage, wordsPage } from './verify.ts'

const ByCode = Type.Object({ code: Line(64) })
const InLanguage = Type.Object({ lang: Type.Optional(Line(20)) })
/** The end of the number of the driver's document, as it's typed into the page. */
const PaperAsked = Exact({ number: Line(24) })

/** As people type what stands under the QR code. */
const typedCode = (code: string): string => code.toUpperCase().replaceAll(/[\s-]/g, '')

const FORM = 'application/x-www-form-urlencoded'

/** The public page behind a paper's QR code, and the paper for its driver. A page by itself, for any phone: no script, and words whatever goes wrong. */
export const verifyRoutes = (app: App, deps: Deps): void => {
  const page = (reply: FastifyReply, status: number, html: string) =>
    reply
      .code(status)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      // Its form must come with an origin, and a browser that may tell none sends “null”. Other origins are told nothing either way.
      .header('referrer-policy', 'same-origin')
      .send(html)
  const asked = ({ query, headers }: { query: { lang?: string }; headers: FastifyRequest['headers'] }) =>
    languageOf(query.lang, headers['accept-language'])
  const unknown = (reply: FastifyReply, language: 'zh' | 'en') => page(reply, 404, wordsPage(language, 'unknown'))
  const errorHandler = (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const refusal = refusalOf(error)
    const failed = isFailure(refusal)
    if (failed) deps.log.error({ err: error, route: request.routeOptions.url }, 'a request failed')
    const state = failed ? 'unsure' : refusal.refused === 'too-many-tries' ? 'busy' : 'unknown'
    const status = { unsure: 503, busy: 429, unknown: 404 }[state]
    page(reply, status, wordsPage(languageOf(undefined, request.headers['accept-language']), state))
  }

  app.get(
    '/verify/:code',
    { schema: { description: 'anybody', params: ByCode, querystring: InLanguage }, config: limited(60), errorHandler },
    async (request, reply) => {
      const language = asked(request)
      const found = await verificationOf(deps, typedCode(request.params.code))
      return found ? page(reply, 200, verifyPage(language, found)) : unknown(reply, language)
    },
  )

  app.get(
    '/verify/:code/sm2',
    { schema: { description: 'anybody', params: ByCode, querystring: InLanguage }, config: limited(60), errorHandler },
    async (request, reply) => {
      const found = await sm2Behind(deps, typedCode(request.params.code))
      if (!found) return unknown(reply, asked(request))
      return reply
        .type('application/pkcs7-signature')
        .header('content-disposition', `attachment; filename="${found.number}.p7s"`)
        .header('cache-control', 'no-store')
        .send(Buffer.from(found.file))
    },
  )

  // A form without script comes in a form's own encoding. No other door takes it: a page of another origin could send it unasked.
  void app.register(async (plain) => {
    const scope = plain.withTypeProvider<TypeBoxTypeProvider>()
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser<string>(FORM, { parseAs: 'string' }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(body))),
    )
    scope.post(
      '/verify/:code',
      {
        schema: { description: 'anybody', params: ByCode, querystring: InLanguage, body: PaperAsked, consumes: [FORM] },
        config: limited(10),
        errorHandler,
      },
      async (request, reply) => {
        const language = asked(request)
        const given = await paperOfDriver(deps, typedCode(request.params.code), request.body.number)
        if (given === null) return unknown(reply, language)
        if ('paper' in given)
          return reply
            .type('application/pdf')
            .header('content-disposition', `attachment; filename="${given.number}.pdf"`)
            .header('cache-control', 'no-store')
            .send(Buffer.from(given.paper))
        // What has no paper to give says so by itself.
        if (given.why === 'none') return page(reply, 409, verifyPage(language, given.found))
        return page(reply, given.why === 'wrong' ? 403 : 429, verifyPage(language, given.found, given))
      },
    )
  })
}
