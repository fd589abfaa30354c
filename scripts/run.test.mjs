import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { countsOf, failuresOf, sum } from './counts.mjs'
import { root } from './setup/places.mjs'

describe('run.mjs', () => {
  const started = (...args) => {
    const child = spawn(process.execPath, [join(root, 'scripts/run.mjs'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    child.stdout.on('data', (bytes) => (said += bytes))
    child.stderr.on('data', (bytes) => (said += bytes))
    return { child, ended: new Promise((end) => child.on('close', (code) => end({ code, said }))) }
  }

  test('runs a command with Node 24 and the media worker’s place, and ends with its code', async () => {
    const { ended } = started('node', '-e', 'console.log(process.version, process.env.ROADFIT_MEDIA_WORKER); process.exit(7)')
    const { code, said } = await ended
    expect(code).toBe(7)
    expect(said).toMatch(/^v24\.\S+ \/.+worker/)
  })

  test('passes a signal on and ends as the command ends', async () => {
    const { child, ended } = started(
      'node',
      '-e',
      `process.on('SIGTERM', () => process.exit(5)); setInterval(() => {}, 1000); console.log('up')`,
    )
    await new Promise((up) => child.stdout.once('data', up))
    child.kill('SIGTERM')
    expect((await ended).code).toBe(5)
  })

  test('says what to do when the command is not there', async () => {
    const { code, said } = await started('no-such-command').ended
    expect(code).toBe(127)
    expect(said).toContain('setup.mjs')
  })
})

describe('counting a run of tests', () => {
  const report = (more) => ({ numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0, testResults: [], ...more })

  test('takes the numbers of the report', () => {
    expect(countsOf(report(), 0)).toEqual({ passed: 3, failed: 0, skipped: 1 })
  })

  test('counts as a failure: no report, a file that did not load, an error outside of the tests, nothing run', () => {
    expect(countsOf(null, 0).failed).toBe(1)
    expect(countsOf(report({ testResults: [{ status: 'failed', assertionResults: [] }] }), 1).failed).toBe(1)
    expect(countsOf(report(), 1).failed).toBe(1)
    expect(countsOf(report({ numPassedTests: 0 }), 0).failed).toBe(1)
  })

  test('does not count a failed test’s file once more', () => {
    const file = { status: 'failed', assertionResults: [{ status: 'failed' }] }
    expect(countsOf(report({ numFailedTests: 1, testResults: [file] }), 1).failed).toBe(1)
  })

  test('names what failed: a test with its file and the beginning of its message, a file that did not load, a run that names nothing', () => {
    const long = Array.from({ length: 40 }, (_, line) => `line ${line}`).join('\n')
    const failed = {
      name: 'a.test.ts',
      status: 'failed',
      assertionResults: [{ status: 'failed', fullName: 'it stands', failureMessages: [long] }],
    }
    const broken = { name: 'b.test.ts', status: 'failed', message: 'no such module', assertionResults: [] }
    const [test, file] = failuresOf(report({ numFailedTests: 1, testResults: [failed, broken] }), 1, 'code')
    expect(test.split('\n').slice(0, 2)).toEqual(['✗ a.test.ts > it stands', '    line 0'])
    expect(test).not.toContain('line 39')
    expect(file).toBe('✗ b.test.ts > the file as a whole\n    no such module')
    expect(failuresOf(null, 137, 'pages')).toEqual([expect.stringContaining('pages: ended with code 137')])
    expect(failuresOf(report(), 0, 'code')).toEqual([])
  })

  test('adds runs up', () => {
    expect(sum([countsOf(report(), 0), countsOf(null, 1)])).toEqual({ passed: 3, failed: 1, skipped: 1 })
  })
})
