import { overridesOf } from '#check/basis.ts'
import { missingStations } from '#check/decide.ts'
import type { Check } from '#check/events.ts'
import { ageOn, chinaDay, maskedNumber } from '#protocol/days.ts'
import type { CounterView, HallView, QueueView } from '#protocol/check.ts'
import { STATIONS } from '#protocol/station.ts'
import type { Deps } from '../deps.ts'
import { findApplicants } from '../store/applicants.ts'
import { concludedSince, countConcluded, loadChecks, queuedChecks } from '../store/checks.ts'
import { listMachines, type MachineRow } from '../store/machines.ts'
import { dayStart, daysBefore } from './days.ts'

/** How far back the counter's list goes, and how many lines it has at most. */
const COUNTER_DAYS = 14
const COUNTER_LINES = 300

/** Everybody who waits for a doctor or sits with one, in the order in which they came. */
export const queueView = async (deps: Deps): Promise<QueueView> => {
  const now = deps.clock()
  const checks = await queuedChecks(deps.db)
  const people = await findApplicants(
    deps.db,
    checks.map(({ applicant }) => applicant),
  )
  return {
    entries: checks.flatMap((check) => {
      const person = people.get(check.applicant)
      if (!person || !check.queuedAt) return []
      const missing = missingStations(check).length
      return [
        {
          check: check.id,
          version: check.version,
          name: person.card.name,
          age: ageOn(check.birth, chinaDay(now)),
          classes: check.classes,
          booth: check.booth.name,
          hall: check.booth.hall,
          since: check.queuedAt,
          done: STATIONS.length - missing,
          missing,
          lease: check.lease,
        },
      ]
    }),
    concludedToday: (await countConcluded(deps.db, dayStart(now).toISOString())).finished,
  }
}

/** The reports of the last two weeks, newest first. */
export const counterView = async (deps: Deps): Promise<CounterView> => {
  const checks = await concludedSince(deps.db, daysBefore(dayStart(deps.clock()), COUNTER_DAYS).toISOString(), COUNTER_LINES)
  const people = await findApplicants(
    deps.db,
    checks.map(({ applicant }) => applicant),
  )
  return {
    entries: checks.flatMap((check) => {
      const { report } = check
      const person = people.get(check.applicant)
      if (!report || !person) return []
      return [
        {
          check: check.id,
          version: check.version,
          number: report.number,
          name: person.card.name,
          document: maskedNumber(person.card.number),
          classes: check.classes,
          outcome: report.outcome,
          phase: check.phase,
          concludedAt: report.concludedAt,
          doctor: report.doctor.name,
          pdf: report.pdf,
          overrides: overridesOf(check),
          ...(report.countersigned && { countersigned: report.countersigned }),
          receipt: check.delivery?.receipt ?? null,
          reason: check.counter?.reason ?? check.delivery?.reason ?? null,
        },
      ]
    }),
  }
}

/** The counts of one hall, or of all (null). Nobody's name. */
export const hallView = async (deps: Deps, hall: string | null): Promise<HallView> => {
  const now = deps.clock()
  const booths = (await listMachines(deps.db)).filter(({ kind, hall: of }) => kind === 'booth' && (hall === null || of === hall))
  const shown = await loadChecks(
    deps.db,
    booths.flatMap(({ showing }) => showing ?? []),
  )
  const queued = (await queuedChecks(deps.db)).filter(({ booth }) => hall === null || booth.hall === hall)
  const today = await countConcluded(deps.db, dayStart(now).toISOString(), hall)
  return {
    hall: hall ?? '',
    at: now.toISOString(),
    booths: booths.map((booth) => ({
      name: booth.name,
      online: deps.online.has(booth.id),
      state: boothState(booth, shown),
    })),
    waiting: queued.filter(({ lease }) => !lease).length,
    examined: queued.filter(({ lease }) => lease).length,
    finishedToday: today.finished,
    handedOverToday: today.handedOver,
  }
}

const boothState = ({ showing }: MachineRow, shown: ReadonlyMap<string, Check>): HallView['booths'][number]['state'] => {
  const check = showing ? shown.get(showing) : undefined
  if (!check || check.phase === 'abandoned') return 'free'
  if (check.phase !== 'opened' && check.phase !== 'underway') return 'finished'
  return check.lease ? 'examined' : check.queuedAt ? 'waiting' : 'underway'
}

/** Booths that show one of these checks, or wait in the queue, where places may have moved. */
export const affectedBooths = async (deps: Deps, changed: ReadonlySet<string>): Promise<Set<string>> => {
  const checks = await loadChecks(deps.db, [...changed])
  const booths = new Set([...checks.values()].map(({ booth }) => booth.id))
  for (const { booth, lease } of await queuedChecks(deps.db)) if (!lease) booths.add(booth.id)
  return booths
}

/** Has any of these checks come as far as a report? Then the counter's list has changed. */
export const touchesReports = async (deps: Deps, changed: ReadonlySet<string>): Promise<boolean> =>
  [...(await loadChecks(deps.db, [...changed])).values()].some(({ report }) => report !== null)

/** Those of these checks whose picture and voice have nothing to do any more: abandoned, or left by the driver. */
export const quietRooms = async (deps: Deps, changed: ReadonlySet<string>): Promise<string[]> => {
  const over = [...(await loadChecks(deps.db, [...changed])).values()].filter(({ phase }) => phase !== 'opened' && phase !== 'underway')
  if (over.length === 0) return []
  const shown = new Set((await listMachines(deps.db)).map(({ showing }) => showing))
  return over.flatMap(({ id }) => (shown.has(id) ? [] : [id]))
}
