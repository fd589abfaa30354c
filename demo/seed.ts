import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Static } from 'typebox'
import { asking, type Said, type ValueRoute } from '#protocol/ask.ts'
import type { Strokes } from '#protocol/basic.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Machine, NewMachine } from '#protocol/rest.ts'
import { saveSignature } from '#protocol/routes/account.ts'
import { addMachine, listMachines, renewCode } from '#protocol/routes/machines.ts'
import { addPerson, listPeople } from '#protocol/routes/people.ts'
import { addDoctor, changeInstitution, listRegistry } from '#protocol/routes/registry.ts'
import { greet, setUp, signIn, signOut } from '#protocol/routes/session.ts'
import { addSite, listSites } from '#protocol/routes/sites.ts'
import { text } from '#words/index.ts'
import { administrator, boothName, type DemoAccount, hallScreenName, staff } from './accounts.ts'
import { forSimulator } from './drivers.ts'
import { HALL, INSTITUTION, sites } from './sites.ts'

/** What `npm start` needs to know of a seeded server. A code is null where the machine is enrolled already. */
export type Seeded = {
  accounts: Pick<DemoAccount, 'login' | 'password' | 'name' | 'roles'>[]
  boothCode: string | null
  hallCode: string | null
  /** The administrator isn't the demonstration's any more: nothing was looked at. */
  locked: boolean
}

/** The server said no. */
class Refused extends Error {
  readonly refusal: Refusal
  constructor(what: string, refusal: Refusal) {
    const sentences: Record<string, string | undefined> = text.en.refusals
    super(`${what}: ${sentences[refusal.refused] ?? refusal.refused}`)
    this.refusal = refusal
  }
}

/** How one person asks: like `Ask`, but a no is thrown. */
type Visit = <R extends ValueRoute>(route: R, ...asked: Said<R>) => Promise<Static<R['answer']>>

/** One person's line to the server: keeps their cookie, sends the origin that the server asks for, checks every answer. */
const visitor = (server: string, origin: string): Visit => {
  let cookie = ''
  const ask = asking(async (path, init) => {
    const headers = new Headers(init.headers)
    headers.set('origin', origin)
    headers.set('cookie', cookie)
    const response = await fetch(server + path, { ...init, headers, signal: AbortSignal.timeout(20_000) })
    const set = response.headers.getSetCookie().map((line) => line.split(';', 1)[0])
    if (set.length > 0) cookie = set.join('; ')
    return response
  })
  return async (route, ...asked) => {
    const answer = await ask(route, ...asked)
    if (isRefusal(answer)) throw new Refused(`${route.method} ${route.path}`, answer)
    return answer
  }
}

const enter = (visit: Visit, { login, password }: DemoAccount) => visit(signIn, { body: { login, password } })

/** A code that still holds for an hour's start: the one that the server shows, or a fresh one. */
const codeOf = async (visit: Visit, machine: Machine, now: Date): Promise<string | null> => {
  if (machine.code && Date.parse(machine.code.until) > now.getTime() + 60_000) return machine.code.code
  return (await visit(renewCode, { params: { id: machine.id } })).code?.code ?? null
}

/**
 * Makes the demonstration's sites, people, booth and hall screen through the server's REST API, each only where it is missing: a
 * second start changes nothing. `code` gives the first administrator's one-time code. `newBoothCode`: the booth has lost its
 * key, so it needs a code although the server knows it.
 */
