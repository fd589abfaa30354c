import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { cache, root } from './places.mjs'

/** A step that couldn't be done: what, why, and what a person can do about it. */
export class StepFailed extends Error {
  constructor(what, why, remedy) {
    super(`${what}\n\n${why.trimEnd()}\n\nWhat to do: ${remedy}\n`)
  }
}

/** The last lines of a program's output, where why it failed stands; without colours and without the program's own call stack. */
export const lastLines = (text, most = 15) =>
  stripVTControlCharacters(text)
    .trimEnd()
    .split(/[\r\n]+/)
    .filter((line) => !/^ +at /.test(line))
    .slice(-most)
    .join('\n')

/** Says that something goes on: seconds on one line of a terminal, else a plain line now, every half minute, and at the end. */
const showing = (title) => {
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  const terminal = process.stdout.isTTY
  const tell = () => process.stdout.write(terminal ? `\r\x1b[K… ${title} ${seconds()} s` : `… ${title} ${seconds()} s\n`)
  if (terminal) tell()
  else process.stdout.write(`… ${title}\n`)
  const timer = setInterval(tell, terminal ? 1000 : 30_000)
  return (mark) => {
    clearInterval(timer)
    process.stdout.write(`${terminal ? '\r\x1b[K' : ''}${mark} ${title} ${seconds()} s\n`)
  }
}

/** Does a step under its title. */
export const step = async (title, work) => {
  const end = showing(title)
  try {
    const value = await work()
    end('✓')
    return value
  } catch (error) {
    end('✗')
    throw error
  }
}

/**
 * Runs a program to its end, its output into a log file. Fails with its last lines. It gets a process group of its own, so that
 * when we are told to stop all that it started stops too.
 */
export const program = (name, command, args, { what, remedy, env = {}, cwd = root }) =>
  new Promise((done, failed) => {
    const folder = join(root, 'data', 'logs')
    mkdirSync(folder, { recursive: true })
    const log = join(folder, `setup-${name}.log`)
    writeFileSync(log, `$ ${command} ${args.join(' ')}\n`)
    const out = openSync(log, 'a')
    const child = spawn(command, args, { cwd, detached: true, stdio: ['ignore', out, out], env: { ...process.env, ...env } })
    closeSync(out)
    const stop = (signal) => {
      const { pid } = child
      try {
        if (pid !== undefined) process.kill(-pid, 'SIGTERM')
      } catch {
        // it has just ended by itself
      }
      process.exit(signal === 'SIGINT' ? 130 : 143)
    }
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.once(signal, stop)
    const end = () => signals.forEach((signal) => process.off(signal, stop))
    child.on('error', (error) => {
      end()
      failed(new StepFailed(what, error.message, remedy))
    })
    child.on('exit', (code) => {
      end()
      if (code === 0) done()
      else failed(new StepFailed(what, lastLines(readFileSync(log, 'utf8')), `${remedy} The whole log: ${log}`))
    })
  })

/**
 * Does `work` while nobody else on this account sets up. The lock is the kernel's (flock), held by a child that ends with us: a
 * set-up that was killed leaves nothing to clear away.
 */
export const alone = async (work) => {
  mkdirSync(cache(), { recursive: true })
  const holder = spawn('flock', [join(cache(), 'setup.lock'), 'sh', '-c', 'echo held; exec cat'], {
    detached: true,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const waiting = setTimeout(() => process.stdout.write('… another set-up is at work; waiting for it to end\n'), 1000)
  await new Promise((held, failed) => {
    holder.stdout.once('data', held)
    holder.once('error', failed)
  })
  clearTimeout(waiting)
  try {
    return await work()
  } finally {
    const gone = new Promise((end) => holder.once('exit', end))
    holder.stdin.end()
    await gone
  }
}
