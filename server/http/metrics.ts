import { Counter, Gauge, Registry } from 'prom-client'
import type { Told } from '#protocol/message.ts'
import type { Deps } from '../deps.ts'
import { devicesOnline, openCounts } from '../service/counts.ts'

export type Metrics = {
  registry: Registry
  request(route: string, status: number): void
  message(told: Told): void
}

/** Counts for whoever runs the server. Nothing in them tells of a person. */
export const openMetrics = (deps: Deps): Metrics => {
  const registry = new Registry()
  const counter = (name: string, help: string, labelNames: string[]) => new Counter({ name, help, labelNames, registers: [registry] })
  /** A value that is looked up when somebody asks. */
  const gauge = (name: string, help: string, read: () => Promise<Record<string, number>>) => {
    const made: Gauge = new Gauge({
      name,
      help,
      labelNames: ['of'],
      registers: [],
      collect: async () => {
        for (const [of, value] of Object.entries(await read())) made.set({ of }, value)
      },
    })
    registry.registerMetric(made)
  }
  gauge('roadfit_open', 'Drivers waiting and examined, papers to draw, reports to deliver', () => openCounts(deps))
  gauge('roadfit_alive', 'Machines whose socket stands, and media workers', async () => ({
    machines: deps.online.size,
    workers: deps.media.workers().length,
  }))
  const devices: Gauge = new Gauge({
    name: 'roadfit_booth_device',
    help: 'Devices of the booths whose agent is connected: 1 for the state that each is in',
    labelNames: ['booth', 'device', 'state'],
    registers: [],
    collect: async () => {
      devices.reset()
      for (const { booth, kind, state } of await devicesOnline(deps)) devices.set({ booth, device: kind, state }, 1)
    },
  })
  registry.registerMetric(devices)
  gauge('roadfit_memory_bytes', 'Memory of the server', async () => ({ resident: process.memoryUsage.rss() }))
  const requests = counter('roadfit_http_requests_total', 'Answers by route and status', ['route', 'status'])
  const messages = counter('roadfit_messages_total', 'Socket messages by name and refusal', ['message', 'refused'])
  return {
    registry,
    request: (route, status) => requests.inc({ route, status }),
    message: ({ message, refused }) => messages.inc({ message, refused: refused ?? '' }),
  }
}
