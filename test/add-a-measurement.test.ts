import { stripVTControlCharacters } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { linesAdded, walked } from './walked.ts'

const { blocks, run, remove } = walked('docs/add-a-measurement.md')
afterAll(remove)

test('a measurement is new files and at most eight lines in those that stand', () => {
  expect(linesAdded(blocks)).toBeLessThanOrEqual(8)
})

test('with what the page says nothing is forgotten: all types fit', { timeout: 180_000 }, async () => {
  // What the compiler complains of is the message of a failure.
  const compiled = await run('tsc', '--noEmit').catch((error: { stdout?: string }) => error)
  expect(compiled.stdout).toBe('')
})

test('a check in which the new station is measured is taken, replayed and shown like every other', { timeout: 180_000 }, async () => {
  const tests = ['common/measure', 'server/service/checks/claimed', 'test/screens/booth-views', 'test/rooms.test.ts', 'test/reasons']
  const { stdout } = await run('vitest', 'run', '--project', 'unit', ...tests).catch((error: { stdout: string }) => error)
  const said = stripVTControlCharacters(stdout)
  expect(said).toMatch(/Tests\s+\d+ passed \(/)
  expect(said).toContain('dusk')
})
