import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Wire } from '../line/simulator.ts'

/** A cable to a simulated device: a real pseudo-terminal at `path` for the booth, `wire` for the simulator. */
export type Pty = {
  /** Where it is plugged in now, or was last. */
  readonly path: string
  wire: Wire
  readonly plugged: boolean
  /** The path comes back; `elsewhere`: as another one, like an adapter that gets another number. Does nothing when it is there. */
  plug: (elsewhere?: 'elsewhere') => Promise<void>
  /** The speed that whoever opened it has set, baud; null: it can't be asked now. A pty carries bytes at any speed. */
  speed: () => Promise<number | null>
  /** The path vanishes and whoever had it open loses it. */
  unplug: () => Promise<void>
  /** Unplugs for good and clears away. */
  close: () => Promise<void>
}

/**
 * Makes a pseudo-terminal with socat, plugged in. Its process ends with ours, even when we are killed: setpriv asks the kernel
 * for that, because socat alone notices only when it is not waiting for a reader. `name` is the path's ending.
 * Throws with a sentence when socat cannot be run.
 */
export async function openPty(name: string): Promise<Pty> {
  // No folder of its own: socat takes its link away even when we are killed, a folder would stay.
  const newPath = () => join(tmpdir(), `roadfit-${randomUUID()}-${name}`)
  let path = newPath()
  const takers = new Set<(bytes: Uint8Array) => void>()
  let cable: ChildProcessWithoutNullStreams | null = null
  /** Plugging and unplugging wait for each other. */
  let turn: Promise<void> = Promise.resolve()
  const inTurn = (act: () => Promise<void>) => (turn = turn.catch(() => undefined).then(act))

  const plug = (elsewhere?: 'elsewhere') =>
    inTurn(async () => {
      if (cable) return
      if (elsewhere) path = newPath()
      const child = await startSocat(path)
      child.stdout.on('data', (bytes: Buffer) => {
        for (const take of takers) take(bytes)
      })
      child.once('exit', () => {
        if (cable === child) cable = null
      })
      cable = child
    })

  const unplug = () =>
    inTurn(async () => {
      const child = cable
      cable = null
      if (child) await ended(child)
      // A link left behind could come to name another program's terminal.
      await rm(path, { force: true })
    })

  const wire: Wire = {
    write(bytes) {
      if (cable && !cable.stdin.writableNeedDrain) cable.stdin.write(bytes)
    },
    onBytes(take) {
      takers.add(take)
      return () => takers.delete(take)
    },
  }

  const close = async () => {
    takers.clear()
    await unplug()
  }

  try {
    await plug()
  } catch (failed) {
    await close()
    throw failed
  }
  return {
    get path() {
      return path
    },
    wire,
    speed: () => speedOf(path),
    plug,
    unplug,
    close,
    get plugged() {
      return cable !== null
    },
  }
}

/** Resolves when the terminal is there and bytes flow. */
function startSocat(path: string): Promise<ChildProcessWithoutNullStreams> {
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', 'socat', '-d', '-d', `pty,raw,echo=0,link=${path}`, 'STDIO'])
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = () =>
      reject(new Error(`The simulated devices need socat, and it did not start. Install it with: apt-get install socat. ${output.trim()}`))
    child.once('error', fail)
    child.once('exit', fail)
    // Writing to a cable that was just pulled is no fault.
    child.stdin.on('error', () => undefined)
    child.stderr.on('data', (text: Buffer) => {
      // What socat says later, on the way out, is of no interest; but it has to be read.
      if (output.length < 2000) output += text.toString()
      if (!output.includes('starting data transfer') || !existsSync(path)) return
      child.off('exit', fail)
      resolve(child)
    })
  })
}

async function speedOf(path: string): Promise<number | null> {
  try {
    const { stdout } = await promisify(execFile)('stty', ['-F', path, 'speed'])
    return Number(stdout.trim()) || null
  } catch {
    return null
  }
}

async function ended(child: ChildProcessWithoutNullStreams): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise((resolve) => {
    child.once('exit', resolve)
    child.kill('SIGTERM')
  })
}
