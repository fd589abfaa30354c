import { execFileSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { DeviceKind } from '#protocol/device.ts'
import type { Attempt, Setup } from '#protocol/measurement.ts'
import type { CalibrationValue, Reading } from '#protocol/reading.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { AnyStation } from '#protocol/stations.ts'
import type { OfTrial } from '#protocol/still.ts'
import { text } from '#words/index.ts'
import { checkView } from '../../test/made-up/check.ts'
import { type OnBench, openBench } from '../bench/bench.ts'
import type { ForceReading } from '../families/force/driver.ts'
import type { HeightReading } from '../families/height/readings.ts'
import type { KeyDown } from '../families/keypad/driver.ts'
import { openCalibrations } from '../keep/calibrations.ts'
import { openKey } from '../keep/key.ts'
import { openSpool } from '../keep/spool.ts'
import type { LineState } from '../line/driver.ts'
import { openHand } from '../testing/test-line.ts'
import { openAttempts } from './attempts.ts'

const closing: (() => unknown)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

let ids = 0
const nextId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`

/** A booth with a pedal, a keypad and what measures heights, and what becomes of the attempts that the server issues. */
const openBooth = (heightModel = 'A02YYUW') => {
  const data = mkdtempSync(join(tmpdir(), 'roadfit-attempts-'))
  const key = openKey(data)
  const wall = () => new Date('2026-11-25T08:00:00.000Z')
  const calibrations = openCalibrations({ folder: join(data, 'calibrations'), key, ids: nextId, wall })
  const spool = openSpool(join(data, 'spool'))
  const [pedal, keypad, head] = [openHand<ForceReading>(), openHand<KeyDown>(), openHand<HeightReading>()]
  const devices: OnBench[] = [
    { name: 'pedals', model: 'force-board', kind: 'force', line: pedal.line },
    { name: 'keys', model: 'keypad', kind: 'keypad', line: keypad.line },
    { name: 'head', model: heightModel, kind: 'height', line: head.line },
  ]
  const refused: Refusal[] = []
  const faults: DeviceKind[] = []
  const values: (number | null)[] = []
  const stillsWanted: OfTrial[] = []
  const attempts = openAttempts({
    bench: openBench(devices, (kind) => calibrations.newest(kind) !== null, false),
    keep: { calibrations, spool, key },
    clockwork: { clock: () => performance.now(), wall, ids: nextId, pace: 0.02 },
    front: {
      stage() {},
      still: (of) => stillsWanted.push(of),
      refuse: (refusal) => refused.push(refusal),
      sign() {},
      isAsking: () => false,
    },
    server: { live() {}, value: ({ value }) => values.push(value), reading() {}, fault: (_, device) => faults.push(device) },
    log: { info() {}, error() {} },
  })
  closing.push(() => attempts.stop())
  const check = checkView()
  let issued = ''
  const issue = (station: AnyStation, setup: Setup, calibrations: string[]) => {
    const attempt: Attempt = { id: nextId(), check: check.id, station, number: 1, seed: '0'.repeat(32), setup, calibrations }
    issued = attempt.id
    return () => attempts.follow({ check, attempt })
  }
  /** The readings that wait for the server. */
  const readings = async (): Promise<Reading[]> => {
    const all: Reading[] = []
    await spool.deliver(async (reading) => (all.push(reading), { acknowledged: reading.id }))
    return all
  }
  const plug = (state: LineState) => pedal.become(state)
  const press = (millinewtons: number, how: Partial<ForceReading> = {}) => pedal.say({ cell: 'pedal-right', millinewtons, ...how })
  return {
    attempts,
    calibrations,
    spool,
    issue,
    issued: () => issued,
    press,
    plug,
    key: keypad.say,
    readings,
    refused,
    faults,
    values,
    stillsWanted,
  }
}

const legs = (...tasks: Extract<Setup, { procedure: 'limbs' }>['tasks']): Setup => ({ procedure: 'limbs', station: 'lower-limbs', tasks })
const force = (factor: number): CalibrationValue => ({ device: 'force', cells: [{ cell: 'pedal-right', zeroMn: 0, factor }] })
const LEVELS = { 500: 94, 1000: 94, 2000: 94, 4000: 94 }
const speakers: CalibrationValue = {
  device: 'speakers',
  transducer: 'loudspeakers',
  fullScaleDb: { left: LEVELS, right: LEVELS },
  microphoneDb: null,
}
const hearing: Setup = { procedure: 'hearing', aid: false, levelDb: 40, roveDb: 12 }

/** Holds the pedal until the attempt is over. */
const hold = async (booth: ReturnType<typeof openBooth>, millinewtons: number) =>
  vi.waitFor(
    () => {
      booth.press(millinewtons)
      expect(booth.attempts.busy()).toBe(false)
    },
    { interval: 2 },
  )
const peaks = (reading: Reading | undefined) =>
  reading?.trials.map(({ answer }) =>
    typeof answer === 'object' && 'force' in answer ? Math.max(...(answer.force ?? []).map(([, force]) => force)) : null,
  )

test.each([
  ['force cells', 'force', 'lower-limbs', legs('press-right-pedal'), force(1), force(2)],
  ['loudspeakers', 'speakers', 'hearing', hearing, speakers, speakers],
] as const)(
  'an attempt is not run when the %s were calibrated again after it was issued, and says so',
  async (_, device, station, setup, before, after) => {
    const booth = openBooth()
    const { id } = booth.calibrations.add(before)
    const follow = booth.issue(station, setup, [id])
    booth.calibrations.add(after)
    follow()
    expect(booth.attempts.busy()).toBe(false)
    expect(booth.refused).toEqual([refuse('calibration-replaced', { device })])
    // The server hears that nobody runs it, so that the station can be started again.
    expect(booth.faults).toEqual(['computer'])
    follow()
    expect(booth.refused).toHaveLength(1)
    expect(await booth.readings()).toEqual([])
  },
)

test('a task leaves the picture that the page gave when it was asked: the log names it, and it is sent beside the log', async () => {
  const booth = openBooth()
  booth.issue('upper-limbs', { procedure: 'limbs', station: 'upper-limbs', tasks: ['palms'] }, [])()
  const [wanted] = booth.stillsWanted
  expect(wanted).toEqual({ attempt: booth.issued(), index: 0 })
  const jpeg = Buffer.from('a picture').toString('base64')
  expect(booth.attempts.page(booth.issued(), 0, { sign: 'still', still: { camera: 'face', jpeg } })).toBe(true)
  booth.attempts.page(booth.issued(), 0, { sign: 'answer', answer: { done: 'done', force: null } })
  await vi.waitFor(() => expect(booth.attempts.busy()).toBe(false))
  const sent: string[][] = []
  await booth.spool.deliver(async (reading) => {
    sent.push(booth.spool.stillsOf(reading))
    // By `printf 'a picture' | sha256sum`.
    expect(reading.trials).toMatchObject([
      { still: { camera: 'face', digest: '92b2fa58028958317e408bd84ecfa70f5ee35b121991dbc232c49d166353708b' } },
    ])
    return { acknowledged: reading.id }
  })
  expect(sent).toEqual([[jpeg]])
})

test.each([
  ['A02YYUW', { device: 'height', floorMm: 2500, machine: true }],
  ['BCM-H10', { device: 'height', floorMm: 2300 }],
] as const)('by a calibration of another kind of device a %s measures no height, and says so', (model, value) => {
  const booth = openBooth(model)
  const { id } = booth.calibrations.add(value)
  const { device: _, ...floor } = value
  booth.issue('height', { procedure: 'height', ...floor, limitsMm: [] }, [id])()
  expect(booth.attempts.busy()).toBe(false)
  expect(booth.refused).toEqual([refuse('calibration-missing', { device: 'height' })])
  expect(booth.faults).toEqual(['computer'])
})

/** While `act` runs, the system lets this process write no file, as on a full disk. */
const onFullDisk = (act: () => void): void => {
  const limit = (...args: string[]) => execFileSync('prlimit', ['--pid', String(process.pid), ...args], { encoding: 'utf8' }).trim()
  const before = limit('--fsize', '--output=SOFT', '--noheadings', '--raw')
  limit('--fsize=0:')
  try {
    act()
  } finally {
    limit(`--fsize=${before}:`)
  }
}

test.each([
  [
    'height',
    { procedure: 'height', floorMm: 2500, machine: true, limitsMm: [] },
    { device: 'height', floorMm: 2500, machine: true },
    'BCM-H10',
  ],
  ['lower-limbs', legs('press-right-pedal'), force(1), 'A02YYUW'],
  ['hearing', hearing, speakers, 'A02YYUW'],
] satisfies [AnyStation, Setup, CalibrationValue, string][])(
  'on a full disk the booth refuses to begin %s, which it can’t journal, in words; when there is room it begins the next',
  (station, setup, calibration, model) => {
    const booth = openBooth(model)
    const { id } = booth.calibrations.add(calibration)
    onFullDisk(booth.issue(station, setup, [id]))
    expect(booth.attempts.busy()).toBe(false)
    expect(booth.refused).toEqual([refuse('spool-failed')])
    // The server hears that nobody runs it, so that the station can be started again.
    expect(booth.faults).toEqual(['computer'])
    booth.issue(station, setup, [id])()
    expect([booth.attempts.busy(), booth.refused.length]).toEqual([true, 1])
    expect([text.zh.refusals['spool-failed'], text.en.refusals['spool-failed']]).toEqual([
      expect.stringMatching(/无法保存.*工作人员.*磁盘/),
      expect.stringMatching(/cannot store.*staff.*disk/),
    ])
  },
)

test('an attempt that is there before its device, as after a restart, keeps what was measured and begins when the device comes', async () => {
  const booth = openBooth()
  const { id } = booth.calibrations.add(force(1))
  booth.plug('absent')
  const follow = booth.issue('lower-limbs', legs('press-right-pedal'), [id])
  booth.spool.journal(booth.issued(), { of: 'an earlier run' })
  follow()
  // What the server says meanwhile, again and again, changes nothing.
  booth.plug('silent')
  follow()
  expect([booth.attempts.busy(), booth.refused, booth.faults]).toEqual([false, [], []])
  expect(booth.spool.trials(booth.issued())).toEqual([{ of: 'an earlier run' }])
  booth.plug('alive')
  expect([booth.attempts.busy(), booth.refused, booth.faults]).toEqual([true, [], []])
})

test('an attempt whose device does not come within ten seconds of the agent’s start is over: the booth says why and the server hears of it', () => {
  vi.useFakeTimers()
  try {
    const booth = openBooth()
    const { id } = booth.calibrations.add(force(1))
    booth.plug('absent')
    const follow = booth.issue('lower-limbs', legs('press-right-pedal'), [id])
    follow()
    vi.advanceTimersByTime(9999)
    expect(booth.faults).toEqual([])
    vi.advanceTimersByTime(1)
    expect([booth.refused, booth.faults]).toEqual([[refuse('device-missing', { device: 'force' })], ['force']])
    // Nor does it begin later.
    booth.plug('alive')
    follow()
    expect(booth.attempts.busy()).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})

test('an attempt whose device is missing long after the agent’s start is over at once', () => {
  vi.useFakeTimers()
  try {
    const booth = openBooth()
    const { id } = booth.calibrations.add(force(1))
    booth.plug('absent')
    vi.advanceTimersByTime(10_000)
    booth.issue('lower-limbs', legs('press-right-pedal'), [id])()
    expect([booth.refused, booth.faults]).toEqual([[refuse('device-missing', { device: 'force' })], ['force']])
  } finally {
    vi.useRealTimers()
  }
})

test('an attempt that the server gave up while its device was awaited never begins', () => {
  const booth = openBooth()
  const { id } = booth.calibrations.add(force(1))
  booth.plug('absent')
  booth.issue('lower-limbs', legs('press-right-pedal'), [id])()
  booth.attempts.follow(null)
  booth.plug('alive')
  expect([booth.attempts.busy(), booth.refused, booth.faults]).toEqual([false, [], []])
})

test('what a stuck cell says is no press, however long it says it', async () => {
  const booth = openBooth()
  const { id } = booth.calibrations.add(force(1))
  booth.issue('lower-limbs', legs('press-right-pedal'), [id])()
  expect(booth.attempts.busy()).toBe(true)
  for (let n = 0; n < 40; n++) {
    booth.press(300_000, { resting: true })
    await new Promise((later) => setTimeout(later, 5))
  }
  expect([booth.values, booth.attempts.busy()]).toEqual([[], true])
  await hold(booth, 300_000)
})

test('what is calibrated while an attempt runs changes nothing of it: its log stands on what it names', async () => {
  const booth = openBooth()
  const { id } = booth.calibrations.add(force(2))
  booth.issue('lower-limbs', legs('press-right-pedal', 'press-right-pedal'), [id])()
  booth.press(0)
  booth.press(60_000)
  booth.calibrations.add(force(10))
  await hold(booth, 60_000)
  const [reading] = await booth.readings()
  expect(reading?.calibrations).toEqual([id])
  // A pedal that is held when a task begins is no zero of it.
  expect(peaks(reading)).toEqual([120_000, 120_000])
})

test('a task that its force cell ended names no keypad, one that a key ended does', async () => {
  const booth = openBooth()
  const { id } = booth.calibrations.add(force(1))
  booth.issue('lower-limbs', legs('press-right-pedal'), [id])()
  await hold(booth, 60_000)
  booth.issue('lower-limbs', legs('press-right-pedal', 'lift-left-foot'), [id])()
  await vi.waitFor(
    () => {
      booth.key({ key: 'ok', deviceMs: 0 })
      expect(booth.attempts.busy()).toBe(false)
    },
    { interval: 2 },
  )
  const readings = await booth.readings()
  expect(readings.map(({ devices, trials }) => [devices.map(({ kind }) => kind), trials.map(({ source }) => source)])).toEqual([
    [['force'], ['cell']],
    [
      ['force', 'keypad'],
      ['device', 'device'],
    ],
  ])
})

test('of a sensor’s values that come too soon after each other the doctor gets the first at once and the last a moment later', async () => {
  const booth = openBooth()
  const { id } = booth.calibrations.add(force(1))
  booth.issue('lower-limbs', legs('press-right-pedal'), [id])()
  for (const millinewtons of [0, 10_000, 20_000, 30_000]) booth.press(millinewtons)
  expect(booth.values).toEqual([0])
  await vi.waitFor(() => expect(booth.values).toEqual([0, 30_000]))
})

test('the journal of an attempt that the server has given up while the booth was dark does not stay on the disk', () => {
  const booth = openBooth()
  const dark = '00000000-0000-4000-8000-0000000000aa'
  booth.spool.journal(dark, { answeredAt: 1 })
  const { id } = booth.calibrations.add(force(1))
  const follow = booth.issue('lower-limbs', legs('press-right-pedal'), [id])
  follow()
  expect(booth.spool.trials(dark)).toEqual([])
  expect(booth.attempts.busy()).toBe(true)
  booth.spool.journal(dark, { answeredAt: 1 })
  booth.attempts.follow(null)
  expect(booth.spool.trials(dark)).toEqual([])
})

test('what a cell without a calibration says is no force', async () => {
  const booth = openBooth()
  const left: CalibrationValue = { device: 'force', cells: [{ cell: 'pedal-left', zeroMn: 0, factor: 1 }] }
  const { id } = booth.calibrations.add(left)
  booth.issue('lower-limbs', legs('press-right-pedal'), [id])()
  booth.press(60_000)
  booth.key({ key: 'no', deviceMs: 0 })
  await vi.waitFor(() => expect(booth.attempts.busy()).toBe(false))
  const [reading] = await booth.readings()
  expect(reading?.trials.map(({ answer }) => answer)).toEqual([{ done: 'cannot', force: [] }])
})

test('a page that floods the booth with pictures is heard no more often than one that looks as it should', async () => {
  const booth = openBooth()
  const screen: CalibrationValue = { device: 'screen', pitchMm: 0.1554, pathMm: 5000, mirrors: 0, luminance: 200, veil: 4, cameraMm: 700 }
  const { id } = booth.calibrations.add(screen)
  const setup: Setup = {
    procedure: 'acuity',
    version: 2,
    method: 'limits',
    eye: 'right',
    limits: [5],
    glasses: false,
    screen: { pitchMm: 0.1554, pathMm: 5000, mirrors: 0 },
    distance: { cameraMm: 700, mostOff: 0.03 },
  }
  booth.issue('acuity-right', setup, [id])()
  const attempt = booth.issued()
  const look = (spanPx: number | null) => booth.attempts.page(attempt, 0, { sign: 'eyes', spanPx })
  booth.attempts.page(attempt, 0, { sign: 'shown' })
  for (let n = 0; n < 1000; n += 1) expect(look(null)).toBe(true)
  // More than are needed for the mark, and all of them too many.
  for (let n = 0; n < 12; n += 1) look(90)
  expect(booth.spool.trials(attempt)).toEqual([])
  await vi.waitFor(
    () => {
      look(90)
      expect(booth.spool.trials(attempt)).toMatchObject([{ answer: { spanPx: 90 } }])
    },
    { interval: 100, timeout: 10_000 },
  )
})
