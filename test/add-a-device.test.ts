import { stripVTControlCharacters } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { walked } from './walked.ts'

const { blocks, run, remove } = walked('docs/add-a-device.md')
afterAll(remove)

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
