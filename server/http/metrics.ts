import { Counter, Gauge, Registry } from 'prom-client'
import type { Told } from '#protocol/message.ts'
import type { Deps } from '../deps.ts'
import { openCounts } from '../service/counts.ts'

export type Metrics = {
  registry: Registry
  request(route: string, status: number): void
  message(told: Told): void
}

/** Counts for whoever runs the server. Nothing in them tells of a person. */
export const openMetrics = (deps: Deps): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  const requests = new Counter({
    name: 'roadfit_http_requests_total',
    help: 'Answers by route and status',
    labelNames: ['route', 'status'],
    registers,
  })
  const messages = new Counter({
    name: 'roadfit_messages_total',
    help: 'Socket messages by name and refusal',
    labelNames: ['message', 'refused'],
    registers,
  })
  new Gauge({
    name: 'roadfit_checks',
    help: 'Checks in the queue, by whether a doctor has them',
    labelNames: ['state'],
    registers,
    async collect() {
      const { waiting, examined } = await openCounts(deps)
      this.set({ state: 'waiting' }, waiting)
      this.set({ state: 'examined' }, examined)
    },
  })
  new Gauge({
    name: 'roadfit_outbox',
    help: 'Papers to draw and reports to deliver',
    labelNames: ['kind'],
    registers,
    async collect() {
      const { draw, deliver } = await openCounts(deps)
      this.set({ kind: 'draw' }, draw)
      this.set({ kind: 'deliver' }, deliver)
    },
  })
  new Gauge({
    name: 'roadfit_machines_online',
    help: 'Machines whose socket stands',
    registers,
    collect() {
      this.set(deps.online.size)
    },
  })
  new Gauge({
    name: 'roadfit_media_workers',
    help: 'Media workers alive',
    registers,
    collect() {
      this.set(deps.media.workers().length)
    },
  })
  new Gauge({
    name: 'roadfit_memory_bytes',
    help: 'Resident memory of the server',
    registers,
    collect() {
      this.set(process.memoryUsage.rss())
    },
  })
  return {
    registry,
    request: (route, status) => requests.inc({ route, status }),
    message: ({ message, refused }) => messages.inc({ message, refused: refused ?? '' }),
  }
}
