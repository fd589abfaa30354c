import { type Refusal, refuse } from '#protocol/refusal.ts'
import { type AccountEventKind, type AccountEventViews, EVENTS_MOST } from '#protocol/rest.ts'
import type { Deps } from '../../deps.ts'
import { accountEvents, addAccountEvent, seeAccountEvents } from '../../store/account-events.ts'
import { changePerson, findPerson } from '../../store/people.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { closeSessionsOf, type Session } from './sessions.ts'
import { weakPassword } from './weak-password.ts'

/** Writes down what happened to somebody's account, for its owner to see and for good. */
export const happened = (deps: Deps, person: string, kind: AccountEventKind, by: string): Promise<void> =>
  addAccountEvent(deps.db, deps.key, { id: deps.ids(), person, kind, by, at: deps.clock().toISOString() })

/** What happened to one's account since one has looked. */
export const newsOf = (deps: Pick<Deps, 'db'>, person: string): Promise<AccountEventViews> =>
  accountEvents(deps.db, person, { unseen: true, most: EVENTS_MOST })

/** All that happened to an account of late. */
export const eventsOf = (deps: Pick<Deps, 'db'>, person: string): Promise<AccountEventViews> =>
  accountEvents(deps.db, person, { unseen: false, most: EVENTS_MOST })

export const seeNews = (deps: Pick<Deps, 'db' | 'clock'>, person: string): Promise<void> =>
  seeAccountEvents(deps.db, person, deps.clock().toISOString())

/** Is this the person's password? Wrong ones are counted by account: after too many the right one isn't taken either. */
export const provePassword = async (
  deps: Pick<Deps, 'tries'>,
  person: { id: string; password: string },
  password: string,
): Promise<Refusal | null> => {
  if (!deps.tries.may(person.id)) return refuse('too-many-tries')
  if (await isPassword(person.password, password)) {
    deps.tries.right(person.id)
    return null
  }
  deps.tries.wrong(person.id)
  return refuse('wrong-password')
}

/** A person chooses another password: every other session of theirs ends. */
export const changeOwnPassword = async (
  deps: Deps,
  session: Session,
  { password, next }: { password: string; next: string },
): Promise<{ done: true } | Refusal> => {
  const person = await findPerson(deps.db, { id: session.person.id })
  if (!person) return refuse('not-signed-in')
  const wrong = await provePassword(deps, person, password)
  if (wrong) return wrong
  const weak = weakPassword(next, [person.login, person.name], deps.settings.demo)
  if (weak) return weak
  if (next === password) return refuse('password-same')
  await changePerson(deps.db, deps.key, person.id, { password: await hashPassword(next) })
  await happened(deps, person.id, 'password-changed', person.id)
  await closeSessionsOf(deps, person.id, session.id)
  deps.log.info({ person: person.id }, 'a password was changed by its owner')
  return { done: true }
}
