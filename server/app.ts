import { isFailure, refusalIn } from '#protocol/refusal.ts'
import { UNREAD, type Unread } from '#protocol/unread.ts'
import type { Deps } from './deps.ts'
import { openDraining } from './draining.ts'
import { accountRoutes } from './http/account-routes.ts'
import { docsRoutes } from './http/docs.ts'
import { exportRoutes } from './http/export-routes.ts'
import { healthRoutes } from './http/health.ts'
import { institutionRoutes } from './http/institution-routes.ts'
import { machineRoutes } from './http/machine-routes.ts'
import { openMetrics } from './http/metrics.ts'
import { noticeRoutes } from './http/notice-routes.ts'
import { pageRoutes } from './http/pages.ts'
import { paperRoutes } from './http/paper-routes.ts'
import { peopleRoutes } from './http/people-routes.ts'
import { recordRoutes } from './http/record-routes.ts'
import { recordingRoutes } from './http/recording-routes.ts'
import { registryRoutes } from './http/registry-routes.ts'
import { rotaRoutes } from './http/rota-routes.ts'
import { serveRoutes } from './http/serve.ts'
import { openServer } from './http/server.ts'
import { sessionRoutes } from './http/session-routes.ts'
import { siteRoutes } from './http/site-routes.ts'
import { verifyRoutes } from './http/verify-routes.ts'
import { cookieName } from './http/who.ts'
import { openPresence } from './presence.ts'
import { openRecorder } from './recording/recorder.ts'
import { restingAfterTrouble } from './report/tsa.ts'
import { noteBroken, noteMeeting } from './service/checks/attending.ts'
import { lapseLeases } from './service/checks/leases.ts'
import { endOffers } from './service/checks/passing.ts'
import { routeDrivers } from './service/checks/routing.ts'
import { cleanFolders } from './service/loops/cleaning.ts'
import { endOfDay } from './service/loops/deadlines.ts'
import { openDelivering } from './service/loops/delivering.ts'
import { drained } from './service/loops/draining.ts'
import { lapseProvisions } from './service/loops/provisions.ts'
import { lookForReceipts } from './service/loops/receipts.ts'
import { drawPapers } from './service/loops/reporting.ts'
import { resumeDurations } from './service/loops/resuming.ts'
import { stampPapers } from './service/loops/stamping.ts'
import { tellNotices } from './service/loops/telling.ts'
import { endOverSessions } from './service/people/sessions.ts'
import { beginRegistry } from './service/registry/beginning.ts'
import { openDoors } from './socket/doors.ts'
import { CROWDS, type Crowds } from './socket/strangers.ts'
import { openTries } from './tries.ts'

/**
 * How often the loops look whether something is due, and how long a socket may be silent before it has said who it is, ms; how many who
 * haven't may stand; and how much may lie unread at a socket.
 */
export type Pace = {
  lapses: number
  papers: number
  deliveries: number
  days: number
  notices: number
  receipts: number
  cleaning: number
  recordings: number
  waits: number
  silence: number
  strangers: Crowds
  unread: Unread
}
export const PACE: Pace = {
  lapses: 1000,
  papers: 1000,
  deliveries: 250,
  days: 30_000,
  notices: 2000,
  receipts: 2000,
  cleaning: 3_600_000,
  recordings: 10_000,
  waits: 20_000,
  silence: 10_000,
  strangers: CROWDS,
  unread: UNREAD,
}

/** Everything that comes from outside; the doors fill in who is told. */
export type Outside = Omit<Deps, 'announce' | 'ways' | 'server' | 'draining' | 'tries' | 'steady' | 'uptime' | 'presence' | 'messages'> &
  Partial<Pick<Deps, 'server' | 'steady' | 'uptime' | 'presence' | 'messages'>>

