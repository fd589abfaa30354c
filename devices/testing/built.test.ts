import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '../..')
const units = join(root, 'devices/host/systemd')
const UNITS = readdirSync(units).filter((file) => file.endsWith('.service'))

/** The agent as `npm run build` makes it. */
let made = ''
beforeAll(async () => {
  made = mkdtempSync(join(root, 'data-built-'))
  await build({ root, configFile: join(root, 'vite.agent.config.ts'), logLevel: 'error', build: { outDir: join(made, 'agent') } })
}, 60_000)
afterAll(() => rmSync(made, { recursive: true, force: true }))

/** Where a file that a unit names is: in the build, in an installation, or what the installing page has Debian bring. */
const isThere = (path: string): boolean => {
  if (path.startsWith('dist/agent/')) return existsSync(join(made, path.slice('dist/'.length)))
  const ours = path.split('/opt/roadfit/')[1]
  if (ours !== undefined) return existsSync(join(root, ours))
  const [, packages = ''] = /^apt-get install (.+)$/m.exec(readFileSync(join(root, 'docs/install-a-booth.md'), 'utf8')) ?? []
  return packages.split(' ').some((name) => path === `/usr/bin/${name}`)
}

test.each(UNITS)('%s starts what the build makes, from what an installation has', (file) => {
  const unit = readFileSync(join(units, file), 'utf8')
  // Names without a folder are looked for in it.
  expect(unit).toMatch(/^WorkingDirectory=\/opt\/roadfit$/m)
  const starts = [...unit.matchAll(/^Exec\w+=(.+)$/gm)].map(([, line = '']) => line.split(' '))
  const paths = starts.flatMap((words) => words.filter((word) => word.includes('/')))
  expect(paths.filter((path) => path.endsWith('.js'))).not.toEqual([])
  expect(paths.filter((path) => !isThere(path))).toEqual([])
})

test('systemd finds nothing wrong with the units', () => {
  const folder = join(made, 'units')
  mkdirSync(folder)
  const paths = UNITS.map((file) => {
    // Where an installation is, here; what Debian brings is looked for by the test above.
    const unit = readFileSync(join(units, file), 'utf8').replaceAll('/opt/roadfit', root).replaceAll('/usr/bin/cage', '/usr/bin/env')
    writeFileSync(join(folder, file), unit)
    return join(folder, file)
  })
  const { error, status, stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', ...paths], { encoding: 'utf8' })
  expect(error).toBeUndefined()
  // A name that it doesn't know is only said, and units of the machine's own are read with them.
  expect(stderr.split('\n').filter((line) => line.includes('roadfit-'))).toEqual([])
  expect(status).toBe(0)
})

test('the built agent of a real booth ends by itself when it is told to', { timeout: 60_000 }, async () => {
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
})
