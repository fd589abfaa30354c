import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { environment } from './run.mjs'
import { setUpOrExit } from './setup.mjs'
import { root } from './setup/places.mjs'
import { startPart } from './start/part.mjs'
import { portFrom, portTroubles } from './start/ports.mjs'
import { portsInUse, welcome } from './start/words.mjs'

/** Where everything runs and lies: from the environment, or as it comes. */
const plan = (env) => {
  const port = portFrom(env, 'ROADFIT_PORT', 3000)
  const boothPort = portFrom(env, 'ROADFIT_BOOTH_PORT', 3100)
  const casePort = portFrom(env, 'ROADFIT_CASE_PORT', 3200)
  const data = resolve(root, env.ROADFIT_DATA || 'data')
  return {
    ports: [
      { variable: 'ROADFIT_PORT', port, part: 'server' },
      { variable: 'ROADFIT_BOOTH_PORT', port: boothPort, part: 'booth' },
      { variable: 'ROADFIT_CASE_PORT', port: casePort, part: 'stand-in traffic case' },
    ],
    logs: join(data, 'logs'),
    origin: env.ROADFIT_ORIGIN || `http://localhost:${port}`,
    boothData: resolve(root, env.ROADFIT_BOOTH_DATA || join(data, 'booth')),
    env: {
      ROADFIT_DEMO: '1',
      ROADFIT_SIMULATE: '1',
      ROADFIT_PORT: String(port),
      ROADFIT_ORIGIN: env.ROADFIT_ORIGIN || `http://localhost:${port}`,
      ROADFIT_SERVER: env.ROADFIT_SERVER || `http://localhost:${port}`,
      ROADFIT_BOOTH_PORT: String(boothPort),
      ROADFIT_CASE_PORT: String(casePort),
      ROADFIT_CASE_URL: env.ROADFIT_CASE_URL || `http://127.0.0.1:${casePort}`,
      ROADFIT_CASE_KEY: env.ROADFIT_CASE_KEY || randomBytes(24).toString('hex'),
      ROADFIT_DATA: data,
      ROADFIT_BOOTH_DATA: resolve(root, env.ROADFIT_BOOTH_DATA || join(data, 'booth')),
    },
  }
}

/** Accounts, booth and hall screen, made where they are missing. Gives what the seed prints. */
const seed = async (where) => {
  // A booth that has lost its key needs a code although the server still knows it.
  const lost = !existsSync(where.boothData) || readdirSync(where.boothData).length === 0
  try {
    const { stdout, stderr } = await promisify(execFile)('node', ['demo/seed.ts', ...(lost ? ['--new-booth-code'] : [])], {
      cwd: root,
      timeout: 60_000,
      env: { ...environment(), NODE_OPTIONS: '--disable-warning=ExperimentalWarning', ...where.env },
    })
    process.stderr.write(stderr)
    return JSON.parse(stdout)
  } catch (error) {
    throw new Error(`The demonstration’s accounts could not be made.\n${error.stderr || error.message}`, { cause: error })
  }
}

/** Starts a part and waits for its first address. `later` gets each further one. */
const begin = (running, where, name, args, env, later, onDeath) =>
  new Promise((ready, failed) => {
    const late = setTimeout(() => failed(new Error(`${name} was not ready after a minute. Its last lines:\n${part.recent()}`)), 60_000)
    let first = true
    const part = startPart(name, args, {
      env: { ...where.env, ...env },
      logs: where.logs,
      onReady: (address) => {
        clearTimeout(late)
        if (first) ready(address)
        else later(address)
        first = false
      },
      onEnd: (how) => {
        clearTimeout(late)
        const error = new Error(`${name} ${how}. Its last lines (all: ${join(where.logs, `${name}.log`)}):\n${part.recent()}`)
        if (first) failed(error)
        else onDeath(error)
      },
    })
    running.push(part)
  })

const main = async () => {
  const where = plan(process.env)
  const troubles = await portTroubles(where.ports)
  if (troubles.length > 0) {
    process.stderr.write(portsInUse(troubles))
    return 1
  }
  await setUpOrExit()

  const running = []
  let stopping = false
  // The last started goes first: the agent says goodbye to a server that still listens.
  const stopAll = async () => {
    stopping = true
    for (const part of running.toReversed()) await part.stop()
  }
  let end
  const ended = new Promise((resolve) => (end = resolve))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => end(null))
  const died = (error) => !stopping && end(error)
  const start = (name, file, env = {}, later = () => {}) => begin(running, where, name, [file], env, later, died)

  const up = async () => {
    await start('case', 'demo/case.ts')
    await start('server', 'server/main.ts')
    const { boothCode, hallCode, hallName, accounts } = seed(where)
    const again = (address) => process.stdout.write(`  自助体检 booth: ${address}\n`)
    const launch = await start('agent', 'devices/main.ts', boothCode ? { ROADFIT_BOOTH_CODE: boothCode } : {}, again)
    process.stdout.write(
      welcome({ origin: where.origin, launch, simulator: new URL('/simulator/', launch).href, hallCode, hallName, accounts }),
    )
  }
  up().catch(died)
  const error = await ended
  if (error) process.stderr.write(`\n${error.message}\n\nThe rest is stopped.\n`)
  else process.stdout.write('\n正在停止… Stopping …\n')
  await stopAll()
  return error ? 1 : 0
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
process.exit()
