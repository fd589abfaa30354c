import { Counter, Gauge, Registry } from 'prom-client'
import type { MessageOutcome } from '#protocol/message.ts'
import type { Deps } from '../deps.ts'
import { devicesOnline, errandCounts, openCounts } from '../service/views/counts.ts'
import type { OnTry } from '../service/views/errands.ts'
import { ledgerCounts } from '../service/views/ledger.ts'
import { recordingDisk } from '../service/views/recording-disk.ts'
import { waysView } from '../service/views/ways.ts'

export type Metrics = {
  registry: Registry
  request(route: string, status: number): void
  message(told: MessageOutcome): void
  /** What became of one try to make a paper or to hand a report over. */
  tried: OnTry
  /** What became of a check's recording. */
  recorded: (fate: string) => void
  /** A media worker died. */
  workerDied: () => void
}

/** Counts for whoever runs the server. Nothing in them tells of a person. */
export const openMetrics = (deps: Deps): Metrics => {
  const registry = new Registry()
  const counter = (name: string, help: string, labelNames: string[]) => new Counter({ name, help, labelNames, registers: [registry] })
  /** Values that are looked up when somebody asks; what is no more there is no more told. */
  const gauges = <L extends string>(name: string, help: string, labelNames: L[], read: () => Promise<[Record<L, string>, number][]>) => {
    const made: Gauge<L> = new Gauge({
      name,
      help,
      labelNames,
      registers: [],
      collect: async () => {
        const values = await read()
        made.reset()
        for (const [labels, value] of values) made.set(labels, value)
      },
    })
    registry.registerMetric(made)
  }
  const gauge = (name: string, help: string, read: () => Promise<Record<string, number>>) =>
    gauges(name, help, ['of'], async () => Object.entries(await read()).map(([of, value]) => [{ of }, value]))
  gauge('roadfit_open', 'Drivers waiting and examined, and what the house has to do by itself: papers, deliveries and the like', () =>
    openCounts(deps),
  )
  gauge(
    'roadfit_ledger',
    'Hard cases that are open at senior doctors or other departments, and of these those that should have been seen to',
    () => ledgerCounts(deps),
  )
  const ofErrands = (help: string, name: string, what: 'oldestS' | 'person') =>
    gauge(name, help, async () =>
      Object.fromEntries(Object.entries(await errandCounts(deps)).map(([kind, counts]) => [kind, counts[what]])),
    )
  ofErrands('Since when the oldest errand of a kind is to be done; 0: none is', 'roadfit_oldest_seconds', 'oldestS')
  ofErrands('Errands that will not pass by themselves: somebody has to look', 'roadfit_needs_person', 'person')
  gauges('roadfit_way_open', 'Ways to the systems that take reports: 1 open, 0 closed after failures in a row', ['destination'], async () =>
    (await waysView(deps)).map(({ id, closed }) => [{ destination: id }, closed ? 0 : 1]),
  )
  gauges('roadfit_calls_today', 'Calls of interfaces that have a daily quota', ['destination', 'interface'], async () =>
    (await waysView(deps)).flatMap(({ id, calls }) =>
      calls.map((one): [Record<'destination' | 'interface', string>, number] => [{ destination: id, interface: one.interface }, one.used]),
    ),
  )
  gauge('roadfit_alive', 'Machines whose socket stands, their devices that answer, and media workers', async () => ({
    machines: (await deps.presence.here()).size,
    devices: (await devicesOnline(deps)).filter(({ state }) => state === 'alive').length,
    workers: deps.media.workers().length,
  }))
  gauges(
    'roadfit_booth_device',
    'Devices of the booths whose agent is connected: 1 for the state that each is in',
    ['booth', 'device', 'state'],
    async () => (await devicesOnline(deps)).map(({ booth, kind, state }) => [{ booth, device: kind, state }, 1]),
  )
  gauges(
    'roadfit_booth_device_faults',
    'Broken frames and faults of those devices since their agent was started',
    ['booth', 'device'],
    async () => (await devicesOnline(deps)).map(({ booth, kind, faults }) => [{ booth, device: kind }, faults]),
  )
  gauge(
    'roadfit_recording_bytes',
    'Disk: what recordings take (kept), what is free, below how much free nothing more is recorded (least), and what an hour of a check takes',
    async () => {
      const { hours: _, hour, ...disk } = (await recordingDisk(deps)) ?? {}
      return { ...disk, ...(hour && { hour }) }
    },
  )
  gauge('roadfit_recording_hours', 'For how many hours of checks the disk will do before recording stops', async () => {
    const left = (await recordingDisk(deps))?.hours ?? null
    return left === null ? {} : { left }
  })
  gauge('roadfit_memory_bytes', 'Memory of the server', async () => ({ resident: process.memoryUsage.rss() }))
  const requests = counter('roadfit_http_requests_total', 'Answers by route and status', ['route', 'status'])
  const messages = counter('roadfit_messages_total', 'Socket messages by name and refusal', ['message', 'refused'])
  const tries = counter('roadfit_tries_total', 'Tries to make a paper and to hand a report over, by what became of them', ['of', 'outcome'])
  const recordings = counter('roadfit_recordings_total', 'Recordings of checks, by what became of them', ['fate'])
  const workerDeaths = counter('roadfit_media_worker_deaths_total', 'Media workers that died and were replaced', [])
  return {
    registry,
    request: (route, status) => requests.inc({ route, status }),
    message: ({ message, refused }) => messages.inc({ message, refused: refused ?? '' }),
    recorded: (fate) => recordings.inc({ fate }),
    workerDied: () => workerDeaths.inc(),
    tried: (of, outcome) => tries.inc({ of, outcome }),
  }
}
