import { spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { root } from './setup/places.mjs'
import { workerBin } from './setup/worker.mjs'

/** The environment in which every part runs: Node 24 and the tools of the lock file first, and where the media worker lies. */
export const environment = () => {
  const worker = workerBin()
  return {
    ...process.env,
    PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
    ROADFIT_MEDIA_WORKER: worker,
    MEDIASOUP_WORKER_BIN: worker,
  }
}

/** Runs a program in that environment, on this terminal. Signals go on to it. Gives its exit code; 128 + n: ended by signal n. */
export const run = (command, args, env = {}) =>
  new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...environment(), ...env } })
    const pass = (signal) => child.kill(signal)
    // Ctrl-C on a terminal reaches the child by itself: passed on as well, it would count twice.
    const passed = process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP']
    const ignore = () => {}
    for (const signal of passed) process.on(signal, pass)
    if (process.stdin.isTTY) process.on('SIGINT', ignore)
    const end = () => {
      for (const signal of passed) process.off(signal, pass)
      process.off('SIGINT', ignore)
    }
    child.on('error', (error) => {
      end()
      failed(error)
    })
    child.on('exit', (code, signal) => {
      end()
      done(signal ? 128 + constants.signals[signal] : code)
    })
  })

if (realpathSync(process.argv[1]) === import.meta.filename) {
  const [command, ...args] = process.argv.slice(2)
  if (!command) {
    process.stderr.write('usage: node scripts/run.mjs COMMAND [ARGUMENT …]\n')
    process.exit(2)
  }
  try {
    process.exitCode = await run(command, args)
  } catch (error) {
    process.stderr.write(`${command} could not be started: ${error.message}\nWhat to do: set up first, with  node scripts/setup.mjs\n`)
    process.exitCode = 127
  }
}
