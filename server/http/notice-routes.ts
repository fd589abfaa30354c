import type { Deps } from '../deps.ts'
import { endAtCounter } from '../service/checks/wishes.ts'
import { noticesTold } from '../service/views/notices.ts'
import type { Handlers } from './serve.ts'

/** What drivers were told by text message. */
export const noticeRoutes = (deps: Deps): Handlers<'notices'> => ({
  listNotices: ({ session, params: { number } }) => noticesTold(deps, session.reader, number),
  endNotices: ({ session, params: { number } }) => endAtCounter(deps, session.person.id, number),
})
