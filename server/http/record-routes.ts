import { isRefusal } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import { accessView, giveReason, loadedCheck, mayAct } from '../service/people/access.ts'
import { EVERYTHING } from '../service/sites/scope.ts'
import { errandsNeedingPerson, tryNow } from '../service/views/errands.ts'
import { ledgerView } from '../service/views/ledger.ts'
import { overrides } from '../service/views/overrides.ts'
import { waysView } from '../service/views/ways.ts'
import type { Handlers } from './serve.ts'

/** What was looked at beyond one's own, what doctors decided otherwise, and errands that need a person. */
export const recordRoutes = (deps: Deps): Handlers<'records'> => ({
  giveReason: ({ session, body }) => giveReason(deps, session.reader, body),
  listAccess: ({ query: { at, id } }) => accessView(deps, at && id ? { at, id } : null),
  listLedger: ({ query: { at, id } }) => ledgerView(deps, at && id ? { at, id } : null),
  listOverrides: () => overrides(deps),
  listErrands: () => errandsNeedingPerson(deps, EVERYTHING),
  listWays: () => waysView(deps),
  async tryErrand({ session, params: { id: check }, body }) {
    const { id, name } = session.person
    const found = await loadedCheck(deps, check)
    const closed = await mayAct(deps, id, 'counter', found)
    const after = closed ?? (await tryNow(deps, { kind: 'counter', id, name }, { ...body, check }, found))
    return isRefusal(after) ? after : { done: true }
  },
})
