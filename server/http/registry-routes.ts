import type { Deps } from '../deps.ts'
import { papersOf } from '../service/registry/papers.ts'
import {
  addInstitution,
  addRegistration,
  changeInstitution,
  changeRegistration,
  historyOf,
  recogniseInstitution,
  registryView,
  suspendInstitution,
} from '../service/registry/registry.ts'
import { signingRights } from '../service/registry/signing.ts'
import type { Handlers } from './serve.ts'

/** Medical institutions and the doctors in them, for administrators; and for a doctor, where they may sign. */
export const registryRoutes = (deps: Deps): Handlers<'registry'> => ({
  listRegistry: () => registryView(deps),
  listRegistryHistory: ({ params }) => historyOf(deps, params.id),
  addInstitution: ({ session, body }) => addInstitution(deps, session.person, body),
  changeInstitution: ({ session, params, body }) => changeInstitution(deps, session.person, params.id, body.version, body.value),
  suspendInstitution: ({ session, params, body }) => suspendInstitution(deps, session.person, params.id, body),
  recogniseInstitution: ({ session, params, body }) => recogniseInstitution(deps, session.person, params.id, body.version),
  listInstitutionPapers: ({ params, query: { since, day, number } }) =>
    papersOf(deps, params.id, { since, behind: day !== undefined && number !== undefined ? { day, number } : null }),
  addDoctor: ({ session, body }) => addRegistration(deps, session.person, body),
  changeDoctor: ({ session, params, body }) => changeRegistration(deps, session.person, params.id, body),
  listSigningRights: ({ session }) => signingRights(deps, session.reader),
})
