import type { CounterEntry, CounterView, HallView, QueueEntry, QueueMoved, QueueView } from '#protocol/check.ts'
import { ageOn, chinaDay, maskedNumber } from '#protocol/days.ts'
import { STATIONS } from '#protocol/station.ts'
import type { Deps } from '../../deps.ts'
import {
  type ConcludedLine,
  concludedBetween,
  concludedBySite,
  countConcluded,
  pendingReports,
  stuckReports,
} from '../../store/concluded.ts'
import { openHelp } from '../../store/help.ts'
import { boothsOf } from '../../store/lines.ts'
import { boothsWithin, leftChecks, type ShownBooth } from '../../store/machines.ts'
import { countQueue, type QueueLine, queueLines, queueLinesOf } from '../../store/queue.ts'
import { listSites } from '../../store/sites.ts'
import { includes, type Scope, siteNames } from '../sites/scope.ts'
import { withErrands } from './errands.ts'
import type { Turns } from './turns.ts'

/** How many reports that are done with the counter's list shows, and how many open ones at most: as many as no counter has. */
const DONE_LINES = 300
const OPEN_LINES = 9500

/** A list of which each is shown the part that their scope has: it is looked up once for everybody who asks. */
type PartOf<View> = (scope: Scope) => View

/** Everybody who waits for a doctor or sits with one, in the order in which they came. */
export const queueView = async (deps: Deps): Promise<PartOf<QueueView>> => {
  const [lines, concluded, shown] = [await queueLines(deps.db), await concludedToday(deps), await entryOf(deps)]
  return (scope) => ({ entries: within(scope, lines).map(shown), concludedToday: concluded(scope) })
}

/** Lines of the queue that are with these sites. */
const within = (scope: Scope, lines: readonly QueueLine[]): QueueLine[] => lines.filter(({ booth }) => includes(scope, booth.site))

/** How many checks were concluded today. */
const concludedToday = async (deps: Deps): Promise<PartOf<number>> => {
  const bySite = [...(await concludedBySite(deps.db, chinaDay(deps.clock())))]
  return (scope) => bySite.reduce((sum, [site, count]) => (includes(scope, site) ? sum + count : sum), 0)
}

const entryOf = async (deps: Deps) => {
  const names = await siteNames(deps)
  const saying = await deps.presence.saying()
  const today = chinaDay(deps.clock())
  // What lasts is counted on the steady clock; people read the wall's.
  const set = deps.clock().getTime() - deps.steady().getTime()
  const onTheWall = (steady: string) => new Date(Date.parse(steady) + set).toISOString()
  const saidBy = (booth: string): Pick<QueueEntry, 'paths' | 'language'> => {
    const { paths, language } = saying.get(booth) ?? {}
    return { ...(paths && { paths }), ...(language && { language }) }
  }
  return ({ birth, booth, missing, doctor, leaseUntil, ...line }: QueueLine): QueueEntry => ({
    check: line.check,
    version: line.version,
    name: line.name,
    age: ageOn(birth, today),
    classes: line.classes,
    booth: booth.name,
    site: names.get(booth.site) ?? '',
    ...saidBy(booth.id),
    since: line.since,
    kept: line.kept && { ...line.kept, until: onTheWall(line.kept.until) },
    turn: line.turn,
    precedence: line.precedence,
    done: STATIONS.length - missing,
    missing,
    lease: doctor && { doctor, until: leaseUntil ?? line.since },
  })
}

/** Every report that the counter still has to see to, however old, and the newest of all; newest first. */
export const counterView = async (deps: Deps, scope: Scope): Promise<CounterView> => {
  const pending = await pendingReports(deps.db, scope, { most: OPEN_LINES + 1, behind: null })
  // However old, and however many are open: whoever can act must see it.
  const stuck = await stuckReports(deps.db, scope, { most: DONE_LINES + 1 })
  const newest = await concludedBetween(deps.db, { since: '', before: ALWAYS }, scope, { most: DONE_LINES, behind: null })
  const lines = new Map([...stuck.slice(0, DONE_LINES), ...pending.slice(0, OPEN_LINES), ...newest].map((line) => [line.check, line]))
  const entries = [...lines.values()].toSorted((a, b) => (a.concludedAt < b.concludedAt ? 1 : -1)).map(counterEntry)
  return { entries: await withErrands(deps, entries), cut: pending.length > OPEN_LINES || stuck.length > DONE_LINES }
}

/** After every instant, since those are text. */
const ALWAYS = '~'

/** A line as the counter sees it. */
export const counterEntry = ({ document, site: _, squad: __, ...line }: ConcludedLine): CounterEntry => ({
  ...line,
  document: maskedNumber(document),
})

/** The counts of one site, or of all, and how long a driver waits there who comes now, as `turns` stand. Nobody's name. */
export const hallView = async (deps: Deps, scope: Scope, turns: Turns): Promise<HallView> => {
  const now = deps.clock()
  const here = await deps.presence.here()
  const calling = new Set((await openHelp(deps.db)).flatMap(({ whom, booth }) => (whom === 'staff' ? [booth.id] : [])))
  const today = await countConcluded(deps.db, chinaDay(now), scope.sites)
  const site = (await listSites(deps.db)).find(({ id }) => id === scope.sites?.[0])
  return {
    site: site ? { name: site.name, nameEn: site.nameEn } : null,
    at: now.toISOString(),
    booths: (await boothsWithin(deps.db, scope)).map((booth) => ({
      name: booth.name,
      online: here.has(booth.id),
      state: boothState(booth),
      calls: calling.has(booth.id),
    })),
    wait: site ? await turns.next(site.id) : null,
    ...(await countQueue(deps.db, scope)),
    finishedToday: today.finished,
    handedOverToday: today.handedOver,
  }
}

const boothState = ({ phase, queued, examined }: ShownBooth): HallView['booths'][number]['state'] => {
  if (phase === null || phase === 'abandoned') return 'free'
  if (phase !== 'opened' && phase !== 'underway') return 'finished'
  return examined ? 'examined' : queued ? 'waiting' : 'underway'
}

/** What has moved in the queue when these checks have. */
export const queueMoved = async (deps: Deps, moved: ReadonlySet<string>): Promise<PartOf<QueueMoved>> => {
  const lines = await queueLinesOf(deps.db, [...moved])
  const [concluded, shown] = [await concludedToday(deps), await entryOf(deps)]
  const there = new Set(lines.map(({ check }) => check))
  const gone = [...moved].filter((id) => !there.has(id))
  return (scope) => ({ rows: within(scope, lines).map(shown), gone, concludedToday: concluded(scope) })
}

/** Booths of these checks. */
export const boothsOfChecks = (deps: Deps, checks: ReadonlySet<string>): Promise<string[]> => boothsOf(deps.db, [...checks])

/** Those of these checks whose picture and voice have nothing to do any more: abandoned, or left by the driver. */
export const quietRooms = (deps: Deps, changed: ReadonlySet<string>): Promise<string[]> => leftChecks(deps.db, [...changed])
