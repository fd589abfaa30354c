import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { AnyImitated } from '../families/model.ts'
import { registry } from '../families/registry.ts'
import { openPty, type Pty } from '../simulate/pty.ts'
import { seeded } from '../testing/fuzz.ts'

// The command as its own process, on real terminals, without the booth's program and beside it.

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close()
})

const pages = () => {
  const folder = mkdtempSync(join(tmpdir(), 'roadfit-pages-'))
  for (const part of ['booth', 'assets']) mkdirSync(join(folder, part))
  return folder
}

/** A booth with a height head and two force boards, of pedals and of grips, at the ends of real terminals, and whoever works in it. */
const openBooth = async () => {
  const data = mkdtempSync(join(tmpdir(), 'roadfit-command-'))
  const cables: Record<string, Pty> = {}
  const simulators: AnyImitated[] = []
  for (const [name, model, settings] of [
    ['head', 'A02YYUW', {}],
    ['pedals', 'force-board', {}],
    ['grips', 'force-board', { cells: ['grip-left', 'grip-right'] }],
  ] as const) {
    const cable = await openPty(name)
    const made = registry[model]
    if (!made) throw new Error(model)
    const imitated = made.imitate(settings, { wire: cable.wire, random: seeded(5), clock: () => performance.now(), pace: 2, floorMm: 2304 })
    simulators.push(imitated)
    cables[name] = cable
    closing.push(cable.close, imitated.simulator.stop)
  }
  const devices = {
    head: { model: 'A02YYUW', port: { path: cables['head']?.path } },
    pedals: { model: 'force-board', port: { path: cables['pedals']?.path } },
    grips: { model: 'force-board', port: { path: cables['grips']?.path } },
  }
  writeFileSync(join(data, 'booth.json'), JSON.stringify({ devices }))
  const env = {
    ...process.env,
    LANG: 'en_US.UTF-8',
    LC_ALL: '',
    ROADFIT_BOOTH_DATA: data,
    ROADFIT_BOOTH_PORT: '0',
    ROADFIT_BOOTH_STATIC: pages(),
    ROADFIT_SERVER: 'http://127.0.0.1:2',
  }
  const startIn = (environment: Readonly<Record<string, string>>, ...args: string[]) => {
    const child = spawn(process.execPath, args, { env: { ...env, ...environment } })
    let said = ''
    child.stdout.on('data', (part: Buffer) => (said += part.toString()))
    child.stderr.on('data', (part: Buffer) => (said += part.toString()))
    const ended = new Promise<number | null>((exit) => child.once('exit', exit))
    closing.push(() => child.kill('SIGKILL'))
    return { child, ended, said: () => said }
  }
  const command = (...args: string[]) => startIn({}, 'devices/command/main.ts', ...args)
  /** The booth's program, on any free port or on this one. */
  const start = async (port = '0') => {
    const program = startIn({ ROADFIT_BOOTH_PORT: port }, 'devices/main.ts')
    await says(program, /^ready http/m)
    return { ...program, port: new URL(/^ready (.*)$/m.exec(program.said())?.[1] ?? '').port }
  }
  return { data, start, command, simulators }
}

type Started = ReturnType<Awaited<ReturnType<typeof openBooth>>['command']>
const says = (started: Started, words: RegExp | string) =>
  vi.waitFor(() => (typeof words === 'string' ? expect(started.said()).toContain(words) : expect(started.said()).toMatch(words)))
/** Answers questions as they are asked. */
const converse = async (started: Started, talk: readonly (readonly [question: string, answer: string, act?: () => void])[]) => {
  for (const [question, answer, act] of talk) {
    await says(started, question)
    act?.()
    // Somebody needs a moment to do what was asked.
    await new Promise((moment) => setTimeout(moment, 400))
    started.child.stdin.write(`${answer}\n`)
  }
}

