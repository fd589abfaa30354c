import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, it, vi } from 'vitest'
import { openPty } from './pty.ts'

it('a terminal is there while it is plugged in, comes back at the same path, and leaves nothing behind', async () => {
  const pty = await openPty('height')
  expect(existsSync(pty.path)).toBe(true)
  await pty.unplug()
  expect([existsSync(pty.path), pty.plugged]).toEqual([false, false])
  await pty.plug()
  await pty.plug()
  expect([existsSync(pty.path), pty.plugged]).toEqual([true, true])
  await Promise.all([pty.unplug(), pty.plug()])
  expect(existsSync(pty.path)).toBe(true)
  const before = pty.path
  await pty.unplug()
  await pty.plug('elsewhere')
  expect([existsSync(before), existsSync(pty.path), pty.path === before]).toEqual([false, true, false])
  await pty.close()
  expect(existsSync(pty.path)).toBe(false)
})

it('a simulator may write for ever while nobody reads', async () => {
  const pty = await openPty('force')
  const before = process.memoryUsage().rss
  for (let times = 0; times < 2000; times++) {
    pty.wire.write(new Uint8Array(64 * 1024))
    if (times % 200 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000)
  await pty.close()
})

// The hard case is a cable that is stopped up: socat alone would wait there for a reader for ever.
it.each(['read', 'stopped up'])('killing the program that opened it ends its terminal, %s', async (kind) => {
  const program = `
    import { openPty } from ${JSON.stringify(new URL('pty.ts', import.meta.url).href)}
    const pty = await openPty('keypad')
    ${kind === 'stopped up' ? 'const timer = setInterval(() => pty.wire.write(new Uint8Array(4096)), 1)' : ''}
    setTimeout(() => console.log(pty.path), 500)
    setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] })
  const path = await new Promise<string>((resolve) => child.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString().trim())))
  const socat = Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim())
  expect(existsSync(`/proc/${socat}`)).toBe(true)
  child.kill('SIGKILL')
  await vi.waitFor(() => expect([existsSync(path), running(socat)]).toEqual([false, false]))
})

/** A dead process that nobody has waited for yet does not run. */
function running(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
