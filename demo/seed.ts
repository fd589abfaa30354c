import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { Refusal } from '#protocol/refusal.ts'
import { Greeting, Machine, Machines, Me, type NewMachine, People, Person } from '#protocol/rest.ts'
import { Site, Sites } from '#protocol/sites.ts'
import { whereWrong } from '#protocol/where-wrong.ts'
import { text } from '#words/index.ts'
import { administrator, boothName, type DemoAccount, hallScreenName, staff } from './accounts.ts'
import { forSimulator } from './drivers.ts'
import { HALL, sites } from './sites.ts'

/** What `npm start` needs to know of a seeded server. A code is null where the machine is enrolled already. */
export type Seeded = {
  accounts: Pick<DemoAccount, 'login' | 'password' | 'name' | 'role'>[]
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

/** One person's line to the server: keeps their cookie, sends the origin that the server asks for, checks every answer. */
const visitor = (server: string, origin: string) => {
  let cookie = ''
  return async <A extends TSchema>(method: string, path: string, answer: A, body?: unknown): Promise<Static<A>> => {
    const response = await fetch(server + path, {
      method,
      headers: { origin, cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    })
    const set = response.headers.getSetCookie().map((line) => line.split(';', 1)[0])
    if (set.length > 0) cookie = set.join('; ')
    const value: unknown = await response.json()
    if (Value.Check(Refusal, value)) throw new Refused(`${method} ${path}`, value)
    if (!response.ok || !Value.Check(answer, value))
      throw new Error(`${method} ${path}: ${response.status}, an answer that is not as declared, at ${whereWrong(answer, value)}`)
    return value
  }
}
type Visitor = ReturnType<typeof visitor>

const signIn = (visit: Visitor, { login, password }: DemoAccount) => visit('POST', '/api/session', Me, { login, password })

/** A code that still holds for an hour's start: the one that the server shows, or a fresh one. */
const codeOf = async (visit: Visitor, machine: Static<typeof Machine>, now: Date): Promise<string | null> => {
  if (machine.code && Date.parse(machine.code.until) > now.getTime() + 60_000) return machine.code.code
  return (await visit('POST', `/api/machines/${machine.id}/code`, Machine)).code?.code ?? null
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
  const accounts = [administrator, ...staff].map(({ login, password, name, role }) => ({ login, password, name, role }))
  const visit = visitor(server, origin)
  const { firstAdministrator, demonstration } = await visit('GET', '/api/greeting', Greeting)
  // Made-up people with a password that everybody knows.
  if (!demonstration) throw new Error(`The server at ${server} is no demonstration: nothing was put into it.`)
  try {
    if (firstAdministrator) {
      const { login, name, password } = administrator
      await visit('POST', '/api/setup', Me, { code: code(), login, name, password })
    } else await signIn(visit, administrator)
  } catch (error) {
    // Somebody has taken this data over, with an administrator or a password of their own: it is theirs.
    const theirs = error instanceof Refused && ['wrong-password', 'account-disabled'].includes(error.refusal.refused)
    if (!theirs || firstAdministrator) throw error
    return { accounts, boothCode: null, hallCode: null, locked: true }
  }

  const there = new Map((await visit('GET', '/api/sites', Sites)).map(({ name, id }) => [name, id]))
  const idOf = (name: string | null) => (name === null ? null : (there.get(name) ?? null))
  for (const { parent, squad, ...site } of sites) {
    if (there.has(site.name)) continue
    const wanted = { ...site, parent: idOf(parent), squad: idOf(squad) }
    there.set(site.name, (await visit('POST', '/api/sites', Site, wanted)).id)
  }

  const people = await visit('GET', '/api/people', People)
  for (const account of staff) {
    const { login, name, password, role, signature, sites: own } = account
    const known =
      people.find((person) => person.login === login) ??
      (await visit('POST', '/api/people', Person, {
        login,
        name,
        password,
        roles: [role],
        sites: own && own.flatMap((site) => idOf(site) ?? []),
      }))
    if (signature && !known.signature && !known.disabled) await sign(visitor(server, origin), account)
  }

  const machines = await visit('GET', '/api/machines', Machines)
  const machine = async (wanted: NewMachine) =>
    machines.find(({ kind, name }) => kind === wanted.kind && name === wanted.name) ??
    (await visit('POST', '/api/machines', Machine, wanted))
  const site = there.get(HALL) ?? ''
  const booth = await machine({ kind: 'booth', name: boothName, site })
  const screen = await machine({ kind: 'hall-screen', name: hallScreenName, site })
  const seeded = {
    accounts,
    boothCode: booth.enrolled && !newBoothCode ? null : await codeOf(visit, booth, now()),
    hallCode: screen.enrolled ? null : await codeOf(visit, screen, now()),
    locked: false,
  }
  await visit('DELETE', '/api/session', Type.Unknown())
  return seeded
}

/** A doctor's own hand: only they can give it. One who has changed the password has taken the account over. */
const sign = async (visit: Visitor, account: DemoAccount): Promise<void> => {
  try {
    await signIn(visit, account)
  } catch (error) {
    if (error instanceof Refused && error.refusal.refused === 'wrong-password') return
    throw error
  }
  await visit('PUT', '/api/me/signature', Me, account.signature)
  await visit('DELETE', '/api/session', Type.Unknown())
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