/** The whole server from its dependencies: routes, sockets and loops. It doesn't listen yet. */
export const openApp = async (outside: Outside, pace: Pace = PACE) => {
  const steady = outside.steady ?? outside.clock
  const uptime = outside.uptime ?? (() => ({ boot: 'unknown', ms: steady().getTime() }))
  const kept = {
    // Where it has no other beside it, any name that lasts over a start.
    server: outside.server ?? 'alone',
    presence: outside.presence ?? openPresence({ random: outside.random, steady }),
    tries: openTries(steady),
    draining: openDraining(),
  }
  const { messages = null } = outside
  const deps: Deps = { ...outside, ...kept, messages, steady, uptime, announce: () => {}, ways: () => [] }
  const metrics = openMetrics(deps)
  const http = await openServer(deps, metrics)
  serveRoutes(http, deps, {
    session: sessionRoutes(deps),
    account: accountRoutes(deps),
    people: peopleRoutes(deps),
    sites: siteRoutes(deps),
    machines: machineRoutes(deps),
    papers: paperRoutes(deps),
    records: recordRoutes(deps),
    recordings: recordingRoutes(deps),
    exports: exportRoutes(deps),
    notices: noticeRoutes(deps),
    registry: registryRoutes(deps),
    rota: rotaRoutes(deps),
  })
  verifyRoutes(http, deps)
  institutionRoutes(http, deps)
  healthRoutes(http, deps, metrics)
  docsRoutes(http)
  await pageRoutes(http)
  await http.ready()

  const tell: Parameters<typeof openDoors>[2]['tell'] = (told) => {
    metrics.message(told)
    if (told.error) deps.log.error({ err: told.error, message: told.message }, 'a message failed')
  }
  const doors = openDoors(http.server, deps, {
    silence: pace.silence,
    strangers: pace.strangers,
    unread: pace.unread,
    secretOf: (header) => http.parseCookie(header)[cookieName(deps.settings.origin)],
    tell,
  })

  await resumeDurations(deps)
  await beginRegistry(deps)
  const stop = new AbortController()
  const loop = (ms: number, work: () => Promise<unknown>) => openLoop(deps, ms, stop.signal, work)
  const delivering = openDelivering(deps, { told: metrics.tried })
  deps.ways = () => delivering.ways()
  const stamps = deps.stamps && restingAfterTrouble(deps.stamps, deps.steady)
  const recorder = await openRecorder({ ...deps, announce: (what) => deps.announce(what) }, metrics.recorded)
  deps.media.watch({
    moved(check) {
      recorder.refresh(check)
      noteMeeting(deps, check).catch((error: unknown) => deps.log.error({ err: error, check }, 'a meeting could not be noted'))
    },
    died(checks) {
      metrics.workerDied()
      noteBroken(deps, checks).catch((error: unknown) => deps.log.error({ err: error }, 'broken calls could not be noted'))
    },
  })
  const papers = loop(pace.papers, () => drawPapers(deps, metrics.tried, stamps))
  const deliveries = loop(pace.deliveries, () => delivering.turn())
  const notices = loop(pace.notices, () => tellNotices(deps))
  const loops = [
    papers,
    deliveries,
    notices,
    loop(pace.papers, () => stampPapers(deps, metrics.tried)),
    loop(pace.receipts, async () => {
      if (await lookForReceipts(deps)) deliveries.ring()
    }),
    loop(pace.cleaning, () => cleanFolders(deps)),
    loop(pace.lapses, () => lapseLeases(deps)),
    loop(pace.lapses, () => endOffers(deps)),
    loop(pace.lapses, () => routeDrivers(deps)),
    loop(pace.lapses, () => endOverSessions(deps)),
    loop(pace.recordings, () => recorder.tidy()),
    loop(pace.waits, async () => deps.announce({ kind: 'waits' })),
    loop(pace.days, () => endOfDay(deps)),
    loop(pace.days, () => lapseProvisions(deps)),
  ]
  deps.announce = (what) => {
    doors.announce(what)
    if (what.kind === 'check') recorder.refresh(what.check)
    if (what.kind !== 'check' || !what.moved.includes('report')) return
    papers.ring()
    deliveries.ring()
    notices.ring()
  }
  return {
    http,
    deps,
    /** Waits until everything that changed so far was shown. */
    settled: () => doors.settled(),
    /** Takes no new driver from now on; resolves when the last doctor is done with theirs. */
    drained: () => drained(deps, pace.lapses, stop.signal),
    /** Nobody comes in any more, the loops finish what they do. What was passed in stays open. */
    async close(): Promise<void> {
      stop.abort()
      await doors.close()
      await http.close()
      await Promise.all(loops.map(({ done }) => done))
      await delivering.close()
      await recorder.close()
    },
  }
}

/** Does something again and again with a pause between, which `ring` cuts short. A failure is logged and doesn't end it. */
const openLoop = (deps: Deps, ms: number, signal: AbortSignal, work: () => Promise<unknown>): { ring(): void; done: Promise<void> } => {
  let bell = Promise.withResolvers<void>()
  const turn = async () => {
    while (!signal.aborted) {
      bell = Promise.withResolvers<void>()
      await work().catch((error: unknown) => {
        const refusal = refusalIn(error)
        if (isFailure(refusal)) deps.log.error({ err: error }, 'a loop failed and goes on')
        else deps.log.warn({ refused: refusal.refused }, 'a loop could not do its work and goes on')
      })
      const timer = setTimeout(bell.resolve, ms)
      if (!signal.aborted) await bell.promise
      clearTimeout(timer)
    }
  }
  signal.addEventListener('abort', () => bell.resolve())
  return { ring: () => bell.resolve(), done: turn() }
}
