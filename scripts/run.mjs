import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { isStarted, root } from './setup/places.mjs'
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

/**
 * Runs a program in that environment, on this terminal. Gives its exit code; 128 + n: ended by signal n. When we are told to
 * stop, the program is told too, and we end after it.
 */
export const run = (command, args, env = {}) =>
  new Promise((done, failed) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', env: { ...environment(), ...env } })
    let told = null
    const tell = (signal) => {
      told = signal
      // Ctrl-C on a terminal reaches the child by itself: passed on as well, it would count twice.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, tell)
    const end = () => signals.forEach((signal) => process.off(signal, tell))
    child.on('error', (error) => {
      end()
      failed(error)
    })
    child.on('exit', (code, signal) => {
      end()
      const result = signal ? 128 + constants.signals[signal] : code
      if (told) process.exit(result)
      done(result)
    })
  })

if (isStarted(import.meta.filename)) {
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
