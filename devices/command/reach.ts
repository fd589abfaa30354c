import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Static } from 'typebox'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { openLink } from '#protocol/link.ts'
import { serviceMessages, servicePushes } from '#protocol/messages.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { DeviceOutput } from '#protocol/service.ts'
import { serverTime } from '../agent/server-time.ts'
import { openBench } from '../bench/bench.ts'
import { plugged } from '../bench/plugged.ts'
import { registry } from '../families/registry.ts'
import { openCalibrations } from '../keep/calibrations.ts'
import { parsed, readIfThere } from '../keep/disk.ts'
import { openKey } from '../keep/key.ts'
import { openSpool } from '../keep/spool.ts'
import { listPorts } from '../line/ports/listing.ts'
import { openService } from '../service/service.ts'
import type { Settings } from '../settings/settings.ts'

type Messages = typeof serviceMessages

/** Whoever answers an installer's questions. */
export type Reached = {
  /** True: the booth's program. False: nobody runs it, and the ports were opened here. */
  running: boolean
  ask<K extends keyof Messages>(name: K, request: Static<Messages[K]['request']>): Promise<Static<Messages[K]['answer']> | Refusal>
  /**
   * From now on `hear` gets what this device says, also after the program was started again. `take` is called when the program is
   * lost, and with the reason when the device can't be watched, or no longer.
   */
  watch(name: string, take: (why: 'lost' | Refusal) => void): void
  close(): Promise<void>
}

/** A probe and a test take their time. */
const PATIENCE_MS = 60_000
/** So long lines need to hear whether their devices live, ms. */
const WARM_UP_MS = 2500

const Launches = Type.Object({ service: Type.String({ maxLength: 300 }) })

/** Where the running program lets its owner in, or null when it doesn't run. */
export const serviceAddress = (data: string): string | null => {
  const value = parsed(readIfThere(join(data, 'launch.json')) ?? 'null')
  return Value.Check(Launches, value) ? value.service : null
}

/** Another command may have used the address a moment ago: the program writes the next one. Tried so often, at such intervals, ms. */
const ADDRESSES = { tries: 10, everyMs: 200 } as const

/** Asks the running program, or opens the ports in its place. `hear` gets what a watched device says. */
export const reach = async (settings: Settings, hear: (heard: DeviceOutput) => void): Promise<Reached> => {
  for (let tries = 0; tries < ADDRESSES.tries; tries++) {
    const address = serviceAddress(settings.data)
    const answer = address === null ? null : await fetch(address, { redirect: 'manual' }).catch(() => null)
    if (address === null || answer === null) break
    const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
    if (cookie !== undefined) return reachProgram(new URL(address).origin, cookie, hear)
    await new Promise((later) => setTimeout(later, ADDRESSES.everyMs))
  }
  return reachPorts(settings, hear)
}

const reachProgram = async (origin: string, cookie: string, hear: (heard: DeviceOutput) => void): Promise<Reached> => {
  const link = openLink(origin, { messages: serviceMessages, pushes: servicePushes, path: '/door/socket', headers: { origin, cookie } })
  link.on('service:heard', hear)
  await new Promise<void>((connected) => link.watch((state) => state === 'connected' && connected()))
  const watch: Reached['watch'] = (name, take) => {
    let isLost = false
    // A program that was started again knows nothing of what was watched.
    const begin = async () => {
      const answer = await link.ask('service:watch', { name }, PATIENCE_MS)
      if (isRefusal(answer) && answer.refused !== 'not-connected') take(answer)
    }
    link.watch((state, refusal) => {
      if (refusal) take(refusal)
      else if (state === 'connected') void begin()
      else if (!isLost) take('lost')
      isLost = state !== 'connected'
    })
  }
  return { running: true, ask: (name, request) => link.ask(name, request, PATIENCE_MS), watch, close: async () => link.close() }
}

const reachPorts = async ({ data, server, devices }: Settings, hear: (heard: DeviceOutput) => void): Promise<Reached> => {
  const clock = () => performance.now()
  const wall = () => new Date()
  const calibrations = openCalibrations({ folder: join(data, 'calibrations'), key: openKey(data), ids: randomUUID, wall })
  const spool = openSpool(join(data, 'spool'))
  const bench = openBench(plugged(devices, listPorts, { clock }), (kind) => calibrations.newest(kind) !== null, false)
  const session = openService({
    bench,
    simulated: false,
    listing: listPorts,
    models: registry,
    calibration: calibrations.standing,
    // The server hears of it when the booth's program connects.
    calibrate: async (value) => {
      const { at, expiresAt } = calibrations.add(value)
      return { at, expiresAt, expired: false }
    },
    measuring: () => null,
    disk: () => spool.ready(),
    aside: () => spool.aside(),
    connected: () => false,
    serverTime: () => serverTime(server),
    wall,
    clock,
  }).open(hear)
  await new Promise((warm) => setTimeout(warm, WARM_UP_MS))
  const { handlers } = session
  return {
    running: false,
    ask: async (name, request) => handlers[name](request, null),
    async watch(name, take) {
      const answer = await handlers['service:watch']({ name }, null)
      if (isRefusal(answer)) take(answer)
    },
    close: async () => {
      session.close()
      await bench.close()
    },
  }
}
