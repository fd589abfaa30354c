import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { environment } from '../run.mjs'
import { root } from '../setup/places.mjs'

const WARNING = 40

/** What of a log line a person at the terminal must see: warnings, errors, and whatever isn't a log record; null: nothing. */
export const forTerminal = (line, fromErrors) => {
  try {
    const record = JSON.parse(line)
    if (typeof record?.level === 'number') {
      if (record.level < WARNING) return null
      return [record.msg, record.err?.message].filter(Boolean).join(': ')
    }
  } catch {
    // not a log record
  }
  return fromErrors && line.trim() !== '' ? line : null
}

/**
 * Starts a part of Roadfit as a process of its own; its output goes to `logs`/NAME.log. `onReady` gets each address that it
 * says it's ready on, `onEnd` how it ended. `recent()` gives its last lines.
 */
export const startPart = (name, args, { env, logs, onReady, onEnd }) => {
  mkdirSync(logs, { recursive: true, mode: 0o700 })
  // One-time codes may stand in it.
  const log = createWriteStream(join(logs, `${name}.log`), { mode: 0o600 })
  // A group of its own: Ctrl-C reaches us alone, and we end the parts in order.
  const child = spawn('node', args, {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment(), NODE_OPTIONS: '--disable-warning=ExperimentalWarning', ...env },
  })
  const lines = []
  const take = (fromErrors) => (line) => {
    log.write(`${line}\n`)
    lines.push(line)
    if (lines.length > 20) lines.shift()
    const address = /^ready (\S+)$/.exec(line)?.[1]
    if (address) onReady(address)
    const seen = forTerminal(line, fromErrors)
    if (seen !== null) process.stderr.write(`[${name}] ${seen}\n`)
  }
  createInterface({ input: child.stdout }).on('line', take(false))
  createInterface({ input: child.stderr }).on('line', take(true))
  child.on('error', (error) => lines.push(error.message))
  const ended = new Promise((end) =>
    child.on('close', (code, signal) =>
      log.end(() => {
        onEnd(signal ? `ended by ${signal}` : `ended with code ${code}`)
        end()
      }),
    ),
  )
  return {
    name,
    ended,
    recent: () => lines.join('\n'),
    /** Asks it to end; after five seconds it and all that it started are killed. */
    stop: async () => {
      const { pid } = child
      if (pid === undefined) return
      const kill = (target, signal) => {
        try {
          process.kill(target, signal)
        } catch {
          // it has ended
        }
      }
      if (child.exitCode === null && child.signalCode === null) kill(pid, 'SIGTERM')
      const last = setTimeout(() => kill(-pid, 'SIGKILL'), 5000)
      await ended
      clearTimeout(last)
    },
  }
}
