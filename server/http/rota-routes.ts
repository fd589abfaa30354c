import type { Deps } from '../deps.ts'
import { changeRota, rotaHistoryOf, rotaView } from '../service/people/rota.ts'
import type { Handlers } from './serve.ts'

/** Doctors' hours, for administrators. */
export const rotaRoutes = (deps: Deps): Handlers<'rota'> => ({
  listRota: () => rotaView(deps),
  listRotaHistory: ({ params }) => rotaHistoryOf(deps, params.id),
  changeRota: ({ session, params, body }) => changeRota(deps, session.person, params.id, body),
})
