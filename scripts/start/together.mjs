import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { environment } from '../run.mjs'
import { root } from '../setup/places.mjs'
import { setUpOrExit } from '../setup.mjs'
import { takeFolder } from './folder.mjs'
import { startPart } from './part.mjs'
import { portFrom, portTroubles } from './ports.mjs'
import { folderWords, portsInUse, welcome } from './words.mjs'

/**
 * Where everything runs and lies: from the environment, or as it comes. `dev`: the pages have a server of their own in front, and browsers go
 * there.
 */
const plan = (env, dev) => {
  const port = portFrom(env, 'ROADFIT_PORT', 3000)
  const boothPort = portFrom(env, 'ROADFIT_BOOTH_PORT', 3100)
  const casePort = portFrom(env, 'ROADFIT_CASE_PORT', 3200)
  const pagesPort = portFrom(env, 'ROADFIT_DEV_PORT', 3001)
  const origin = env.ROADFIT_ORIGIN || `http://localhost:${dev ? pagesPort : port}`
  const data = resolve(root, env.ROADFIT_DATA || 'data/demo')
  const boothData = resolve(root, env.ROADFIT_BOOTH_DATA || join(data, 'booth'))
  return {
    ports: [
      { variable: 'ROADFIT_PORT', port, part: 'server' },
      { variable: 'ROADFIT_BOOTH_PORT', port: boothPort, part: 'booth' },
      { variable: 'ROADFIT_CASE_PORT', port: casePort, part: 'stand-in traffic case' },
      ...(dev ? [{ variable: 'ROADFIT_DEV_PORT', port: pagesPort, part: 'pages' }] : []),
    ],
    data,
    logs: join(data, 'logs'),
    boothData,
    env: {
      ROADFIT_DEMO: '1',
      ROADFIT_SIMULATE: '1',
      ROADFIT_PORT: String(port),
      ROADFIT_ORIGIN: origin,
      ROADFIT_SERVER: env.ROADFIT_SERVER || `http://localhost:${port}`,
      ROADFIT_BOOTH_PORT: String(boothPort),
      ROADFIT_CASE_PORT: String(casePort),
      ROADFIT_CASE_URL: env.ROADFIT_CASE_URL || `http://127.0.0.1:${casePort}`,
      ROADFIT_CASE_KEY: env.ROADFIT_CASE_KEY || randomBytes(24).toString('hex'),
      ROADFIT_DATA: data,
      ROADFIT_BOOTH_DATA: boothData,
      ROADFIT_SIMULATED_DRIVERS: join(data, 'drivers.json'),
      ...(dev ? { ROADFIT_DEV_PORT: String(pagesPort), ROADFIT_BOOTH_STATIC: join(data, 'dev/stubs') } : {}),
    },
  }
}

/** Accounts, booth and hall screen, made where they are missing. Gives what the seed prints. */
const seed = async (where) => {
  // A booth that doesn't know who it is needs a code, although the server may still know it. devices/keep/key.ts writes this file.
  const lost = !existsSync(join(where.boothData, 'machine.json'))
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

/** Starts a part and waits until it has told `count` addresses. `onDeath` hears of its end after that. */
const begin = (running, where, [name, args, count], env, onDeath) =>
  new Promise((ready, failed) => {
    const late = setTimeout(() => failed(new Error(`${name} was not ready after a minute. Its last lines:\n${part.recent()}`)), 60_000)
    const addresses = []
    const part = startPart(name, args, {
      env: { ...where.env, ...env },
      logs: where.logs,
      onReady: (address) => {
        addresses.push(address)
        if (addresses.length < count) return
        clearTimeout(late)
        ready(addresses)
      },
      onEnd: (how) => {
        clearTimeout(late)
        const error = new Error(`${name} ${how}. Its last lines (all: ${join(where.logs, `${name}.log`)}):\n${part.recent()}`)
        failed(error)
        onDeath(error)
      },
    })
    running.push(part)
  })

/**
 * Starts the whole demonstration and goes on until somebody stops it, or a part dies. `dev`: server and agent start again whenever one of their
 * sources changes, and the pages are made from their sources as browsers ask for them. Gives the exit code.
 */
export const together = async ({ dev = false } = {}) => {
  const where = plan(process.env, dev)
  const wrong = takeFolder(where.data)
  if (wrong) {
    process.stderr.write(folderWords(where.data, wrong))
    return 1
  }
  const troubles = await portTroubles(where.ports)
  if (troubles.length > 0) {
    process.stderr.write(portsInUse(troubles))
    return 1
  }
  await setUpOrExit({ pages: !dev })

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
  // Told to stop while it still starts: nothing more begins.
  const start = (part, env = {}) => (stopping ? Promise.reject(new Error('stopped')) : begin(running, where, part, env, died))

  const up = async () => {
    const watched = (file) => (dev ? ['--watch', '--watch-preserve-output', file] : [file])
    await start(['case', ['demo/case.ts'], 1])
    if (dev) await start(['pages', ['scripts/dev/pages.mjs'], 1])
    await start(['server', watched('server/main.ts'), 1])
    const { boothCode, hallCode, locked, accounts } = await seed(where)
    // The booth's page and the simulator's have an address each.
    await start(['agent', watched('devices/main.ts'), 2], boothCode ? { ROADFIT_BOOTH_CODE: boothCode } : {})
    // The addresses that open once are in no log; the agent leaves them where its owner alone reads them.
    const { booth, simulator } = JSON.parse(readFileSync(join(where.boothData, 'launch.json'), 'utf8'))
    const origin = where.env.ROADFIT_ORIGIN
    const inFront = (address) => (dev ? address.replace(/^http:\/\/[^/]+/, origin) : address)
    const addresses = { booth: inFront(booth), simulator: inFront(simulator) }
    process.stdout.write(welcome({ origin, ...addresses, hallCode, locked, accounts }))
  }
  up().catch(died)
  const error = await ended
  if (error) process.stderr.write(`\n${error.message}\n\nThe rest is stopped.\n`)
  else process.stdout.write('\n正在停止… Stopping …\n')
  await stopAll()
  return error ? 1 : 0
}
