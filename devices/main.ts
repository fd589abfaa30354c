import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import pino from 'pino'
import { fill } from '#words/fill.ts'
import { text } from '#words/index.ts'
import { wrongSettingWords } from '#words/setting-fault.ts'
import { terminalLanguage } from '#words/terminal.ts'
import { startAgent } from './agent/agent.ts'
import { serverTime } from './agent/server-time.ts'
import { openBench } from './bench/bench.ts'
import { plugged } from './bench/plugged.ts'
import { openDoor } from './door/door.ts'
import { openInstallerCode } from './door/installer-code.ts'
import { registry } from './families/registry.ts'
import { giveBackMemory } from './host/memory.ts'
import { openCalibrations } from './keep/calibrations.ts'
import { mendFolder } from './keep/disk.ts'
import { markSimulated } from './keep/folder-kind.ts'
import { openKey } from './keep/key.ts'
import { openSpool } from './keep/spool.ts'
import { listPorts } from './line/ports/listing.ts'
import { openService } from './service/service.ts'
import { readSettings, type Settings, thisMachine } from './settings/settings.ts'

/** Monotonic since the machine was started, ms: it goes on over a restart of the agent. */
const clock = () => Number(process.hrtime.bigint() / 1000n) / 1000

/** Bytes of the log that are kept while its disk is full. */
const destination = pino.destination({ dest: 2, sync: true, maxLength: 1_000_000 })
// A log that its disk doesn't take must not end the agent.
destination.on('error', () => {})
const log = pino({ base: { part: 'booth' }, level: process.env['ROADFIT_LOG'] ?? 'info' }, destination)

const start = async (settings: Settings) => {
  const { data, simulate, devices, port, pages, server } = settings
  const wall = () => new Date()
  const swept = mendFolder(data)
  if (swept > 0) log.info({ files: swept }, 'half-written files of an earlier run were taken away')
  if (simulate) markSimulated(data)
  const key = openKey(data, log)
  const spool = openSpool(join(data, 'spool'), log)
  const calibrations = openCalibrations({ folder: join(data, 'calibrations'), key, ids: randomUUID, wall, log })
  // What only simulated booths need stays unread in real ones.
  const simulation = simulate ? await (await import('./simulate/simulation.ts')).simulate(settings, calibrations, clock) : null
  const listing = simulation?.listing ?? listPorts
  const bench = openBench(
    simulation?.devices ?? plugged(devices, listing, { clock, log }),
    (kind) => calibrations.newest(kind) !== null,
    simulate,
  )
  const agent = startAgent({
    settings,
    bench,
    keep: { key, calibrations, spool },
    clockwork: { clock, wall, ids: randomUUID, pace: settings.pace },
    decodePhoto: simulation?.decodePhoto ?? null,
    log,
  })
  simulation?.onCamera((madeUp) => agent.lendCamera(madeUp))
  const service = openService({
    bench,
    simulated: simulate,
    listing,
    models: registry,
    calibration: calibrations.standing,
    calibrate: agent.calibrate,
    measuring: agent.measuring,
    disk: () => spool.ready(),
    aside: () => spool.aside(),
    connected: () => agent.view().link === 'connected',
    serverTime: () => serverTime(server),
    wall,
    clock,
  })
  const close = async () => {
    agent.close()
    await bench.close()
    await simulation?.close()
  }
  try {
    const door = await openDoor({
      agent,
      simulation,
      service,
      port,
      pages,
      browsers: join(data, 'browsers.json'),
      launchFile: join(data, 'launch.json'),
      installerCode: openInstallerCode(join(data, 'installer-code.json')),
      clock,
      log,
    })
    return {
      launches: Object.values(door.launch),
      stop: async () => {
        await door.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

const language = terminalLanguage(process.env)
const settings = readSettings(process.env, thisMachine())
if ('wrong' in settings) {
  for (const wrong of settings.wrong) process.stderr.write(`${wrongSettingWords(wrong, language)}\n`)
  process.exitCode = 2
} else {
  start(settings).then(
    ({ launches, stop }) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const) {
        process.once(signal, () => {
          // A browser that won't let go of its connection doesn't keep the booth from ending.
          setTimeout(() => process.exit(0), 5000).unref()
          void stop().finally(() => process.exit(0))
        })
      }
      // Last: whoever reads this may end the agent at once.
      // A launch address opens for whoever reads it: it goes to a person's terminal, and to nothing that keeps what it reads. Others find it
      // in launch.json, which is this user's alone.
      for (const launch of launches) process.stdout.write(`ready ${process.stdout.isTTY ? launch : launch.replace(/\?.*$/, '')}\n`)
      giveBackMemory()
    },
    (error: unknown) => {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
      const { portUsed, agentFailed } = text[language].starting
      const words = taken
        ? fill(portUsed, { port: settings.port, variable: 'ROADFIT_BOOTH_PORT' })
        : fill(agentFailed, { message: error instanceof Error ? error.message : String(error) })
      process.stderr.write(`${words}\n`)
      process.exit(1)
    },
  )
}
