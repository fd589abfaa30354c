import { isRefusal } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import { logOf, stillOf } from '../service/checks/readings.ts'
import { labelsOf } from '../service/proof/labels.ts'
import { paperOf, pictureOf, signatureOf, sm2Of, takenStillOf } from '../service/proof/papers.ts'
import type { Handlers } from './serve.ts'

/** Pictures, handwriting, logs and papers for those who work with them. */
export const paperRoutes = (deps: Deps): Handlers<'papers'> => ({
  photo: ({ session, params }) => pictureOf(deps, params.id, 'taken', session.reader),
  cardPhoto: ({ session, params }) => pictureOf(deps, params.id, 'card', session.reader),
  driverSignature: ({ session, params }) => signatureOf(deps, params.id, session.reader),
  readLog: ({ session, params }) => logOf(deps, params.id, session.reader),
  async sm2({ session, params, reply }) {
    const file = await sm2Of(deps, params.number, session.reader)
    if (!isRefusal(file)) reply.header('content-disposition', `attachment; filename="${params.number}.p7s"`)
    return file
  },
  still: ({ session, params }) => stillOf(deps, params.id, params.digest, session.reader),
  takenStill: ({ session, params }) => takenStillOf(deps, params.id, params.digest, session.reader),
  async labels({ session, query, reply }) {
    const file = await labelsOf(deps, query.numbers.split(','), session.reader)
    if (isRefusal(file)) return file
    reply.header('content-disposition', 'inline; filename="labels.pdf"')
    return { pieces: [file] }
  },
  async paper({ session, params, reply }) {
    const file = await paperOf(deps, params.number, session.reader)
    if (!isRefusal(file))
      reply
        .header('content-disposition', `inline; filename="${params.number}.pdf"`)
        // Chromium's viewer is blocked by the pages' strict policy; the counter shows the paper in a frame.
        .header('content-security-policy', "frame-ancestors 'self'")
        .header('x-frame-options', 'SAMEORIGIN')
    return file
  },
})
