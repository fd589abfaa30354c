import { stripVTControlCharacters } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { blocksOf, linesAdded, walked } from './walked.ts'

// Does what these two pages say, word by word, in one copy of the project.
const [DEVICE, MEASUREMENT] = ['docs/add-a-device.md', 'docs/add-a-measurement.md']
const { run, remove } = walked(DEVICE, MEASUREMENT)
afterAll(remove)

/** Runs the tests of the copy whose names have this in them; what they printed is the message of a failure. */
const passes = async (name: string, ...files: string[]) => {
  const { stdout } = await run('vitest', 'run', '--project', 'unit', ...files, '-t', name).catch((error: { stdout: string }) => error)
  expect(stripVTControlCharacters(stdout)).toMatch(/Tests\s+\d+ passed/)
}

test('a device is one folder and one line, a measurement new files and at most eight lines in those that stand', () => {
  expect(blocksOf(DEVICE).map(({ file }) => file)).toContain('devices/families/registry.ts')
  expect(linesAdded(blocksOf(MEASUREMENT))).toBeLessThanOrEqual(8)
})

test('with what the pages say nothing is forgotten: all types fit', { timeout: 180_000 }, async () => {
  // What the compiler complains of is the message of a failure.
  const compiled = await run('tsc', '--noEmit', '--tsBuildInfoFile', 'types.tsbuildinfo').catch((error: { stdout?: string }) => error)
  expect(compiled.stdout).toBe('')
})

test('the new device’s transcripts and the fuzz pass', { timeout: 180_000 }, async () => {
  await passes('MB7389', 'test/frames', 'devices/testing/fuzz.test.ts')
})

test('the new device gives readings over a real terminal, by the name that an installer writes down', { timeout: 60_000 }, async () => {
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

test('a check in which the new station is measured is taken, replayed and shown like every other', { timeout: 180_000 }, async () => {
  await passes('dusk', 'common/measure/dusk', 'server/service/checks/log-times', 'test/screens/booth-views')
})