test('without the booth’s program: lists devices, watches one, calibrates height and force, and tests', { timeout: 120_000 }, async () => {
  const { command, simulators } = await openBooth()
  const list = command('devices')
  expect(await list.ended).toBe(0)
  expect(list.said()).toMatch(/not running/)
  expect(list.said()).toMatch(/head\s+A02YYUW\s+works/)
  expect(list.said()).toMatch(/pedals\s+force-board\s+works.*never calibrated/)

  const watching = command('watch', 'head')
  await says(watching, /\d+\.\d{3} {2}FF 0[89] [0-9A-F]{2} [0-9A-F]{2} {2}\{"mm":230\d\}/)
  watching.child.kill('SIGINT')
  expect(await watching.ended).toBe(0)

  const [head, pedals, grips] = simulators
  const calibrating = command('calibrate', 'head')
  await converse(calibrating, [
    ['Use a tape to measure', '230'],
    ['too small', '2300'],
    ['measure the empty floor', ''],
    ['Stand a rod of known length', '1750', () => head?.kind === 'height' && head.simulator.stand(1750)],
    ['When the rod is in place', ''],
  ])
  expect([await calibrating.ended, calibrating.said()]).toEqual([0, expect.stringContaining('valid until')])
  if (head?.kind === 'height') head.simulator.stand(null)

  const press = (mn: number) => pedals?.kind === 'force' && pedals.simulator.press('pedal-left', mn)
  const grip = (mn: number) => grips?.kind === 'force' && grips.simulator.press('grip-left', mn)
  const weighing = command('calibrate', 'pedals')
  await converse(weighing, [
    ['will have no calibration: pedal-left, pedal-right, grip-left, grip-right ', 'pedal-left, grip-left'],
    ['left pedal: don’t touch it', ''],
    ['left pedal: put a known weight', '20', () => press(190_000)],
    ['left pedal: when the weight is in place', ''],
    // The other board's cell, in the same go.
    ['left grip: don’t touch it', ''],
    ['left grip: put a known weight', '20', () => grip(190_000)],
    ['left grip: when the weight is in place', ''],
  ])
  expect([await weighing.ended, weighing.said()]).toEqual([0, expect.stringContaining('valid until')])

  const testing = command('selftest')
  // Screen and loudspeakers were never calibrated, and there is no server.
  expect(await testing.ended).toBe(1)
  expect(testing.said()).toMatch(/good\s+head\s+Device\s+It answers/)
  expect(testing.said()).toMatch(/good\s+head\s+Empty floor\s+The floor is 230\d mm away/)
  expect(testing.said()).toMatch(/good\s+Force sensors\s+Calibration/)
  expect(testing.said()).toMatch(/fault\s+Test screen\s+Calibration\s+It was never calibrated/)
  expect(testing.said()).toMatch(/fault\s+Server/)
})

test('beside the booth’s program it asks that, and a calibration of a sensor that hangs wrong is refused in words', {
  timeout: 120_000,
}, async () => {
  const { command, start } = await openBooth()
  await start()
  const list = command('devices')
  expect(await list.ended).toBe(0)
  expect(list.said()).not.toMatch(/not running/)
  await vi.waitFor(async () => {
    const again = command('devices')
    await again.ended
    expect(again.said()).toMatch(/head\s+A02YYUW\s+works/)
  })
  const calibrating = command('calibrate', 'head')
  await converse(calibrating, [
    ['Use a tape to measure', '2100'],
    ['measure the empty floor', ''],
    ['Stand a rod of known length', '1750'],
    ['When the rod is in place', ''],
  ])
  expect(await calibrating.ended).toBe(1)
  expect(calibrating.said()).toMatch(/measured 230\d mm to the floor, the tape 2100 mm/)
  expect([await command('watch', 'nothing').ended, await command('calibrate', 'cameras').ended, await command().ended]).toEqual([1, 1, 2])
  const coding = command('code')
  expect(await coding.ended).toBe(0)
  expect(coding.said()).toMatch(/code: \d{8}/)
})

test('two commands at once both ask the booth’s program: its ports and its count of what it signs are its own', {
  timeout: 60_000,
}, async () => {
  const { data, command, start } = await openBooth()
  await start()
  // As another command leaves it: its address is used, and the next one isn't written yet.
  const file = join(data, 'launch.json')
  const used = readFileSync(file, 'utf8')
  const { service }: { service: string } = JSON.parse(used)
  await fetch(service, { redirect: 'manual' })
  const next = readFileSync(file, 'utf8')
  writeFileSync(file, used)
  const list = command('devices')
  await new Promise((later) => setTimeout(later, 1500))
  writeFileSync(file, next)
  expect(await list.ended).toBe(0)
  expect(list.said()).not.toMatch(/not running/)
})

test('what is watched goes on, with a word in between, when the booth’s program is started again or was killed', {
  timeout: 120_000,
}, async () => {
  const { command, start } = await openBooth()
  let program = await start()
  const watching = command('watch', 'head')
  const frame = /FF 0[89] [0-9A-F]{2} [0-9A-F]{2} {2}\{"mm":230\d\}/
  await says(watching, frame)
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const before = watching.said().length
    const since = () => watching.said().slice(before)
    program.child.kill(signal)
    await program.ended
    await vi.waitFor(() => expect(since()).toContain('has stopped'))
    program = await start(program.port)
    await vi.waitFor(() => expect(since().split('has stopped')[1]).toMatch(frame))
    expect(since().match(/has stopped/g)).toHaveLength(1)
  }
  watching.child.kill('SIGINT')
  expect(await watching.ended).toBe(0)
})

