import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify, stripVTControlCharacters } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { projectFiles } from './commands/read.ts'

// Does what docs/add-a-device.md says, word by word, in a copy of the project.
const root = resolve(import.meta.dirname, '..')
const copy = mkdtempSync(join(tmpdir(), 'roadfit-device-'))
afterAll(() => rmSync(copy, { recursive: true }))

const run = (command: string, ...args: string[]) =>
  promisify(execFile)(join(root, 'node_modules/.bin', command), args, { cwd: copy, maxBuffer: 10_000_000 })

/** The blocks of the page that name a file: its kind, the file and its text. */
const blocks = [...readFileSync(join(root, 'docs/add-a-device.md'), 'utf8').matchAll(/^```(\w+) (\S+)\n(.*?)^```$/gms)].map(
  ([, kind = '', file = '', text = '']) => ({ kind, file, text }),
)

/** Puts the lines of a block that begin with + behind the line that stands before them there. */
const added = (source: string, block: string): string => {
  let before = ''
  let result = source
  for (const line of block.trimEnd().split('\n')) {
    if (line.startsWith('+')) {
      expect(result.split('\n')).toContain(before)
      result = result.replace(`${before}\n`, `${before}\n${line.slice(1)}\n`)
    }
    before = line.slice(1)
  }
  return result
}

beforeAll(() => {
  // The figures of the benches are no part of a device.
  for (const file of projectFiles(root).filter((path) => !path.startsWith('test/bench/'))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    copyFileSync(join(root, file), join(copy, file))
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  for (const { kind, file, text } of blocks) {
    const path = join(copy, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, kind === 'diff' ? added(readFileSync(path, 'utf8'), text) : text)
  }
})

test('a device of one folder and one line is a device: its types fit, and its transcripts and the fuzz pass', {
  timeout: 180_000,
}, async () => {
  expect(blocks.map(({ file }) => file)).toContain('devices/families/registry.ts')
  // What the compiler complains of is the message of a failure.
  const compiled = await run('tsc', '--noEmit').catch((error: { stdout?: string }) => error)
  expect(compiled.stdout).toBe('')
  const { stdout } = await run('vitest', 'run', '--project', 'unit', 'test/frames', 'devices/testing/fuzz.test.ts', '-t', 'MB7389')
  expect(stripVTControlCharacters(stdout)).toMatch(/Tests\s+\d+ passed/)
})

test('it gives readings over a real terminal, by the name that an installer writes down', { timeout: 60_000 }, async () => {
  const program = `
    import { openPty } from './devices/simulate/pty.ts'
    import { plugged } from './devices/bench/plugged.ts'
    import { readBoothFile } from './devices/settings/booth-file.ts'
    import { registry } from './devices/families/registry.ts'
    const { devices } = readBoothFile('{"devices":{"head":{"model":"MB7389","port":{"byId":"sonar"}}}}', registry, () => null)
    const cable = await openPty('sonar')
    const clock = () => performance.now()
    const { simulator } = devices[0].made.imitate({}, { wire: cable.wire, random: Math.random, clock, pace: 1, floorMm: 2300 })
    simulator.stand(1700)
    const listing = async () => [{ path: cable.path, byId: 'sonar', byPath: null, serialNumber: null, vendorId: null, productId: null }]
    const [{ line }] = plugged(devices, listing, { clock })
    line.onReading(({ mm }) => { console.log(mm); process.exit(0) })`
  const { stdout } = await run('node', '--disable-warning=ExperimentalWarning', '--input-type=module-typescript', '--eval', program)
  expect(Math.abs(Number(stdout) - 600)).toBeLessThanOrEqual(1)
})
