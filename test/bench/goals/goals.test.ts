import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { missedOf } from './goals.ts'

const bench = join(import.meta.dirname, '..')

test.each([
  ['at most', { ratio: 1.5 }, { ratio: { most: 1.5 } }, []],
  ['above it', { ratio: 1.51 }, { ratio: { most: 1.5 } }, ['ratio']],
  ['at least', { measured: 0.99 }, { measured: { least: 0.99 } }, []],
  ['below it', { measured: 0.98 }, { measured: { least: 0.99 } }, ['measured']],
  ['no number', { ratio: Number.NaN }, { ratio: { most: 1 } }, ['ratio']],
  ['nothing', {}, { ratio: { least: 0 } }, ['ratio']],
])('a figure that is %s reaches its goal or misses it', (_, figures, goals, missed) => {
  expect(missedOf(figures, goals)).toEqual(missed)
})

test('a bench that misses a goal fails and says which', async () => {
  const source = `import { tell } from ${JSON.stringify(join(import.meta.dirname, 'goals.ts'))}; tell('one', { ratio: 2, lost: 0 }, { ratio: { most: 1 }, lost: { most: 0 } })`
  const failed = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', source])
  await expect(failed).rejects.toMatchObject({
    code: 1,
    stdout: '{"name":"one","ratio":2,"lost":0,"missed":["ratio"]}\n',
    stderr: expect.stringContaining('missed: ratio is 2, the goal is 1 at most\n'),
  })
})

// A bench that ended by itself would end well whatever it had measured.
test.each(globSync('*.ts', { cwd: bench }))('%s ends by telling its figures beside their goals', (file) => {
  const source = readFileSync(join(bench, file), 'utf8')
  expect(source).toMatch(/\btell\(\s*'[\w-]+',/)
  // Without a goal nothing can be missed.
  expect(source).not.toMatch(/,\s*\{\s*\},?\s*\)/)
  expect(source).not.toMatch(/process\.exit\(0\)|process\.exitCode/)
})
