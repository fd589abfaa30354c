import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check } from './check.mjs'
import { countsOf, sum } from './counts.mjs'
import { run } from './run.mjs'
import { setUpOrExit } from './setup.mjs'

const RUNS = [
  // Most of their time they wait for a terminal, a program or a page: two at a time.
  { title: 'code and screens', projects: ['unit', 'screens'], more: ['--maxWorkers=2'] },
  // The whole product in its own processes: alone, so that nothing else takes its time.
  { title: 'journeys', projects: ['journey'] },
]

const vitest = async ({ title, projects, more = [] }) => {
  process.stdout.write(`\n— ${title}\n`)
  const folder = mkdtempSync(join(tmpdir(), 'roadfit-test-'))
  const file = join(folder, 'report.json')
  try {
    const named = projects.flatMap((project) => ['--project', project])
    const code = await run('vitest', ['run', ...named, ...more, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`])
    return countsOf(reportIn(file), code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const reportIn = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

await setUpOrExit({ testing: true })
const checks = await check()
const all = [{ passed: checks.passed, failed: checks.failed.length, skipped: 0 }]
for (const one of RUNS) all.push(await vitest(one))
const { passed, failed, skipped } = sum(all)
if (checks.failed.length > 0) process.stdout.write(`\nFailed checks: ${checks.failed.join(', ')}\n`)
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
process.exitCode = failed === 0 ? 0 : 1
