import type { CounterEntry, CounterView, HallView, QueueEntry, QueueMoved, QueueView } from '#protocol/check.ts'
import { ageOn, chinaDay, maskedNumber } from '#protocol/days.ts'
import { STATIONS } from '#protocol/station.ts'
import type { Deps } from '../../deps.ts'
import {
  type ConcludedLine,
  concludedBetween,
  concludedByHall,
  countConcluded,
  pendingReports,
  stuckReports,
} from '../../store/concluded.ts'
import { boothsOf } from '../../store/lines.ts'
import { boothsOfHall, type HallBooth, leftChecks } from '../../store/machines.ts'
import { countQueue, type QueueLine, queueLines, queueLinesOf, waitingLine } from '../../store/queue.ts'
import { withErrands } from './errands.ts'

/** How many reports that are done with the counter's list shows, and how many open ones at most: as many as no counter has. */
const DONE_LINES = 300
const OPEN_LINES = 9500

/** What is the same for everybody, and from which each sees the part of their own halls: how many each hall concluded today. */
type OfAllHalls<View extends { concludedToday: number }> = Omit<View, 'concludedToday'> & { concluded: ReadonlyMap<string, number> }

/** Everybody who waits for a doctor or sits with one, in the order in which they came. */
export const queueView = async (deps: Deps): Promise<OfAllHalls<QueueView>> => ({
  entries: (await queueLines(deps.db)).map(entryOf(deps)),
  concluded: await concludedToday(deps),
})

const concludedToday = (deps: Deps): Promise<Map<string, number>> => concludedByHall(deps.db, chinaDay(deps.clock()))

const entryOf =
  (deps: Deps) =>
  ({ birth, booth, missing, doctor, leaseUntil, ...line }: QueueLine): QueueEntry => ({
    check: line.check,
    version: line.version,
    name: line.name,
    age: ageOn(birth, chinaDay(deps.clock())),
    classes: line.classes,
    booth: booth.name,
    hall: booth.hall,
    since: line.since,
    done: STATIONS.length - missing,
    missing,
    lease: doctor && { doctor, until: leaseUntil ?? line.since },
  })

/** Every report that the counter still has to see to, however old, and the newest of all; newest first. Of these halls, or of all (null). */
export const counterView = async (deps: Deps, halls: readonly string[] | null = null): Promise<CounterView> => {
  const pending = await pendingReports(deps.db, { most: OPEN_LINES + 1, behind: null, halls })
  // However old, and however many are open: whoever can act must see it.
  const stuck = await stuckReports(deps.db, { most: DONE_LINES, behind: null, halls })
  const newest = await concludedBetween(deps.db, { since: '', before: ALWAYS }, { most: DONE_LINES, behind: null, halls })
  const lines = new Map([...stuck, ...pending.slice(0, OPEN_LINES), ...newest].map((line) => [line.check, line]))
  const entries = [...lines.values()].toSorted((a, b) => (a.concludedAt < b.concludedAt ? 1 : -1)).map(counterEntry)
  return { entries: await withErrands(deps, entries), cut: pending.length > OPEN_LINES }
}

/** After every instant, since those are text. */
const ALWAYS = '~'

/** A line as the counter sees it. */
export const counterEntry = ({ document, hall: _, ...line }: ConcludedLine): CounterEntry => ({ ...line, document: maskedNumber(document) })

/** The counts of one hall, or of all (null). Nobody's name. */
export const hallView = async (deps: Deps, hall: string | null): Promise<HallView> => {
  const now = deps.clock()
  const here = await deps.presence.here()
  const today = await countConcluded(deps.db, chinaDay(now), hall)
  return {
    hall: hall ?? '',
    at: now.toISOString(),
    booths: (await boothsOfHall(deps.db, hall)).map((booth) => ({
      name: booth.name,
      online: here.has(booth.id),
      state: boothState(booth),
    })),
    ...(await countQueue(deps.db, hall)),
    finishedToday: today.finished,
    handedOverToday: today.handedOver,
  }
}

const boothState = ({ phase, queued, examined }: HallBooth): HallView['booths'][number]['state'] => {
  if (phase === null || phase === 'abandoned') return 'free'
  if (phase !== 'opened' && phase !== 'underway') return 'finished'
  return examined ? 'examined' : queued ? 'waiting' : 'underway'
}

/** What has moved in the queue when these checks have. */
export const queueMoved = async (deps: Deps, moved: ReadonlySet<string>): Promise<OfAllHalls<QueueMoved>> => {
  const rows = (await queueLinesOf(deps.db, [...moved])).map(entryOf(deps))
  const gone = [...moved].filter((id) => !rows.some(({ check }) => check === id))
  return { rows, gone, concluded: await concludedToday(deps) }
}

/** Where everybody stands whom nobody has claimed: the place of each check, from 1, and the booth in which its driver waits. */
export const placesNow = async (deps: Deps): Promise<Map<string, { booth: string; place: number }>> =>
  new Map((await waitingLine(deps.db)).map(({ check, booth }, index) => [check, { booth, place: index + 1 }]))

/** Booths of these checks. */
export const boothsOfChecks = (deps: Deps, checks: ReadonlySet<string>): Promise<string[]> => boothsOf(deps.db, [...checks])

/** Those of these checks whose picture and voice have nothing to do any more: abandoned, or left by the driver. */
export const quietRooms = (deps: Deps, changed: ReadonlySet<string>): Promise<string[]> => leftChecks(deps.db, [...changed])