/** What a program says that ends by itself, in a terminal of this language. */
const saidIn = (program: string, environment: Readonly<Record<string, string>>) => {
  const { LC_MESSAGES: _, ...others } = process.env
  const env = { ...others, LC_ALL: '', ROADFIT_BOOTH_PORT: '0', ROADFIT_BOOTH_STATIC: pages(), ...environment }
  const { status, stderr } = spawnSync(process.execPath, program.split(' '), { env, encoding: 'utf8', timeout: 30_000 })
  return { status, lines: stderr.trimEnd().split('\n') }
}

test.each([
  ['zh_CN.UTF-8', '用法：roadfit-booth'],
  ['C', 'usage: roadfit-booth'],
])('in a terminal of %s the command speaks its language', (LANG, usage) => {
  expect(saidIn('devices/command/main.ts help', { LANG }).lines[0]).toContain(usage)
})

test.each(['devices/main.ts', 'devices/command/main.ts run', 'devices/command/main.ts code'])(
  '%s tells each fault of booth.json with file and line, in the terminal’s language',
  { timeout: 60_000 },
  (program) => {
    const data = mkdtempSync(join(tmpdir(), 'roadfit-wrong-'))
    const head = '"head": {\n    "model": "A02-YYUW",\n    "port": { "path": "/dev/ttyUSB0" }\n  }'
    writeFileSync(
      join(data, 'booth.json'),
      `{ "devices": {\n  ${head},\n  "keys": { "model": 7, "port": { "byId": "k" }, "sound": 1 }\n} }`,
    )
    const file = join(data, 'booth.json')
    const wrong = { ROADFIT_BOOTH_DATA: data, ROADFIT_PACE: 'fast' }
    expect(saidIn(program, { ...wrong, LANG: 'zh_CN.UTF-8' })).toEqual({
      status: 2,
      lines: [
        'ROADFIT_PACE 必须是 0.001 到 10 之间的数。',
        expect.stringMatching(new RegExp(`^ROADFIT_BOOTH_DATA ${file}:4 /devices/head/port/path 必须是名称不变的端口：.*serialNumber。$`)),
        `ROADFIT_BOOTH_DATA ${file}:6 /devices/keys/sound 这里没有这一项。请删除，或检查拼写。`,
        `ROADFIT_BOOTH_DATA ${file}:6 /devices/keys/model 必须是 string。`,
      ],
    })
    expect(saidIn(program, { ...wrong, LANG: 'C' })).toEqual({
      status: 2,
      lines: [
        'ROADFIT_PACE must be a number from 0.001 to 10.',
        expect.stringMatching(new RegExp(`^ROADFIT_BOOTH_DATA ${file}:4 /devices/head/port/path must be a port that keeps its name: `)),
        `ROADFIT_BOOTH_DATA ${file}:6 /devices/keys/sound is not known here. Remove it, or check how it is spelt.`,
        `ROADFIT_BOOTH_DATA ${file}:6 /devices/keys/model must be string.`,
      ],
    })
    // Right by its form: now the models are looked up.
    writeFileSync(file, `{ "devices": {\n  "head": { "port": { "byId": "h" },\n    "model": "A02-YYUW" } } }`)
    const line = `ROADFIT_BOOTH_DATA ${file}:3 /devices/head/model`
    expect(saidIn(program, { ROADFIT_BOOTH_DATA: data, LANG: 'zh_CN.UTF-8' }).lines).toEqual([
      `${line} 是 A02-YYUW，本程序没有这个型号。请改写为 A02YYUW。`,
    ])
  },
)

test('a booth whose port another program has says so in the terminal’s language', async () => {
  const taken = createServer()
  await new Promise<void>((up) => taken.listen(0, '127.0.0.1', up))
  closing.push(() => new Promise((down) => taken.close(down)))
  const address = taken.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const data = mkdtempSync(join(tmpdir(), 'roadfit-taken-'))
  writeFileSync(join(data, 'booth.json'), '{ "devices": {} }')
  const settings = { ROADFIT_BOOTH_DATA: data, ROADFIT_BOOTH_PORT: String(port), ROADFIT_SERVER: 'http://127.0.0.1:2' }
  const said = (LANG: string) => saidIn('devices/main.ts', { ...settings, LANG }).lines.filter((line) => !line.startsWith('{'))
  expect(said('zh_CN.UTF-8')).toEqual([`端口 ${port} 已被占用，可能是另一个 Roadfit。请结束它，或用 ROADFIT_BOOTH_PORT 换一个端口。`])
  expect(said('C')).toEqual([expect.stringMatching(`^Port ${port} is already used, .* ROADFIT_BOOTH_PORT `)])
})
