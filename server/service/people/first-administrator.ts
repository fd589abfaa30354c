import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { unprintableText } from '../../report/layout.ts'
import { addPerson, findPerson, hasAdministrator, type PersonRow } from '../../store/people.ts'
import { codeFor, sameCode } from '../machines/keys.ts'
import { hashPassword } from './passwords.ts'
import { weakPassword } from './weak-password.ts'

const codeOf = (deps: Pick<Deps, 'key'>): string => codeFor(deps.key, 'first administrator')
const placeOf = (deps: Pick<Deps, 'settings'>): string => join(deps.settings.data, 'first-administrator.code')

/** Does the server still wait for its first administrator? */
export const awaitsFirst = async (deps: Pick<Deps, 'db'>): Promise<boolean> => !(await hasAdministrator(deps.db))

/** While there is no administrator: the code by which the first one enters, also written where only the owner reads it. Else null. */
export const firstCode = async (deps: Deps): Promise<string | null> => {
  if (await hasAdministrator(deps.db)) return null
  const code = codeOf(deps)
  await mkdir(deps.settings.data, { recursive: true, mode: 0o700 })
  await writeFile(placeOf(deps), `${code}\n`, { mode: 0o600 })
  return code
}

/** Makes the first administrator, once. */
export const enterFirst = async (
  deps: Deps,
  { code, login, name, password }: { code: string; login: string; name: string; password: string },
): Promise<PersonRow | Refusal> => {
  if ((await hasAdministrator(deps.db)) || !sameCode(codeOf(deps), code)) return refuse('code-wrong')
  const unprintable = unprintableText(deps.fonts, { person: name })
  if (unprintable) return unprintable
  const weak = weakPassword(password, [login, name], deps.settings.demo)
  if (weak) return weak
  const hash = await hashPassword(password)
  const id = deps.ids()
  const made = await deps.db.transaction().execute(async (tx) => {
    // Of two who come at the same moment the second finds the first.
    if (await hasAdministrator(tx)) return 'late'
    return (await addPerson(tx, deps.key, { id, login, name, roles: ['administrator'], password: hash })) ? 'made' : 'taken'
  })
  if (made === 'late') return refuse('code-wrong')
  if (made === 'taken') return refuse('name-taken', { name: login })
  await rm(placeOf(deps), { force: true })
  deps.log.info({ person: id }, 'the first administrator has entered')
  const person = await findPerson(deps.db, { id })
  if (!person) throw new Error('the first administrator is gone')
  return person
}
