import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pino from 'pino'
import { startAgent } from './agent.ts'
import { openBench } from './bench.ts'
import { openDoor } from './door.ts'
import { openKey } from './key.ts'
import { plugged } from './plugged.ts'
import { listPorts } from './ports/listing.ts'
import { readSettings, type Settings } from './settings.ts'
import { openSpool } from './spool.ts'

/** Monotonic since the machine was started, ms: it goes on over a restart of the agent. */
const clock = () => Number(process.hrtime.bigint() / 1000n) / 1000

const log = pino({ base: { part: 'booth' }, level: process.env['ROADFIT_LOG'] ?? 'info' }, pino.destination(2))

const start = async (settings: Settings) => {
  const { data, simulate, pace, booth, drivers, port, pages } = settings
  const key = openKey(data)
  const spool = openSpool(join(data, 'spool'))
  // Loaded only here: a real booth has no need of what draws faces and makes terminals.
  const [{ openSimulation }, { decodeDrawnFace }] = simulate
    ? await Promise.all([import('./simulation.ts'), import('./identity-card/drawn-face.ts')])
    : [{ openSimulation: null }, { decodeDrawnFace: null }]
  const simulation = openSimulation
    ? await openSimulation({ booth: booth.devices, drivers, floorMm: booth.floorMm, pace, clock, random: Math.random })
    : null
  const bench = openBench(simulation?.devices ?? plugged(booth.devices, listPorts, { clock, log }), booth, simulate)
  const agent = startAgent({
    settings,
    bench,
    key,
    spool,
    decodePhoto: decodeDrawnFace,
    clock,
    wall: () => new Date(),
    ids: randomUUID,
    log,
  })
  simulation?.onCamera((madeUp) => agent.lendCamera(madeUp))
  const close = async () => {
    agent.close()
    await bench.close()
    await simulation?.close()
  }
  try {
    const door = await openDoor({ agent, simulation, port, pages, browsers: join(data, 'browsers.json'), log })
    for (const launch of Object.values(door.launch)) process.stdout.write(`ready ${launch}\n`)
    return async () => {
      await door.close()
      await close()
    }
  } catch (error) {
    await close()
    throw error
  }
}

const settings = readSettings(process.env)
if ('wrong' in settings) {
  for (const { variable, why } of settings.wrong) process.stderr.write(`${variable} ${why}\n`)
  process.exitCode = 2
} else {
  start(settings).then(
    (stop) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        process.once(signal, () => {
          // A browser that won't let go of its connection doesn't keep the booth from ending.
          setTimeout(() => process.exit(0), 5000).unref()
          void stop().finally(() => process.exit(0))
        })
      }
    },
    (error: unknown) => {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      process.stderr.write(
        taken
          ? `Port ${settings.port} is used by another program: end that one, or choose another port by ROADFIT_BOOTH_PORT.\n`
          : `The booth agent can not start: ${error instanceof Error ? error.message : String(error)}\n`,
      )
      process.exit(1)
    },
  )
}