export const seed = async ({
  server,
  origin,
  code,
  newBoothCode,
  now = () => new Date(),
}: {
  server: string
  origin: string
  code: () => string
  newBoothCode: boolean
  now?: () => Date
}): Promise<Seeded> => {
  const accounts = [administrator, ...staff].map(({ login, password, name, roles }) => ({ login, password, name, roles }))
  const visit = visitor(server, origin)
  const { firstAdministrator, demonstration } = await visit(greet)
  // Made-up people with a password that everybody knows.
  if (!demonstration) throw new Error(`The server at ${server} is no demonstration: nothing was put into it.`)
  try {
    if (firstAdministrator) {
      const { login, name, password } = administrator
      await visit(setUp, { body: { code: code(), login, name, password } })
    } else await enter(visit, administrator)
  } catch (error) {
    // Somebody has taken this data over, with an administrator or a password of their own: it is theirs.
    const theirs = error instanceof Refused && ['wrong-password', 'account-disabled'].includes(error.refusal.refused)
    if (!theirs || firstAdministrator) throw error
    return { accounts, boothCode: null, hallCode: null, locked: true }
  }

  const there = new Map((await visit(listSites)).map(({ name, id }) => [name, id]))
  const idOf = (name: string | null) => (name === null ? null : (there.get(name) ?? null))
  for (const { parent, squad, ...site } of sites) {
    if (there.has(site.name)) continue
    const body = { ...site, parent: idOf(parent), squad: idOf(squad) }
    there.set(site.name, (await visit(addSite, { body })).id)
  }

  const people = await visit(listPeople)
  const registry = await visit(listRegistry)
  const [institution] = registry.institutions
  if (institution?.value.address === '') {
    const { suspended: _, ...facts } = institution.value
    await visit(changeInstitution, {
      params: { id: institution.id },
      body: { version: institution.version, value: { ...facts, ...INSTITUTION } },
    })
  }
  for (const account of staff) {
    const { login, name, password, roles, signature } = account
    const own = account.sites && account.sites.flatMap((site) => idOf(site) ?? [])
    const known =
      people.find((person) => person.login === login) ??
      (await visit(addPerson, { body: { login, name, password, roles: [...roles], sites: own } }))
    const registered = registry.doctors.some(({ value }) => value.person === known.id)
    if (account.licence && institution && !registered) {
      const { licence } = account
      await visit(addDoctor, { body: { person: known.id, institution: institution.id, licence, from: '2022-04-01', until: null } })
    }
    if (signature && !known.signature && !known.disabled) await sign(visitor(server, origin), account, signature)
  }

  const machines = await visit(listMachines)
  const machine = async (wanted: NewMachine) =>
    machines.find(({ kind, name }) => kind === wanted.kind && name === wanted.name) ?? (await visit(addMachine, { body: wanted }))
  const site = there.get(HALL) ?? ''
  const booth = await machine({ kind: 'booth', name: boothName, site })
  const screen = await machine({ kind: 'hall-screen', name: hallScreenName, site })
  const seeded = {
    accounts,
    boothCode: booth.enrolled && !newBoothCode ? null : await codeOf(visit, booth, now()),
    hallCode: screen.enrolled ? null : await codeOf(visit, screen, now()),
    locked: false,
  }
  await visit(signOut)
  return seeded
}

/** A doctor's own hand: only they can give it. One who has changed the password has taken the account over. */
const sign = async (visit: Visit, account: DemoAccount, signature: Strokes): Promise<void> => {
  try {
    await enter(visit, account)
  } catch (error) {
    if (error instanceof Refused && error.refusal.refused === 'wrong-password') return
    throw error
  }
  await visit(saveSignature, { body: signature })
  await visit(signOut)
}

if (import.meta.main) {
  const server = process.env['ROADFIT_SERVER'] ?? 'http://localhost:3000'
  const data = process.env['ROADFIT_DATA'] ?? 'data/demo'
  try {
    const seeded = await seed({
      server,
      origin: process.env['ROADFIT_ORIGIN'] ?? server,
      code: () => readFileSync(join(data, 'first-administrator.code'), 'utf8').trim(),
      newBoothCode: process.argv.includes('--new-booth-code'),
    })
    writeFileSync(join(data, 'drivers.json'), JSON.stringify(forSimulator))
    process.stdout.write(`${JSON.stringify(seeded)}\n`)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
