import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { text } from '#words/index.ts'

// A whole house in a process of its own, whose disk becomes full under it.

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'roadfit-full-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const HOUSE = join(import.meta.dirname, 'house.ts')
const run = (command: string, args: readonly string[]) => {
  const { stdout, stderr, status } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: folder },
    timeout: 80_000,
  })
  expect(status, stderr).toBe(0)
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<'before' | 'full' | 'after', Record<string, unknown>> & {
    errors: unknown[]
  }
}
/** A small disk in memory, seen by the command alone. Some systems let only their administrator make one. */
const OWN_DISK = ['--user', '--map-root-user', '--mount', 'sh', '-c', 'mount -t tmpfs -o size=24m tmpfs "$0" && exec "$@"', tmpdir()]
const mayMount = spawnSync('unshare', [...OWN_DISK, 'true']).status === 0

const WAYS = {
  'has no byte left (ENOSPC)': {
    cause: 'ENOSPC',
    skipped: mayMount ? null : 'this system gives its users no disk of their own (unshare --mount): the other way is tried alone',
    run: () => run('unshare', [...OWN_DISK.slice(0, -1), folder, process.execPath, HOUSE, folder, 'small-disk']),
  },
  'takes no write (EFBIG)': { cause: 'EFBIG', skipped: null, run: () => run(process.execPath, [HOUSE, folder, 'limit']) },
}

describe.each(Object.entries(WAYS))('a server whose disk %s', (_, way) => {
  test('is unready with the cause, refuses what it can’t keep, reads on, leaves nothing half written, and goes on when there is room', ({
    skip,
  }) => {
    if (way.skipped) skip(way.skipped)
    const { before, full, after, errors } = way.run()
    const reads = { check: 'done', paper: 200, photo: 200, verify: 200, greeting: 200, healthz: 200 }
    expect(full).toMatchObject({
      ready: { status: 503, ready: false, database: false, disk: false, cause: way.cause },
      signIn: { status: 507, said: 'disk-full' },
      writes: { sign: 'disk-full', picture: 'disk-full', card: 'disk-full' },
      reads,
      files: before['files'],
      versions: before['versions'],
    })
    expect(after).toMatchObject({
      ready: { status: 200, ready: true, cause: null },
      writes: { sign: 'done', picture: 'done', card: 'done' },
      signIn: { status: 200 },
      reads,
      unfinished: [],
    })
    expect(errors).toEqual([])
  })
})

test('whoever is refused reads the cause and what to do, in both languages', () => {
  expect(LANGUAGES.map((language) => text[language].refusals['disk-full'])).toEqual([
    expect.stringMatching(/磁盘已满.*\{cause\}.*没有保存.*联系管理员/),
    expect.stringMatching(/full.*\{cause\}.*not saved.*administrator/),
  ])
})
