import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { openKiosk, readLaunch } from './kiosk.ts'

test('a browser that was killed is started again with a fresh address', { timeout: 60_000 }, async () => {
  const opened: string[] = []
  const door = createServer(({ url = '' }, response) => {
    if (url.includes('launch=')) opened.push(url)
    response.end('<!doctype html><title>booth</title>')
  })
  await new Promise<void>((up) => door.listen(0, '127.0.0.1', up))
  const address = door.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const profile = mkdtempSync(join(tmpdir(), 'roadfit-kiosk-'))
  let offered = 0
  const kiosk = openKiosk({
    address: async () => `http://127.0.0.1:${port}/booth/?launch=${++offered}`,
    browser: '/usr/bin/chromium',
    profile,
    flags: ['--headless', '--no-sandbox', '--disable-gpu'],
    log: { info: () => undefined, warn: () => undefined },
    wait: (ms, signal) => sleep(ms, undefined, { signal }).catch(() => undefined),
  })
  try {
    await vi.waitFor(() => expect(opened).toContain('/booth/?launch=1'))
    const [first] = execFileSync('pgrep', ['-o', '-f', `user-data-dir=${profile}`], { encoding: 'utf8' }).split('\n')
    process.kill(Number(first), 'SIGKILL')
    await vi.waitFor(() => expect(opened).toContain('/booth/?launch=2'))
  } finally {
    await kiosk.close()
    door.close()
    await sleep(500)
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
})

test('an address that a program left before it ended is none: a browser would be left with a page that nobody serves', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'roadfit-kiosk-'))
  await expect(readLaunch(folder)).rejects.toThrow()
  const asked: (string | undefined)[] = []
  const door = createServer(({ url }, response) => {
    asked.push(url)
    // The program that has just begun writes its own.
    writeFileSync(join(folder, 'launch.json'), JSON.stringify({ booth: `${origin}/booth/?launch=new` }))
    response.end('{"ok":true}')
  })
  await new Promise<void>((up) => door.listen(0, '127.0.0.1', up))
  const address = door.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  writeFileSync(join(folder, 'launch.json'), JSON.stringify({ booth: `${origin}/booth/?launch=old` }))
  expect(await readLaunch(folder)).toBe(`${origin}/booth/?launch=new`)
  expect(asked).toEqual(['/healthz'])
  await new Promise((closed) => door.close(closed))
  await expect(readLaunch(folder)).rejects.toThrow()
})
