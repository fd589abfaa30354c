import type { Counter } from '#check/actors.ts'
import type { Check } from '#check/check.ts'
import type { CounterEntry } from '#protocol/check.ts'
import { ERRANDS_MOST, type Errand, type ErrandFaultCode, type ErrandKind, type NeededErrands } from '#protocol/errand.ts'
import type { Refusal } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { errandsForPerson, errandsOf, hurryRows, type OpenErrand } from '../../store/outbox.ts'
import { unrecognised } from '../registry/recognition.ts'
import { type Asked, type Found, run, theCheck } from '../run.ts'
import { type Scope, siteNames } from '../sites/scope.ts'

/** Counts what became of a try. */
export type OnTry = (kind: ErrandKind, outcome: 'done' | 'refused' | 'sent' | ErrandFaultCode) => void

/** An errand of a check stands otherwise: whoever waits for it is told. */
export const tellErrand = (deps: Deps, check: string): void => deps.announce({ kind: 'check', check, moved: ['report'] })

/** What the house still has to do for these reports, by their numbers: of several things the one that may be done first. */
export const openErrands = async (deps: Deps, numbers: readonly string[]): Promise<Map<string, Errand>> => {
  const errands = await errandsOf(deps.db, numbers, deps.steady().toISOString())
  // A report whose paper waits for its time stamp is handed over all the same: only administrators see to that.
  const own = errands.filter(({ kind }) => kind !== 'stamp')
  const first = own.toSorted((a, b) => Number(a.behind === null) - Number(b.behind === null))
  return new Map(first.map((errand) => [errand.number, viewOf(deps, errand)]))
}

const viewOf = (deps: Pick<Deps, 'ways'>, errand: OpenErrand): Errand => {
  const { kind, tries, since, sent, person, underWay } = errand
  return { kind, tries, since, fault: faultOf(deps, errand), ...(sent && { sent }), person: person !== null, underWay }
}

/** Why it isn't done: it waits for the one before it, or failed, or the way there is closed and it was not tried. */
const faultOf = ({ ways }: Pick<Deps, 'ways'>, { kind, fault, behind, destination }: OpenErrand): Errand['fault'] => {
  if (behind !== null) return { code: 'elder-first', said: behind }
  if (fault !== null || kind === 'draw' || kind === 'stamp') return fault
  return ways().find(({ id }) => id === destination)?.closed?.fault ?? null
}

/** Lines of the counter with what the house still has to do for each, and whose institution isn't recognised any more; those that need a person come first, for the longest first. */
export const withErrands = async (deps: Deps, entries: readonly CounterEntry[]): Promise<CounterEntry[]> => {
  const atWork = entries.filter(
    ({ phase, held }) => phase === 'reported' || phase === 'withdrawn' || (phase === 'concluded' && held === null),
  )
  const errands = await openErrands(
    deps,
    atWork.map(({ number }) => number),
  )
  const suspended = await unrecognised(
    deps,
    entries.map(({ number }) => number),
  )
  const all = entries.map((entry): CounterEntry => {
    const errand = atWork.includes(entry) ? errands.get(entry.number) : undefined
    const notRecognised = suspended.get(entry.number)
    return { ...entry, ...(errand && { errand }), ...(notRecognised !== undefined && { notRecognised }) }
  })
  const needs = ({ errand }: CounterEntry) => errand?.person === true
  const first = all.filter(needs).toSorted((a, b) => ((a.errand?.since ?? '') < (b.errand?.since ?? '') ? -1 : 1))
  return [...first, ...all.filter((entry) => !needs(entry))]
}

/** Errands that will not pass by themselves; for the longest first. */
export const errandsNeedingPerson = async (deps: Deps, scope: Scope): Promise<NeededErrands> => {
  const names = await siteNames(deps)
  const { entries: needed, more } = await errandsForPerson(deps.db, scope, { most: ERRANDS_MOST, now: deps.steady().toISOString() })
  const shown = needed.map(({ check, version, squad, person, ...errand }) => ({
    check,
    version,
    number: errand.number,
    site: names.get(squad) ?? '',
    personSince: person,
    errand: viewOf(deps, { ...errand, person }),
  }))
  return { entries: shown, more }
}

/** The counter has an errand tried now. While it is under way nothing changes. */
export const tryNow = async (
  deps: Deps,
  counter: Counter,
  { command, check: id, version }: Asked,
  found?: Found,
): Promise<Check | Refusal> => {
  const check = await theCheck(deps, id, found)
  const number = check?.report?.number
  const open = number === undefined ? [] : await errandsOf(deps.db, [number], deps.steady().toISOString())
  const underWay = open.some((errand) => errand.underWay)
  const hurry = { kind: 'hurry', version, underWay, open: open.length > 0 } as const
  return run(deps, id, hurry, counter, { id: command, found: check, also: (tx, { report }) => hurryRows(tx, report?.number ?? '') })
}
