import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { root } from '../setup/places.mjs'
import { takeFolder } from './folder.mjs'
import { forTerminal, startPart } from './part.mjs'
import { portFrom, portTroubles } from './ports.mjs'

let folder
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'roadfit-start-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Somebody who sits on a port. */
const sitting = async (host) => {
  const server = createServer()
  await new Promise((up) => server.listen(0, host, up))
  return { port: server.address().port, leave: () => new Promise((down) => server.close(down)) }
}

describe('ports', () => {
  test('come from their variable, or as they are; a variable that names none is said by name', () => {
    expect(portFrom({}, 'ROADFIT_PORT', 3000)).toBe(3000)
    expect(portFrom({ ROADFIT_PORT: '4000' }, 'ROADFIT_PORT', 3000)).toBe(4000)
    for (const wrong of ['x', '0', '70000', '-1', '30 00'])
      expect(() => portFrom({ ROADFIT_PORT: wrong }, 'ROADFIT_PORT', 3000)).toThrow('ROADFIT_PORT')
  })

  test.each(['127.0.0.1', '0.0.0.0', '::'])('in use on %s are found, with their variable', async (host) => {
    const { port, leave } = await sitting(host)
    const asked = [{ variable: 'ROADFIT_PORT', port, part: 'server' }]
    expect(await portTroubles(asked)).toEqual([expect.stringContaining(`Port ${port} (server, ROADFIT_PORT) is used`)])
    await leave()
    expect(await portTroubles(asked)).toEqual([])
  })

  test.each([6000, 10080, 6667])('at which browsers open no page are found: %i', async (port) => {
    const asked = [{ variable: 'ROADFIT_BOOTH_PORT', port, part: 'booth' }]
    expect(await portTroubles(asked)).toEqual([`ROADFIT_BOOTH_PORT names port ${port}, which browsers open for no page.`])
  })

  test('that two parts share are found', async () => {
    const { port, leave } = await sitting('127.0.0.1')
    await leave()
    const asked = ['ROADFIT_PORT', 'ROADFIT_BOOTH_PORT'].map((variable) => ({ variable, port, part: 'x' }))
    expect(await portTroubles(asked)).toEqual([`ROADFIT_BOOTH_PORT and ROADFIT_PORT both name port ${port}.`])
  })
})

test('npm start on a used port says so and what to do, and starts nothing', async () => {
  const { port, leave } = await sitting('127.0.0.1')
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], {
    env: { ...process.env, ROADFIT_PORT: String(port), ROADFIT_DATA: folder },
  })
  let said = ''
  child.stderr.on('data', (bytes) => (said += bytes))
  const code = await new Promise((end) => child.on('close', end))
  await leave()
  expect(code).toBe(1)
  expect(said).toContain(`Port ${port}`)
  expect(said).toContain('ROADFIT_PORT=4000 ROADFIT_BOOTH_PORT=4100 ROADFIT_CASE_PORT=4200')
})

describe('the data folder', () => {
  test('of the demonstration is marked when it is new, and taken again', () => {
    const place = join(folder, 'demo')
    expect(takeFolder(place)).toBeNull()
    expect(readFileSync(join(place, 'folder-kind'), 'utf8')).toBe('demonstration\n')
    writeFileSync(join(place, 'roadfit.sqlite'), '')
    expect(takeFolder(place)).toBeNull()
  })

  test.each([
    ['folder-kind', 'production\n', 'production'],
    ['folder-kind', '', 'unmarked'],
    ['roadfit.sqlite', '', 'unmarked'],
  ])('of somebody else is left as it is: %s %j', (name, content, why) => {
    writeFileSync(join(folder, name), content)
    expect(takeFolder(folder)).toBe(why)
    expect(readdirSync(folder)).toEqual([name])
  })

  test('that npm start may not use is told in both languages, and nothing is started or set up', async () => {
    writeFileSync(join(folder, 'roadfit.sqlite'), 'theirs')
    const ports = { ROADFIT_PORT: '42111', ROADFIT_BOOTH_PORT: '42112', ROADFIT_CASE_PORT: '42113' }
    const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], { env: { ...process.env, ...ports, ROADFIT_DATA: folder } })
    let said = ''
    child.stderr.on('data', (bytes) => (said += bytes))
    expect(await new Promise((end) => child.on('close', end))).toBe(1)
    expect(said).toContain(`The folder ${folder} is not empty`)
    expect(said).toContain(`目录 ${folder} 不是空的`)
    expect(readdirSync(folder)).toEqual(['roadfit.sqlite'])
  })
})

describe('a part', () => {
  /** Starts a little program as a part; `told` collects what it says. */
  const part = (source) => {
    const file = join(folder, 'part.mjs')
    writeFileSync(file, source)
    const told = { ready: [], end: null }
    let isReady
    const ready = new Promise((yes) => (isReady = yes))
    const started = startPart('part', [file], {
      env: {},
      logs: join(folder, 'logs'),
      onReady: (address) => {
        told.ready.push(address)
        isReady()
      },
      onEnd: (how) => (told.end = how),
    })
    return { ...started, told, ready }
  }

  test('is ready when it says so, ends when asked, and leaves a log', async () => {
    const { told, ready, stop } = part(
      `process.on('SIGTERM', () => process.exit(0)); console.log('ready http://x/'); setInterval(() => {}, 1000)`,
    )
    await ready
    await stop()
    expect(told).toEqual({ ready: ['http://x/'], end: 'ended with code 0' })
    expect(readFileSync(join(folder, 'logs/part.log'), 'utf8')).toBe('ready http://x/\n')
  })

  test('that dies is told of, with its last lines', async () => {
    const { told, ended, recent } = part(`console.log('one'); console.error('the reason'); process.exit(3)`)
    await ended
    expect(told.end).toBe('ended with code 3')
    expect(recent()).toContain('the reason')
  })

  test('that does not listen is killed, and its own children with it', async () => {
    const { told, ready, stop } = part(`
      import { spawn } from 'node:child_process'
      process.on('SIGTERM', () => {})
      const child = spawn('sleep', ['600'])
      console.log('ready ' + child.pid)
      setInterval(() => {}, 1000)`)
    await ready
    await stop()
    expect(told.end).toBe('ended by SIGKILL')
    await expect.poll(() => alive(Number(told.ready[0]))).toBe(false)
  })

  const alive = (pid) => {
    try {
      // A killed process that nobody has collected yet still has a number, but no command line.
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== ''
    } catch {
      return false
    }
  }
})

test('the terminal shows warnings, errors and what is no log record; the rest stays in the log', () => {
  expect(forTerminal('{"level":30,"msg":"listening"}', false)).toBe(null)
  expect(forTerminal('{"level":40,"msg":"the case is down"}', false)).toBe('the case is down')
  expect(forTerminal('{"level":50,"msg":"failed","err":{"message":"why"}}', false)).toBe('failed: why')
  expect(forTerminal('TypeError: x', true)).toBe('TypeError: x')
  expect(forTerminal('some chatter', false)).toBe(null)
})
