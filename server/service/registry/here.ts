import { signingSites } from '#check/registry.ts'
import { comesNext } from '#check/rota.ts'
import type { Deps } from '../../deps.ts'
import { openExaminations } from '../../store/examinations.ts'
import { findPeople } from '../../store/people.ts'
import { currentRegistry } from '../../store/registry.ts'
import { currentRotas } from '../../store/rotas.ts'
import { listSites } from '../../store/sites.ts'
import { includes, readerIn } from '../sites/scope.ts'

/** A doctor who is here and doesn't rest: where they may examine and sign now, and since when they are with a driver (steady); null: with nobody. */
export type DoctorHere = { id: string; name: string; sites: ReadonlySet<string>; since: Date | null }

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
  const people = await findPeople(deps.db, [...(await deps.presence.doctors())])
  if (people.length === 0) return []
  const sites = await listSites(deps.db)
  const signs = signingSites(await currentRegistry(deps.db), sites, deps.clock())
  const since = await openExaminations(deps.db)
  return people.flatMap((person) => {
    const { doctor } = readerIn(person, sites)
    const began = since.get(person.id)
    const own = doctor ? signs(person.id).filter((site) => includes(doctor, site)) : []
    return own.length === 0
      ? []
      : [{ id: person.id, name: person.name, sites: new Set(own), since: began === undefined ? null : new Date(began) }]
  })
}
