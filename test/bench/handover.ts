import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PACE } from '../../server/app.ts'
import type { Deps } from '../../server/deps.ts'
import { type Destination, NOWHERE } from '../../server/handover/destinations.ts'
import { httpsCarrier } from '../../server/handover/https/carrier.ts'
import { openDelivering } from '../../server/service/loops/delivering.ts'
import { resumeDurations } from '../../server/service/loops/resuming.ts'
import { openFiles } from '../../server/store/files.ts'
import { openStore } from '../../server/store/open.ts'
import { markingBy } from '../../server/store/walks.ts'
import { type Copy, fillReports } from '../storm/reports.ts'
import { tell } from './goals/goals.ts'
import { type Bare, bareLoop } from './handover/bare.ts'

// Reports handed over a second, to eight systems of which one never answers, beside a bare loop of undici that does the same to the same sink.
const [count = 1200, storesMs = 50] = process.argv.slice(2).map(Number)
const PLACES = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'deaf']

const folder = await mkdtemp(join(tmpdir(), 'roadfit-handover-'))
const key = randomBytes(32)
const sink = spawn(process.execPath, [join(import.meta.dirname, 'handover/sink.ts'), key.toString('base64'), String(storesMs)], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const [port] = (await once(sink.stdout, 'data')) as [Buffer]
const urlOf = (place: string) => `http://127.0.0.1:${String(port).trim()}/${place}`

const copies = await fillReports(folder, count, PLACES)
const files = openFiles(join(folder, 'files'))
const marked = new Uint8Array(32).fill(7)
const db = await openStore(join(folder, 'roadfit.sqlite'), markingBy(marked))
const clock = () => new Date()
const quiet = () => {}
const destinations = PLACES.map(
  (id): Destination => ({ ...NOWHERE, id, carrier: httpsCarrier({ url: urlOf(id), keys: [key], bearer: null, line: null }) }),
)
const deps: Deps = Object.assign(Object.create(null), {
  db,
  key: marked,
  server: 'bench',
  clock,
  steady: clock,
  random: (bytes: number) => new Uint8Array(randomBytes(bytes)),
  files,
  destinations,
  announce: quiet,
  log: { error: quiet, warn: quiet, info: quiet, debug: quiet },
})

await resumeDurations(deps)

const wellOf = (all: readonly Copy[]) => all.filter(({ place }) => place !== 'deaf')
const rows = new Map(
  (await db.selectFrom('checks').select(['id', 'state']).execute()).map(({ id, state }) => [
    id,
    JSON.parse(state) as { report: { digest: string; pdf: string } },
  ]),
)
const bare = wellOf(copies).map(({ check, number, place }): Bare => {
  const { digest, pdf } = rows.get(check)?.report ?? { digest: '', pdf: '' }
  return { url: urlOf(place), number, report: digest, pdf }
})

/** How many a second, and how much of this process's own time each takes, ms: that says the same on a machine that is busy with something else. */
const timed = async (work: () => Promise<number>): Promise<{ perSecond: number; cpuMs: number }> => {
  const [start, before] = [performance.now(), process.cpuUsage()]
  const done = await work()
  const { user, system } = process.cpuUsage(before)
  return { perSecond: done / ((performance.now() - start) / 1000), cpuMs: (user + system) / 1000 / done }
}
/** The product: until all that go to systems that answer have been settled. */
const product = async (): Promise<number> => {
  const relay = openDelivering(deps, { told: quiet })
  const well = wellOf(copies).length
  let settled = 0
  while (settled < well) {
    // As often as a server does; in between each place goes on by itself.
    await relay.turn()
    await sleep(PACE.deliveries)
    const { n } = await db
      .selectFrom('receipts')
      .select((e) => e.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
    settled = n
  }
  // What hangs is given up when its time is over; nobody waits for it here.
  return settled
}
await bareLoop(files, key, bare.slice(0, 50))
const before = await timed(() => bareLoop(files, key, bare))
const ours = await timed(product)
const afterwards = await timed(() => bareLoop(files, key, bare))
const floor = (before.perSecond + afterwards.perSecond) / 2
sink.kill()
const round = (value: number) => Math.round(value * 100) / 100
tell(
  'handover',
  {
    deliveries: bare.length,
    stores_ms: storesMs,
    per_second: round(ours.perSecond),
    bare_per_second: round(floor),
    ratio: round(ours.perSecond / floor),
    cpu_ms: round(ours.cpuMs),
    bare_cpu_ms: round((before.cpuMs + afterwards.cpuMs) / 2),
    rss_mb: Math.round(process.memoryUsage.rss() / 1e6),
  },
  { ratio: { least: 0.9 } },
)
await rm(folder, { recursive: true, force: true })
process.exit()
