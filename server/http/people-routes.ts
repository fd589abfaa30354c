import type { Deps } from '../deps.ts'
import { givePasskeyCode, letSign, passkeysView, takePasskey } from '../service/people/passkeys.ts'
import { createPerson, people, updatePerson } from '../service/people/people.ts'
import type { Handlers } from './serve.ts'

/** Everybody's accounts, for administrators. */
export const peopleRoutes = (deps: Deps): Handlers<'people'> => ({
  listPeople: () => people(deps),
  addPerson: ({ body }) => createPerson(deps, body),
  changePerson: ({ session, params, body }) => updatePerson(deps, session.person, params.id, body),
  givePasskeyCode: ({ session, params }) => givePasskeyCode(deps, session.person, params.id),
  listPasskeysOf: ({ params }) => passkeysView(deps, params.id),
  removePasskeyOf: ({ session, params }) => takePasskey(deps, session.person, params.id, params.passkey),
  letSign: ({ session, params }) => letSign(deps, session.person, params.id, params.passkey),
})
