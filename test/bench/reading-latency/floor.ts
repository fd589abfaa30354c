import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { heightFrame } from '../../../devices/families/height/a02yyuw.ts'
import { openPty } from '../../../devices/simulate/pty.ts'
import { type Side, seenOn } from './side.ts'

const start = (file: string, ...args: string[]): Promise<{ child: ChildProcess; said: string }> =>
  new Promise((ready, failed) => {
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL(file, import.meta.url)), ...args],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    createInterface({ input: child.stdout }).once('line', (said) => ready({ child, said }))
    child.once('exit', () => failed(new Error(`${file} ended`)))
  })

/** The bare chain: terminal, serial port, a socket, another socket, text. Each process does nothing else. */
export const openFloor = async (browser: Browser): Promise<Side> => {
  const cable = await openPty('floor')
  const server = await start('floor-server.ts')
  const url = `http://127.0.0.1:${server.said.split(' ')[1]}`
  const agent = await start('floor-agent.ts', cable.path, url)
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto(url)
  const seen = await seenOn(page, [], '#value')
  return {
    shown: (mm) => String(mm),
    write: (mm) => cable.wire.write(heightFrame(mm)),
    seen,
    async close() {
      await context.close()
      agent.child.kill()
      server.child.kill()
      await cable.close()
    },
  }
}
