import { Type } from 'typebox'
import { Line } from '#protocol/line.ts'
import type { Deps } from '../deps.ts'
import { listedInstitutions } from '../service/registry/public-list.ts'
import { languageOf } from './html.ts'
import { institutionsPage } from './institutions.ts'
import { type App, limited } from './server.ts'

const InLanguage = Type.Object({ lang: Type.Optional(Line(20)) })

/** The public list of the institutions that may issue reports. */
export const institutionRoutes = (app: App, deps: Deps): void => {
  app.get(
    '/institutions',
    { schema: { description: 'anybody', querystring: InLanguage }, config: limited(60) },
    async ({ query, headers }, reply) => {
      const language = languageOf(query.lang, headers['accept-language'])
      return reply.type('text/html; charset=utf-8').send(institutionsPage(language, await listedInstitutions(deps, language)))
    },
  )
}
