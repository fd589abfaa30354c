import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { BARE } from '../../bare-environment.ts'
import { copyGenuine } from './copies.ts'
import { genuineFolder } from './genuine.ts'
import { markAnew } from './marked.ts'

test('copies of a genuine check are sound in every part that verify compares', { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'roadfit-copies-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const genuine = await genuineFolder(folder)
  copyGenuine(folder, genuine, 3)
  await markAnew(genuine)
  const program = resolve(import.meta.dirname, '../../../server/verify.ts')
  const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', program, folder], {
    env: { ...BARE, LANG: 'C' },
  })
  expect(stdout).toContain('4 checks, 4 reports')
})
