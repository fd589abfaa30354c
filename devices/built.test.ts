import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '..')

test('the shipped unit starts what the build makes, from what an installation has', () => {
  const unit = readFileSync(join(root, 'devices/systemd/roadfit-booth.service'), 'utf8')
  const [, node, script] = /^ExecStart=\/opt\/roadfit\/(\S+) dist\/agent\/(\w+)\.js$/m.exec(unit) ?? []
  expect(existsSync(join(root, node ?? ''))).toBe(true)
  expect(existsSync(join(root, 'devices', `${script}.ts`))).toBe(true)
})

test('the built agent of a real booth ends by itself when it is told to', { timeout: 60_000 }, async () => {
  const made = mkdtempSync(join(root, 'data-built-'))
  try {
    await build({ root, configFile: join(root, 'vite.agent.config.ts'), logLevel: 'error', build: { outDir: join(made, 'agent') } })
    mkdirSync(join(made, 'data'))
    writeFileSync(join(made, 'data/booth.json'), JSON.stringify({ devices: { reader: { model: 'SDT', port: { path: '/dev/nothing' } } } }))
    const agent = spawn(process.execPath, [join(made, 'agent/main.js')], {
      cwd: root,
      env: { ...process.env, ROADFIT_BOOTH_DATA: join(made, 'data'), ROADFIT_BOOTH_PORT: '0', ROADFIT_BOOTH_STATIC: made },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise((end) => agent.once('exit', (code, signal) => end(code ?? signal)))
    await Promise.race([new Promise((ready) => agent.stdout.once('data', ready)), ended])
    agent.kill('SIGTERM')
    expect(await ended).toBe(0)
  } finally {
    rmSync(made, { recursive: true, force: true })
  }
})
