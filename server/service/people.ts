import { createHash } from 'node:crypto'
import { refuse, type Refusal } from '#protocol/refusal.ts'
import type { Strokes } from '#protocol/basic.ts'
import type { Me, NewPerson, Person, PersonChange } from '#protocol/rest.ts'
import type { Deps } from '../deps.ts'
import { unprintableText } from '../report/layout.ts'
import { addPerson, changePerson, findPerson, listPeople, type PersonRow } from '../store/people.ts'
import { addSession, endSession, endSessionsOf, findSession } from '../store/sessions.ts'
import { storeStrokes } from './declaring.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { strokesOf } from './reporting.ts'

/** How long somebody stays signed in, ms: one working day. */
export const SESSION_MS = 12 * 3_600_000

/** Somebody who is signed in. */
export type Session = { token: string; person: PersonRow; challenge: string | null }

const digest = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** A new session's secret, for the cookie: only its SHA-256 is stored. */
export const openSession = async (deps: Deps, person: string): Promise<string> => {
  const secret = Buffer.from(deps.random(32)).toString('base64url')
  const until = new Date(deps.steady().getTime() + SESSION_MS).toISOString()
  await addSession(deps.db, { token: digest(secret), person, until })
  return secret
}

/** Who holds this secret; null: nobody, or an account that was closed since. */
export const sessionOf = async (deps: Deps, secret: string | undefined): Promise<Session | null> => {
  if (!secret) return null
  const token = digest(secret)
  const session = await findSession(deps.db, token, deps.steady().toISOString())
  const person = session && (await findPerson(deps.db, { id: session.person }))
  return person && !person.disabled ? { token, person, challenge: session.challenge } : null
}

export const closeSession = async (deps: Deps, secret: string): Promise<void> => {
  const session = await sessionOf(deps, secret)
  await endSession(deps.db, digest(secret))
  if (session) deps.announce({ kind: 'person', person: session.person.id })
}

/** The person with this login and password. A wrong login takes as long as a wrong password. */
export const signIn = async (deps: Deps, { login, password }: { login: string; password: string }): Promise<PersonRow | Refusal> => {
  const person = await findPerson(deps.db, { login: login.trim().toLowerCase() })
  if (!(await isPassword(person?.password ?? null, password)) || !person) return refuse('wrong-password')
  return person.disabled ? refuse('account-disabled') : person
}

/** A person as pages see them. */
export const personView = ({ id, login, name, roles, disabled, passkeys, signature }: PersonRow): Person => ({
  id,
  login,
  name,
  roles,
  disabled,
  passkeys,
  signature: signature !== null,
})

/** The person who is signed in, as their own pages see them. */
export const meOf = async (deps: Deps, person: PersonRow): Promise<Me> => ({
  person: personView(person),
  demonstration: deps.settings.demo,
  strokes: person.signature ? await strokesOf(deps, person.signature) : null,
})

/** How this person signs on paper. */
export const setSignature = async (deps: Deps, id: string, strokes: Strokes): Promise<void> =>
  changePerson(deps.db, id, { signature: await storeStrokes(deps, strokes) })

export const people = async (deps: Deps): Promise<Person[]> => (await listPeople(deps.db)).map(personView)

export const createPerson = async (deps: Deps, { login, name, roles, password }: NewPerson): Promise<Person | Refusal> => {
  const unprintable = unprintableText(deps.fonts, { person: name })
  if (unprintable) return unprintable
  const id = deps.ids()
  const added = await addPerson(deps.db, { id, login, name, roles, password: await hashPassword(password) })
  if (!added) return refuse('name-taken', { name: login })
  deps.log.info({ person: id, roles }, 'an account was made')
  return viewOf(deps, id)
}

/** Changes an account. The last administrator stays one; a new password or a closed account ends every session. */
export const updatePerson = async (deps: Deps, id: string, change: PersonChange): Promise<Person | Refusal> => {
  const person = await findPerson(deps.db, { id })
  if (!person) return refuse('not-found')
  const unprintable = unprintableText(deps.fonts, { person: change.name ?? null })
  if (unprintable) return unprintable
  const stops = change.disabled === true || (change.roles && !change.roles.includes('administrator'))
  if (stops && (await isLastAdministrator(deps, id))) return refuse('not-allowed')
  const { password, name, roles, disabled } = change
  await changePerson(deps.db, id, {
    ...(name === undefined ? {} : { name }),
    ...(roles === undefined ? {} : { roles }),
    ...(disabled === undefined ? {} : { disabled }),
    ...(password === undefined ? {} : { password: await hashPassword(password) }),
  })
  if (password !== undefined || disabled === true) await endSessionsOf(deps.db, id)
  deps.announce({ kind: 'person', person: id })
  deps.log.info({ person: id, changed: Object.keys(change) }, 'an account was changed')
  return viewOf(deps, id)
}

const isLastAdministrator = async (deps: Deps, id: string): Promise<boolean> => {
  const administrators = (await listPeople(deps.db)).filter(({ roles, disabled }) => roles.includes('administrator') && !disabled)
  return administrators.length === 1 && administrators[0]?.id === id
}

const viewOf = async (deps: Deps, id: string): Promise<Person | Refusal> => {
  const person = await findPerson(deps.db, { id })
  return person ? personView(person) : refuse('not-found')
}
