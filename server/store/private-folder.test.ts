import { chmod, mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openFiles, sweepFiles } from './files.ts'
import { keepPrivate, keepPrivateBelow } from './private-folder.ts'

let folder = ''
const mask = process.umask()
afterEach(async () => {
  process.umask(mask)
  await rm(folder, { recursive: true, force: true })
})
const modeOf = async (...path: string[]) => (await stat(join(folder, ...path))).mode & 0o777

test('a data folder and what lies in it are the owner’s alone, whatever they were before', async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadfit-private-'))
  await chmod(folder, 0o755)
  await mkdir(join(folder, 'files'), { mode: 0o755 })
  for (const name of ['roadfit.sqlite', 'roadfit.sqlite-wal', 'roadfit.sqlite-shm', 'lock'])
    await writeFile(join(folder, name), 'x', { mode: 0o644 })
  await keepPrivate(folder)
  expect(await modeOf()).toBe(0o700)
  expect(await modeOf('files')).toBe(0o700)
  for (const name of ['roadfit.sqlite', 'roadfit.sqlite-wal', 'roadfit.sqlite-shm', 'lock']) expect(await modeOf(name)).toBe(0o600)
  // What SQLite makes new while the server runs.
  await writeFile(join(folder, 'roadfit.sqlite-journal'), 'x', { mode: 0o644 })
  expect(await modeOf('roadfit.sqlite-journal')).toBe(0o600)
})

test('what lies deeper is the owner’s alone too, whatever it was before, and what a link leads to stays as it is', async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadfit-private-'))
  for (const path of ['data/files/ab', 'data/seal', 'data/logs', 'else']) {
    await mkdir(join(folder, path), { recursive: true })
    for (let at = path; at !== '.'; at = dirname(at)) await chmod(join(folder, at), 0o755)
  }
  const names = ['data/files/ab/paper', 'data/seal/seal.key', 'data/logs/server.log', 'else/theirs']
  for (const name of names) {
    await writeFile(join(folder, name), 'x')
    await chmod(join(folder, name), 0o644)
  }
  await symlink(join(folder, 'else/theirs'), join(folder, 'data/logs/link'))
  await symlink(join(folder, 'else'), join(folder, 'data/linked'))
  await keepPrivateBelow(join(folder, 'data'))
  for (const path of ['data/files', 'data/files/ab', 'data/seal', 'data/logs']) expect(await modeOf(path), path).toBe(0o700)
  for (const name of names.slice(0, 3)) expect(await modeOf(name), name).toBe(0o600)
  expect(await modeOf('else')).toBe(0o755)
  expect(await modeOf('else/theirs')).toBe(0o644)
})

test('half-written files of an earlier run are swept at the start, and nothing else; a probe writes and leaves nothing', async () => {
  folder = await mkdtemp(join(tmpdir(), 'roadfit-swept-'))
  const files = openFiles(folder)
  const kept = await files.put(new Uint8Array([1, 2, 3]))
  await writeFile(join(folder, `${'ab'.repeat(32)}.00000000-0000-4000-8000-000000000001`), 'half')
  await writeFile(join(folder, 'a-note-of-somebody.txt'), 'x')
  expect(await sweepFiles(folder)).toBe(1)
  expect(await files.bytes(kept)).toEqual(Buffer.from([1, 2, 3]))
  expect(await files.probe()).toBeNull()
  expect((await readdir(folder)).toSorted()).toEqual(['a-note-of-somebody.txt', kept.slice(0, 2)].toSorted())
  // A place that takes no file: a name that is one already.
  expect(await openFiles(join(folder, 'a-note-of-somebody.txt')).probe()).toBe('EEXIST')
})
