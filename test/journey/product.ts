import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { forSimulator } from '../../demo/drivers.ts'
import { type Seeded, seed } from '../../demo/seed.ts'
import { workerBin } from '../worker-bin.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A free port: asked for, and given back at once. */
export const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up))
  const { port } = server.address() as AddressInfo
  await new Promise((down) => server.close(down))
  return port
}

/** A part of the product as a process of its own, that can be killed and started again with the same settings. */
type Part = {
  start(): Promise<string[]>
  /** Resolves when it has ended, with its code; null: the signal ended it, or it had ended before. */
  kill(signal?: NodeJS.Signals): Promise<number | null>
  readonly pid: number | undefined
  readonly running: boolean
  /** The newest lines it said: to show when a test fails. */
  recent(): string
}

const part = (name: string, args: string[], env: Record<string, string>, logs: string, addresses: number): Part => {
  let child: ChildProcess | null = null
  const lines: string[] = []
  return {
    get pid() {
      return child?.pid
    },
    get running() {
      return child !== null && child.exitCode === null && child.signalCode === null
    },
    recent: () => `--- ${name}\n${lines.slice(-15).join('\n')}`,
    start: () =>
      new Promise((ready, fail) => {
        const log = createWriteStream(join(logs, `${name}.log`), { flags: 'a' })
        // Its sentences are read in English, whatever the terminal of the tests speaks.
        const environment = { ...process.env, LC_ALL: 'C', ...env }
        const started = spawn(process.execPath, args, { cwd: root, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
        child = started
        const found: string[] = []
        const take = (line: string) => {
          log.write(`${line}\n`)
          lines.push(line)
          const address = /^ready (\S+)$/.exec(line)?.[1]
          if (address && found.push(address) === addresses) ready(found)
        }
        createInterface({ input: started.stdout }).on('line', take)
        createInterface({ input: started.stderr }).on('line', take)
        started.on('exit', (code, signal) =>
          fail(new Error(`${name} ended (${code ?? signal}) before it was ready:\n${lines.slice(-15).join('\n')}`)),
        )
      }),
    kill: async (signal = 'SIGKILL') => {
      const dying = child
      if (!dying || dying.exitCode !== null || dying.signalCode !== null) return null
      const gone = new Promise<number | null>((end) => dying.on('exit', end))
      dying.kill(signal)
      return gone
    },
  }
}

export type Product = {
  origin: string
  data: string
  server: Part
  agent: Part
  trafficCase: Part
  caseOrigin: string
  caseKey: string
  boothUrl(): string
  simulatorUrl(): string
  seeded: Seeded
  recent(): string
  close(): Promise<void>
}

export type Options = {
  /** Factor on all waiting in the booth. */
  pace?: number
  /** Settings that differ, a part each: how a table switches things off. */
  server?: Record<string, string>
  agent?: Record<string, string>
  /** Addresses on the way to the server at this port: `origin` for browsers, `server` for the booth. Of itself the straight one. */
  through?: (port: number) => Promise<{ origin: string; server: string }>
  /** Start the case? It can be started late. */
  withCase?: boolean
  /** A real booth's `booth.json`: the agent then runs as it does there, built to JavaScript. */
  booth?: object
}

/** Starts server, agent and stand-in case, each in its own process, on free ports and with data of their own. */
export const startProduct = async ({
  pace = 0.02,
  server: serverEnv = {},
  agent: agentEnv = {},
  through,
  withCase = true,
  booth,
}: Options = {}): Promise<Product> => {
  const data = mkdtempSync(join(tmpdir(), 'roadfit-journey-'))
  // The case and the logs write into it before the server looks, as under `npm start`.
  writeFileSync(join(data, 'folder-kind'), 'demonstration\n')
  const [port, boothPort, casePort] = await Promise.all([freePort(), freePort(), freePort()])
  const straight = `http://localhost:${port}`
  const { origin, server: reached } = (await through?.(port)) ?? { origin: straight, server: straight }
  const caseOrigin = `http://127.0.0.1:${casePort}`
  const caseKey = 'journey-key'
  const quiet = { NODE_OPTIONS: '--disable-warning=ExperimentalWarning' }
  const trafficCase = part(
    'case',
    ['demo/case.ts'],
    { ...quiet, ROADFIT_CASE_PORT: String(casePort), ROADFIT_CASE_KEY: caseKey, ROADFIT_DATA: data },
    data,
    1,
  )
  const server = part(
    'server',
    ['server/main.ts'],
    {
      ...quiet,
      ROADFIT_PORT: String(port),
      ...(through ? { ROADFIT_ORIGIN: origin } : {}),
      ROADFIT_DATA: data,
      ROADFIT_DEMO: '1',
      ROADFIT_MEDIA_WORKER: workerBin(),
      ROADFIT_CASE_URL: caseOrigin,
      ROADFIT_CASE_KEY: caseKey,
      ...serverEnv,
    },
    data,
    1,
  )
  if (withCase) await trafficCase.start()
  await server.start()
  const code = () => readFileSync(join(data, 'first-administrator.code'), 'utf8').trim()
  const seeded = await seed({ server: straight, origin, code, newBoothCode: false })
  const drivers = join(data, 'drivers.json')
  writeFileSync(drivers, JSON.stringify(forSimulator))
  if (booth) {
    mkdirSync(join(data, 'booth'))
    writeFileSync(join(data, 'booth', 'booth.json'), JSON.stringify(booth))
  }
  const agent = part(
    'agent',
    [booth ? 'dist/agent/main.js' : 'devices/main.ts'],
    {
      ...quiet,
      ROADFIT_SERVER: reached,
      ROADFIT_BOOTH_DATA: join(data, 'booth'),
      ROADFIT_BOOTH_PORT: String(boothPort),
      ROADFIT_BOOTH_CODE: seeded.boothCode ?? '',
      ...(booth ? {} : { ROADFIT_SIMULATE: '1', ROADFIT_SIMULATED_DRIVERS: drivers, ROADFIT_PACE: String(pace) }),
      ...agentEnv,
    },
    data,
    booth ? 1 : 2,
  )
  let urls: Record<string, string> = {}
  const startAgent = agent.start.bind(agent)
  agent.start = async () => {
    const addresses = await startAgent()
    urls = JSON.parse(readFileSync(join(data, 'booth', 'launch.json'), 'utf8'))
    return addresses
  }
  await agent.start()
  const url = (page: string) => () => urls[page] ?? ''
  return {
    origin,
    data,
    server,
    agent,
    trafficCase,
    caseOrigin,
    caseKey,
    boothUrl: url('booth'),
    simulatorUrl: url('simulator'),
    seeded,
    recent: () => [server, agent, trafficCase].map((one) => one.recent()).join('\n'),
    close: async () => {
      await agent.kill('SIGTERM')
      await server.kill('SIGTERM')
      await trafficCase.kill('SIGTERM')
      rmSync(data, { recursive: true, force: true })
    },
  }
}
