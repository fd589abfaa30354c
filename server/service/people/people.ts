import type { Strokes } from '#protocol/basic.ts'
import { isRefusal, type Refusal, refuse } from '#protocol/refusal.ts'
import type { Me, NewPerson, Person, PersonChange } from '#protocol/rest.ts'
import type { Deps } from '../../deps.ts'
import { unprintableText } from '../../report/layout.ts'
import { addPerson, changePerson, findPerson, listPeople, type PersonRow } from '../../store/people.ts'
import { accountOf } from '../../tries.ts'
import { openSite } from '../sites/sites.ts'
import { storeStrokes, strokesOf } from '../stored/strokes.ts'
import { happened, newsOf, provePassword } from './account.ts'
import { hashPassword, isPassword } from './passwords.ts'
import { closeSessionsOf } from './sessions.ts'
import { weakPassword } from './weak-password.ts'

/**
 * The person with this login and password. A wrong login takes as long as a wrong password, and wrong ones are counted by account
 * wherever they come from.
 */
export const signIn = async (deps: Deps, { login: typed, password }: { login: string; password: string }): Promise<PersonRow | Refusal> => {
  const login = typed.trim().toLowerCase()
  const person = await findPerson(deps.db, { login })
  if (!person) {
    const account = accountOf(null, login)
    if (!deps.tries.may(account)) return refuse('too-many-tries')
    await isPassword(null, password)
    deps.tries.wrong(account)
    return refuse('wrong-password')
  }
  const wrong = await provePassword(deps, person, password)
  if (wrong) return wrong
  return person.disabled ? refuse('account-disabled') : person
}

/** A person as pages see them. */
const personView = ({ id, login, name, roles, disabled, passkeys, signature, sites }: PersonRow): Person => ({
  id,
  login,
  name,
  roles,
  disabled,
  passkeys,
  signature: signature !== null,
  sites,
})

/** The person who is signed in, as their own pages see them. */
export const meOf = async (deps: Deps, person: PersonRow): Promise<Me> => ({
  person: personView(person),
  demonstration: deps.settings.demo,
  strokes: person.signature ? await strokesOf(deps, person.signature) : null,
  news: await newsOf(deps, person.id),
})

/** How this person signs on paper. */
export const setSignature = async (deps: Deps, id: string, strokes: Strokes): Promise<void> =>
  changePerson(deps.db, deps.key, id, { signature: await storeStrokes(deps, strokes) })

export const people = async (deps: Deps): Promise<Person[]> => (await listPeople(deps.db)).map(personView)

export const createPerson = async (deps: Deps, { login, name, roles, password, sites = null }: NewPerson): Promise<Person | Refusal> => {
  const unprintable = unprintableText(deps.fonts, { person: name })
  if (unprintable) return unprintable
  const nowhere = await notOpen(deps, sites)
  if (nowhere) return nowhere
  const weak = weakPassword(password, [login, name], deps.settings.demo)
  if (weak) return weak
  const id = deps.ids()
  const added = await addPerson(deps.db, deps.key, { id, login, name, roles, sites, password: await hashPassword(password) })
  if (!added) return refuse('name-taken', { name: login })
  deps.log.info({ person: id, roles }, 'an account was made')
  return viewOf(deps, id)
}

/**
 * An administrator changes an account. The last administrator stays one; a new password or a closed account ends every session, and its
 * owner is told of a new password.
 */
export const updatePerson = async (deps: Deps, administrator: PersonRow, id: string, change: PersonChange): Promise<Person | Refusal> => {
  const person = await findPerson(deps.db, { id })
  if (!person) return refuse('not-found')
  const unprintable = unprintableText(deps.fonts, { person: change.name ?? null })
  if (unprintable) return unprintable
  const stops = change.disabled === true || (change.roles && !change.roles.includes('administrator'))
  if (stops && (await isLastAdministrator(deps, id))) return refuse('not-allowed')
  const { password, name, roles, disabled, sites } = change
  // Those that have been closed since stay theirs.
  const nowhere = await notOpen(deps, sites?.filter((site) => !person.sites?.includes(site)) ?? null)
  if (nowhere) return nowhere
  const weak = password === undefined ? null : weakPassword(password, [person.login, name ?? person.name], deps.settings.demo)
  if (weak) return weak
  await changePerson(deps.db, deps.key, id, {
    ...(name === undefined ? {} : { name }),
    ...(roles === undefined ? {} : { roles }),
    ...(disabled === undefined ? {} : { disabled }),
    ...(sites === undefined ? {} : { sites }),
    ...(password === undefined ? {} : { password: await hashPassword(password), resetBy: administrator.id }),
  })
  if (password !== undefined) await happened(deps, id, 'password-reset', administrator.id)
  if (password !== undefined || disabled === true) await closeSessionsOf(deps, id)
  deps.announce({ kind: 'person', person: id })
  deps.log.info({ person: id, changed: Object.keys(change) }, 'an account was changed')
  return viewOf(deps, id)
}

/** The first of these sites for which nobody can begin to work; null: there is none. */
const notOpen = async (deps: Deps, sites: readonly string[] | null): Promise<Refusal | null> => {
  for (const id of sites ?? []) {
    const site = await openSite(deps, id)
    if (isRefusal(site)) return site
  }
  return null
}

const isLastAdministrator = async (deps: Deps, id: string): Promise<boolean> => {
  const administrators = (await listPeople(deps.db)).filter(({ roles, disabled }) => roles.includes('administrator') && !disabled)
  return administrators.length === 1 && administrators[0]?.id === id
}

const viewOf = async (deps: Deps, id: string): Promise<Person | Refusal> => {
  const person = await findPerson(deps.db, { id })
  return person ? personView(person) : refuse('not-found')
}
