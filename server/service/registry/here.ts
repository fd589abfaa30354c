import { signingSites, speaking } from '#check/registry.ts'
import { comesNext } from '#check/rota.ts'
import type { Language } from '#protocol/basic.ts'
import type { Deps } from '../../deps.ts'
import { lastExaminations, openExaminations } from '../../store/examinations.ts'
import { findPeople } from '../../store/people.ts'
import { currentRegistry } from '../../store/registry.ts'
import { currentRotas } from '../../store/rotas.ts'
import { listSites } from '../../store/sites.ts'
import { includes, readerIn } from '../sites/scope.ts'

/**
 * A doctor who is here and doesn't rest: where they may examine and sign now, in which languages, since when they
 * are with a driver (null: with nobody), and since when without one at the latest (steady).
 */
export type DoctorHere = {
  id: string
  name: string
  sites: ReadonlySet<string>
  speaks: ReadonlySet<Language>
  since: Date | null
  idle: Date
}

/** When the next doctor comes who may examine at a site, by their hours; null: nobody knows. */
export const comingTo = async (deps: Deps): Promise<(site: string) => Date | null> => {
  const sites = await listSites(deps.db)
  const signs = signingSites(await currentRegistry(deps.db), sites, deps.clock())
  const rotas = new Map((await currentRotas(deps.db)).map(({ doctor, rota }) => [doctor, rota]))
  const people = (await findPeople(deps.db, [...rotas.keys()])).filter(({ disabled }) => !disabled)
  const serving = (site: string) =>
    people.flatMap((person) => {
      const { doctor } = readerIn(person, sites)
      const rota = rotas.get(person.id)
      return rota && doctor && includes(doctor, site) && signs(person.id).includes(site) ? [rota] : []
    })
  const known = new Map<string, Date | null>()
  return (site) => {
    const next = known.has(site) ? known.get(site) : comesNext(serving(site), deps.clock())
    known.set(site, next ?? null)
    return next ?? null
  }
}

/** Every doctor who is here and takes drivers. */
export const doctorsHere = async (deps: Deps): Promise<DoctorHere[]> => {
  const resting = await deps.presence.resting()
  const came = new Map([...(await deps.presence.doctors())].filter(([doctor]) => !resting.has(doctor)))
  const people = await findPeople(deps.db, [...came.keys()])
  if (people.length === 0) return []
  const sites = await listSites(deps.db)
  const registry = await currentRegistry(deps.db)
  const [signs, speaks] = [signingSites(registry, sites, deps.clock()), speaking(registry)]
  const since = await openExaminations(deps.db)
  const ended = await lastExaminations(deps.db, [...came.keys()])
  const latest = (...instants: (Date | undefined)[]) => new Date(Math.max(...instants.map((one) => one?.getTime() ?? 0)))
  return people.flatMap((person) => {
    const { id, name } = person
    const { doctor } = readerIn(person, sites)
    const own = doctor ? signs(id).filter((site) => includes(doctor, site)) : []
    if (own.length === 0) return []
    return [{ id, name, sites: new Set(own), speaks: speaks(id), since: since.get(id) ?? null, idle: latest(came.get(id), ended.get(id)) }]
  })
}
