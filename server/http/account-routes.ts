import { isRefusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../deps.ts'
import { changeOwnPassword, eventsOf, seeNews } from '../service/people/account.ts'
import { enrolPasskey, passkeyOptions, passkeysView, proofOptions, takePasskey } from '../service/people/passkeys.ts'
import { meOf, setSignature } from '../service/people/people.ts'
import { removeSession, type Session, sessionsView } from '../service/people/sessions.ts'
import type { Handlers } from './serve.ts'
import { sessionIn } from './who.ts'

/** One's own account: signature, password, sessions, passkeys, and what happened to it. */
export const accountRoutes = (deps: Deps): Handlers<'account'> => {
  /** The person as they are now that something of them has changed. */
  const fresh = async (request: Parameters<typeof sessionIn>[1]) => {
    const session = await sessionIn(deps, request)
    return session ? meOf(deps, session.person) : refuse('not-signed-in')
  }
  const mine = ({ person }: Session) => meOf(deps, person)
  return {
    async saveSignature({ session, body, request }) {
      await setSignature(deps, session.person.id, body)
      return fresh(request)
    },
    changePassword: ({ session, body }) => changeOwnPassword(deps, session, body),
    listSessions: ({ session }) => sessionsView(deps, session),
    endSession: ({ session, params }) => removeSession(deps, session, params.id),
    listEvents: ({ session }) => eventsOf(deps, session.person.id),
    async seeEvents({ session }) {
      await seeNews(deps, session.person.id)
      return mine(session)
    },
    listPasskeys: ({ session }) => passkeysView(deps, session.person.id),
    askProof: ({ session }) => proofOptions(deps, session),
    askPasskey: ({ session, body }) => passkeyOptions(deps, session, body),
    async addPasskey({ session, body, request }) {
      const enrolled = await enrolPasskey(deps, session, body)
      return isRefusal(enrolled) ? enrolled : fresh(request)
    },
    removePasskey: ({ session, params }) => takePasskey(deps, session.person, session.person.id, params.passkey),
  }
}
