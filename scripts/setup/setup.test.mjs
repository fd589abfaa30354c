import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { notIn } from './debian.mjs'
import { fits } from './packages.mjs'
import { digestOf, filesUnder } from './places.mjs'
import { alone, lastLines } from './step.mjs'
import { fetchRelease, keyOf, releaseUrl, starts } from './worker.mjs'

let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roadfit-setup-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

describe('the installed packages', () => {
  const entry = (version, more = {}) => ({ version, integrity: `sha512-${version}`, ...more })
  const lock = {
    packages: {
      '': { name: 'roadfit' },
      'node_modules/a': entry('1.0.0'),
      'node_modules/only-elsewhere': entry('2.0.0', { optional: true }),
    },
  }

  test('fit when each is there, those for other machines aside', () => {
    expect(fits(lock, { packages: { 'node_modules/a': entry('1.0.0') } })).toBe(true)
    expect(fits(lock, { packages: { 'node_modules/a': entry('1.0.0'), 'node_modules/only-elsewhere': entry('2.0.0') } })).toBe(true)
  })

  test('do not fit when one is missing, of another version, of other bytes, or too many', () => {
    expect(fits(lock, { packages: {} })).toBe(false)
    expect(fits(lock, { packages: { 'node_modules/a': entry('1.0.1') } })).toBe(false)
    expect(fits(lock, { packages: { 'node_modules/a': { ...entry('1.0.0'), integrity: 'sha512-other' } } })).toBe(false)
    expect(fits(lock, { packages: { 'node_modules/a': entry('1.0.0'), 'node_modules/b': entry('1.0.0') } })).toBe(false)
  })
})

test('Debian packages that are unknown, removed or half installed count as missing', () => {
  const listing = 'chromium installed\nsocat config-files\nopenssl half-configured\n'
  expect(notIn(listing, ['chromium', 'socat', 'openssl', 'fonts-hanazono'])).toEqual(['socat', 'openssl', 'fonts-hanazono'])
})

test('a digest changes with a byte and with a name, and not with the time of a file', () => {
  mkdirSync(join(folder, 'sub'))
  const write = (name, content) => writeFileSync(join(folder, name), content)
  const digest = () => digestOf(filesUnder(folder), folder)
  write('sub/a', 'one')
  const first = digest()
  write('sub/a', 'one')
  expect(digest()).toBe(first)
  write('sub/a', 'two')
  expect(digest()).not.toBe(first)
  rmSync(join(folder, 'sub/a'))
  write('sub/b', 'one')
  expect(digest()).not.toBe(first)
})

test('the last lines of an output are told, whatever ends its lines, without colours and call stacks', () => {
  expect(lastLines('a\nb\r\nc\rd\n\n', 3)).toBe('b\nc\nd')
  expect(lastLines('\u001b[31mError: why\u001b[39m\n    at f (x.js:1:1)\n    at g (y.js:2:2)\n', 3)).toBe('Error: why')
})

describe('the media worker', () => {
  /** A tar archive with a program of this exit code in it, as the release page has it. */
  const archive = (code) => {
    const binary = join(folder, 'mediasoup-worker')
    writeFileSync(binary, `#!/bin/sh\nexit ${code}\n`)
    chmodSync(binary, 0o755)
    execFileSync('tar', ['-czf', join(folder, 'worker.tgz'), '-C', folder, 'mediasoup-worker'])
    rmSync(binary)
    return readFileSync(join(folder, 'worker.tgz'))
  }
  const fetched = async (status, body) => {
    vi.stubEnv('ROADFIT_MEDIA_WORKER', '')
    vi.stubEnv('MEDIASOUP_WORKER_BIN', '')
    const server = createServer((_, response) => response.writeHead(status).end(body))
    await new Promise((up) => server.listen(0, '127.0.0.1', up))
    const place = join(folder, 'cache', 'mediasoup-worker')
    const there = await fetchRelease(`http://127.0.0.1:${server.address().port}/worker.tgz`, place)
    await new Promise((down) => server.close(down))
    return { there, kept: existsSync(place), left: filesUnder(join(folder, 'cache')) }
  }

  test('has another place for another version, machine or way of building', () => {
    const keys = [
      keyOf('3.27.1', 'x64', 'aaa'),
      keyOf('3.27.2', 'x64', 'aaa'),
      keyOf('3.27.1', 'arm64', 'aaa'),
      keyOf('3.27.1', 'x64', 'bbb'),
    ]
    expect(new Set(keys).size).toBe(4)
  })

  test('is looked for where mediasoup publishes it', () => {
    expect(releaseUrl('3.27.1', 'x64', '6.1.0-18-amd64')).toBe(
      'https://github.com/versatica/mediasoup/releases/download/3.27.1/mediasoup-worker-3.27.1-linux-x64-kernel6.tgz',
    )
  })

  test('is kept when it starts as a sound one does: without its parent, exit code 41', async () => {
    const { there, kept } = await fetched(200, archive(41))
    expect({ there, kept }).toEqual({ there: true, kept: true })
  })

  test.each([
    ['it starts otherwise', 200, () => archive(127)],
    ['it is no archive', 200, () => 'a page that says: please sign in'],
    ['there is none', 404, () => ''],
  ])('is not kept when %s, and nothing is left behind', async (_, status, body) => {
    expect(await fetched(status, body())).toEqual({ there: false, kept: false, left: [] })
  })

  test('does not start when it is not there', () => {
    expect(starts(join(folder, 'nothing'))).toBe(false)
  })
})

test('two set-ups never work at the same time', async () => {
  vi.stubEnv('XDG_CACHE_HOME', folder)
  const told = []
  const work = (name) =>
    alone(async () => {
      told.push(`${name} begins`)
      await new Promise((later) => setTimeout(later, 100))
      told.push(`${name} ends`)
    })
  await Promise.all([work('one'), work('two')])
  const [first, ...rest] = told.map((line) => line.split(' ')[0])
  expect(rest).toEqual([first, first === 'one' ? 'two' : 'one', first === 'one' ? 'two' : 'one'])
})
