import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { mendFolder, writeWhole } from './disk.ts'

let folder = ''
const mask = process.umask()
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roadfit-disk-'))
})
afterEach(() => {
  process.umask(mask)
  rmSync(folder, { recursive: true, force: true })
})
const modeOf = (path: string) => statSync(join(folder, path)).mode & 0o777
const open = (path: string, text = 'x') => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
  chmodSync(join(folder, path), 0o644)
  chmodSync(dirname(join(folder, path)), 0o755)
}

const KEPT = ['data/key.pem', 'data/spool/journal/1.jsonl', 'data/spool/waiting/2.json', 'data/calibrations/height.json']

test('a booth’s data folder and all that lies in it are its owner’s alone, whatever they were before', () => {
  for (const path of [...KEPT, 'else/theirs']) open(path)
  symlinkSync(join(folder, 'else'), join(folder, 'data/linked'))
  chmodSync(join(folder, 'data/spool'), 0o755)
  expect(mendFolder(join(folder, 'data'))).toBe(0)
  for (const path of KEPT) expect(modeOf(path), path).toBe(0o600)
  for (const path of ['data', 'data/spool', 'data/spool/journal', 'data/spool/waiting', 'data/calibrations'])
    expect(modeOf(path), path).toBe(0o700)
  expect([modeOf('else'), modeOf('else/theirs')]).toEqual([0o755, 0o644])
  // What another library writes while the agent runs.
  writeFileSync(join(folder, 'data/later'), 'x', { mode: 0o666 })
  expect(modeOf('data/later')).toBe(0o600)
})

test('half-written files are swept at the start of a booth, in every folder, and nothing else', () => {
  for (const path of KEPT) open(path)
  for (const path of KEPT) open(`${path}.new`, 'ha')
  expect(mendFolder(join(folder, 'data'))).toBe(KEPT.length)
  for (const path of KEPT) expect([existsSync(join(folder, path)), existsSync(join(folder, `${path}.new`))], path).toEqual([true, false])
})

test('a disk that takes a part of a file leaves the old one whole, and no half one beside it', () => {
  const place = join(folder, 'reading.json')
  writeWhole(place, 'old')
  const script = `import { writeWhole } from ${JSON.stringify(new URL('disk.ts', import.meta.url).href)}
    try { writeWhole(${JSON.stringify(place)}, 'n'.repeat(5000)); console.log('written') } catch (error) { console.log(error.code) }`
  const { stdout } = spawnSync('prlimit', ['--fsize=1000', process.execPath, '--input-type=module', '-e', script], { encoding: 'utf8' })
  expect(stdout.trim()).toBe('EFBIG')
  expect(readFileSync(place, 'utf8')).toBe('old')
  expect(readdirSync(folder)).toEqual(['reading.json'])
})
