import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { lifeDays } from '#measure/calibration.ts'
import { replay } from '#measure/index.ts'
import type { Setup } from '#protocol/measurement.ts'
import type { Reading } from '#protocol/reading.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { CalibrationWork, TestRow } from '#protocol/service.ts'
import type { Cell } from '#protocol/station.ts'
import { checkView } from '../../test/made-up/check.ts'
import { openAttempts } from '../attempt/attempts.ts'
import { openBench } from '../bench/bench.ts'
import { plugged } from '../bench/plugged.ts'
import { registry } from '../families/registry.ts'
import { openCalibrations } from '../keep/calibrations.ts'
import { openKey } from '../keep/key.ts'
import { openSpool } from '../keep/spool.ts'
import { selfTest } from '../service/selftest.ts'
import { openService } from '../service/service.ts'
import { openPty } from '../simulate/pty.ts'
import { seeded } from './fuzz.ts'

// What measures height or force, from its installer's tape, rod and load to a signed reading, each on a real terminal.

const clock = () => performance.now()
const wall = () => new Date('2026-11-25T08:00:00.000Z')
let ids = 0
const nextId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`

/** A booth whose only device is this one, seven times as quick as a real one. */
const openBooth = async (model: string, settings: object, onTestFinished: (clear: () => Promise<void>) => void) => {
  const made = registry[model]
  if (!made) throw new Error(`no model ${model}`)
  const cable = await openPty('installed')
  const imitated = made.imitate(settings, { wire: cable.wire, random: seeded(7), clock, pace: 7, floorMm: 2300 })
  const port = { path: cable.path, byId: null, byPath: null, serialNumber: 'M1', vendorId: null, productId: null }
  const devices = plugged([{ name: 'device', model, made, port: { serialNumber: 'M1' }, settings }], async () => [port], { clock })
  const data = mkdtempSync(join(tmpdir(), 'roadfit-installed-'))
  const key = openKey(data)
  const calibrations = openCalibrations({ folder: join(data, 'calibrations'), key, ids: nextId, wall })
  const spool = openSpool(join(data, 'spool'))
  let index = 0
  const bench = openBench(devices, () => false, false)
  const nothing = () => {}
  const attempts = openAttempts({
    bench,
    keep: { calibrations, spool, key },
    clockwork: { clock, wall, ids: nextId, pace: 0.1 },
    front: { stage: (stage) => (index = stage?.index ?? index), still: nothing, refuse: nothing, sign: nothing, isAsking: () => false },
    server: { live: nothing, value: nothing, reading: nothing, fault: nothing },
    log: { info: nothing, error: nothing },
  })
  const tested = {
    calibration: calibrations.standing,
    aside: () => [],
    disk: () => null,
    connected: () => true,
    serverTime: async () => wall(),
    wall,
  }
  const { handlers, close } = openService({
    ...tested,
    bench,
    simulated: false,
    listing: async () => [port],
    models: registry,
    measuring: () => attempts.measuring(),
    clock,
    calibrate: async (value) => {
      const { at, expiresAt } = calibrations.add(value)
      return { at, expiresAt, expired: false }
    },
  }).open(nothing)
  onTestFinished(async () => {
    attempts.stop()
    close()
    simulator.stop()
    await bench.close()
    await cable.close()
  })
  await vi.waitFor(() => expect(devices[0]?.line.state).toBe('alive'))
  const { simulator } = imitated
  const stand = (mm: number | null) => imitated.kind === 'height' && imitated.simulator.stand(mm)
  const press = (cell: Cell, newtons: number) => imitated.kind === 'force' && imitated.simulator.press(cell, newtons * 1000)
  /** What the installer's pages ask while somebody lays something under or on it. */
  const measure = async (cell: Cell | null) => given(await handlers['service:measure']({ name: 'device', cell }, null))
  const calibrate = async (work: CalibrationWork) => {
    given(await handlers['service:calibrate'](work, null))
    const [made] = calibrations.all()
    if (!made) throw new Error('no calibration')
    return made
  }
  /** The server's demand of a station, with the calibration that it has. */
  const begin = (station: 'height' | 'lower-limbs', setup: Setup, calibration: string) => {
    const check = checkView()
    const attempt = { id: nextId(), check: check.id, station, number: 1, seed: '0'.repeat(32), setup, calibrations: [calibration] }
    attempts.follow({ check, attempt })
    return attempt.id
  }
  /** The signed reading's trials and what they come to. */
  const finished = async (setup: Setup) => {
    await vi.waitFor(() => expect(attempts.busy()).toBe(false))
    const readings: Reading[] = []
    await spool.deliver(async (reading) => (readings.push(reading), { acknowledged: reading.id }))
    const trials = readings[0]?.trials ?? []
    return { sources: trials.map(({ source }) => source), replayed: replay(setup, '0'.repeat(32), trials) }
  }
  const selftest = () => selfTest({ devices, ...tested })
  return { handlers, attempts, stand, press, selftest, measure, calibrate, begin, finished, index: () => index }
}

const given = <T>(answer: T | Refusal): T => {
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer
}

/** Until the driver's step is over, which is the `step`th. */
const stepped = (booth: Awaited<ReturnType<typeof openBooth>>, step: number) => vi.waitFor(() => expect(booth.index()).toBe(step))
const found = async (booth: Awaited<ReturnType<typeof openBooth>>, row: TestRow['row']) =>
  (await booth.selftest()).rows.filter((one) => one.row === row).map((one) => one.found)

test.concurrent.for([
  ['A02YYUW', {}],
  ['US-100', {}],
  ['URM', {}],
] as const)(
  '%s: is calibrated by tape and rod, finds its floor again, and measures somebody',
  { timeout: 60_000 },
  async ([model, settings], { onTestFinished }) => {
    const booth = await openBooth(model, settings, onTestFinished)
    const empty = await booth.measure(null)
    booth.stand(1500)
    const under = await booth.measure(null)
    booth.stand(null)
    const work = { device: 'height' as const, tapeMm: 2300, emptyMm: empty.median, rodMm: 1500, underRodMm: under.median }
    const { id, value } = await booth.calibrate(work)
    if (value.device !== 'height') throw new Error('no height')
    expect(await found(booth, 'floor')).toEqual(['floor-as-taped'])

    const setup: Setup = { procedure: 'height', floorMm: value.floorMm, limitsMm: [] }
    booth.begin('height', setup, id)
    booth.stand(1720)
    await stepped(booth, 1)
    booth.stand(null)
    await stepped(booth, 2)
    booth.stand(1720)
    const { sources, replayed } = await booth.finished(setup)
    expect(sources).toEqual(['device', 'device', 'device'])
    expect(replayed).toMatchObject({ score: { outcome: 'measured', cm: 172 } })
  },
)

test.concurrent.for([
  ['BCM-H10', { device: 0x64, func: 0x35 }, 'device'],
  ['height-line', { ask: 'W' }, 'device'],
  // A machine that isn't asked never says that nobody is there: the driver does.
  ['height-line', {}, 'touch'],
] as const)(
  '%s (%j): is calibrated by a rod alone, and measures somebody',
  { timeout: 60_000 },
  async ([model, settings, leaves], { onTestFinished }) => {
    const booth = await openBooth(model, settings, onTestFinished)
    expect(given(await booth.handlers['service:view']({}, null)).devices[0]).toMatchObject({ machine: true, calibration: null })
    const measured = booth.measure(null)
    booth.stand(1500)
    const said = await measured
    expect(Math.abs(said.median - 1500)).toBeLessThanOrEqual(2)
    expect(said).toMatchObject({ spread: 0, samples: 1 })
    const { id, value } = await booth.calibrate({ device: 'height-machine', rodMm: 1500, saidMm: said.median })
    if (value.device !== 'height') throw new Error('no height')
    booth.stand(null)
    // It has no floor that could have moved.
    expect(await found(booth, 'floor')).toEqual([])

    const setup: Setup = { procedure: 'height', floorMm: value.floorMm, machine: true, limitsMm: [] }
    const attempt = booth.begin('height', setup, id)
    booth.stand(1720)
    await stepped(booth, 1)
    booth.stand(null)
    if (leaves === 'touch') booth.attempts.page(attempt, 1, { sign: 'answer', answer: { step: 'step-off' } })
    await stepped(booth, 2)
    booth.stand(1720)
    const { sources, replayed } = await booth.finished(setup)
    expect(sources).toEqual(['device', leaves, 'device'])
    expect(replayed).toMatchObject({ score: { outcome: 'measured', cm: 172 } })
  },
)

const PEDALS = ['pedal-left', 'pedal-right'] as const
test.concurrent.for([
  ['force-board', {}],
  ['modbus-force', registry['modbus-force']?.example ?? {}],
] as const)(
  '%s: each pedal is calibrated by a load, and measures who presses',
  { timeout: 60_000 },
  async ([model, settings], { onTestFinished }) => {
    const booth = await openBooth(model, settings, onTestFinished)
    const cells: Extract<CalibrationWork, { device: 'force' }>['cells'] = []
    for (const cell of PEDALS) {
      const empty = await booth.measure(cell)
      booth.press(cell, 196.133)
      await vi.waitFor(async () => expect((await booth.measure(cell)).median).toBeGreaterThan(190_000))
      const loaded = await booth.measure(cell)
      booth.press(cell, 0)
      cells.push({ cell, emptyMn: empty.median, loadMn: 196_133, loadedMn: loaded.median })
    }
    const { id } = await booth.calibrate({ device: 'force', cells })

    const setup: Setup = { procedure: 'limbs', station: 'lower-limbs', tasks: ['press-left-pedal', 'press-right-pedal'] }
    booth.begin('lower-limbs', setup, id)
    for (const [at, cell] of PEDALS.entries()) {
      booth.press(cell, 250)
      if (at === 0) await stepped(booth, 1)
      else await vi.waitFor(() => expect(booth.attempts.busy()).toBe(false))
      booth.press(cell, 0)
    }
    const { sources, replayed } = await booth.finished(setup)
    expect(sources).toEqual(['cell', 'cell'])
    const pressed = { done: 'done', peakN: expect.closeTo(250, -0.3) }
    expect(replayed).toMatchObject({ score: { tasks: [pressed, pressed], hint: 'as-expected' } })
  },
)

test('a whole machine’s calibration holds for half a year, since no booth can tare it', () => {
  expect(lifeDays({ device: 'height', floorMm: 2500, machine: true })).toBe(180)
  expect(lifeDays({ device: 'height', floorMm: 2300, tapeMm: 2300 })).toBe(2)
})
