import type { FastifyReply } from 'fastify'
import { isRefusal } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import { bundleOf, dayOf, valueOf } from '../service/proof/exports.ts'
import type { Handlers } from './serve.ts'

/** A file to be kept, by its name, unless it is refused. */
const named = <T>(reply: FastifyReply, file: T, name: string): T => {
  if (!isRefusal(file)) void reply.header('content-disposition', `attachment; filename="${name}"`)
  return file
}

/** What leaves as data for other systems. */
export const exportRoutes = (deps: Deps): Handlers<'exports'> => ({
  reportValue: async ({ session, params: { number }, reply }) =>
    named(reply, await valueOf(deps, number, session.reader), `${number}.json`),
  reportBundle: async ({ session, params: { number }, reply }) =>
    named(reply, await bundleOf(deps, number, session.reader), `${number}.fhir.json`),
  dayReports: async ({ session, params: { day }, query: { language = 'zh' }, reply }) =>
    named(reply, await dayOf(deps, { day, language }, session.reader), `reports-${day}.csv`),
})
