import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { check } from './check.mjs'
import { countsOf, failuresOf, sum } from './counts.mjs'
import { run } from './run.mjs'
import { setUpOrExit } from './setup.mjs'

/** One after the other; those of one line side by side. */
const RUNS = [
  // Most of their time they wait for a terminal, a program or a page: three at a time keep two cores busy.
  [{ title: 'code and screens', projects: ['unit', 'screens'], more: ['--maxWorkers=3'] }],
  // The whole product in its own processes, one journey at a time: they wait for one another more than they work. Meanwhile a browser
  // looks at the pages. Neither moves the other's lines on a terminal.
  [
    { title: 'journeys', projects: ['journey'], env: { CI: '1' } },
    { title: 'pages in every state', projects: ['pages'], env: { CI: '1' } },
  ],
]

const vitest = async ({ title, projects, more = [], env = {} }) => {
  process.stdout.write(`\n— ${title}\n`)
  const folder = mkdtempSync(join(tmpdir(), 'roadfit-test-'))
  const file = join(folder, 'report.json')
  try {
    const named = projects.flatMap((project) => ['--project', project])
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const code = await run('vitest', ['run', ...named, ...more, ...reporters], env)
    const report = reportIn(file)
    return { ...countsOf(report, code), failures: failuresOf(report, code, title) }
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
const all = [{ passed: checks.passed, failed: checks.failed.length, skipped: 0, failures: checks.failed.map((name) => `✗ ${name}`) }]
for (const together of RUNS) all.push(...(await Promise.all(together.map(vitest))))
const { passed, failed, skipped } = sum(all)
// What failed stands at the end, once more and by name: above it are thousands of lines.
for (const failure of all.flatMap(({ failures }) => failures)) process.stdout.write(`\n${failure}\n`)
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
process.exitCode = failed === 0 ? 0 : 1
