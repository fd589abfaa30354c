import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Reading } from '#protocol/reading.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { replay } from '#measure/index.ts'
import { lifeDays } from '#measure/calibration.ts'
import { openAttempts } from '../attempts.ts'
import { openBench } from '../bench.ts'
import { openCalibrations } from '../calibrations.ts'
import { seeded } from '../fuzz.ts'
import { openKey } from '../key.ts'
import { plugged } from '../plugged.ts'
import { openPty } from '../pty.ts'
import { registry } from '../registry.ts'
import { selfTest } from '../service/selftest.ts'
import { openService } from '../service/service.ts'
import { openSpool } from '../spool.ts'
import { sampleCheck } from '../test-server.ts'

// Whole machines, from the rod of their installer to a signed reading, each on a real terminal.

const clock = () => performance.now()
const wall = () => new Date('2026-11-25T08:00:00.000Z')
let ids = 0
const nextId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`

/** A booth whose only device is this machine, seven times as quick as a real one. */
const openBooth = async (model: string, settings: object) => {
  const made = registry[model]
  if (!made) throw new Error(`no model ${model}`)
  const cable = await openPty('machine')
  const { simulator } = made.imitate(settings, { wire: cable.wire, random: seeded(7), clock, pace: 7, floorMm: 2300 })
  const port = { path: cable.path, byId: null, byPath: null, serialNumber: 'M1', vendorId: null, productId: null }
  const devices = plugged([{ name: 'machine', model, made, port: { serialNumber: 'M1' }, settings }], async () => [port], { clock })
  const data = mkdtempSync(join(tmpdir(), 'roadfit-machine-'))
  const key = openKey(data)
  const calibrations = openCalibrations({ folder: join(data, 'calibrations'), key, ids: nextId, wall })
  const spool = openSpool(join(data, 'spool'))
  let index = 0
  const bench = openBench(devices, () => false, false)
  const nothing = () => {}
  const attempts = openAttempts({
    bench,
    calibrations,
    spool,
    key,
    clock,
    wall,
    ids: nextId,
    pace: 0.1,
    log: { info: nothing, error: nothing },
    onStage: (stage) => (index = stage?.index ?? index),
    onLive: nothing,
    onValue: nothing,
    onReading: nothing,
    onFault: nothing,
    onRefusal: nothing,
  })
  const tested = { calibration: calibrations.standing, disk: () => null, connected: () => true, serverTime: async () => wall(), wall }
  const { handlers, close } = openService({
    ...tested,
    bench,
    simulated: false,
    listing: async () => [port],
    models: registry,
    busy: () => attempts.busy(),
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
  await vi.waitFor(() => expect(devices[0]?.line.state).toBe('alive'), 5000)
  const stand = (mm: number | null) => 'stand' in simulator && simulator.stand(mm)
  const selftest = () => selfTest({ devices, ...tested })
  return { handlers, calibrations, attempts, spool, stand, selftest, index: () => index }
}

const given = <T>(answer: T | Refusal): T => {
  if (isRefusal(answer)) throw new Error(answer.refused)
  return answer
}

const MACHINES = [
  ['BCM-H10', { device: 0x64, func: 0x35 }],
  ['height-line', {}],
  ['height-line', { ask: 'W' }],
] as const

/** A machine that is asked sees that nobody stands there any more; of any other the driver says it. */
const isAsked = (model: string, settings: object) => model === 'BCM-H10' || 'ask' in settings

test.each(MACHINES)('a %s (%j) is calibrated by a rod and measures somebody', { timeout: 60_000 }, async (model, settings) => {
  const { handlers, calibrations, attempts, spool, stand, selftest, index } = await openBooth(model, settings)
  const asked = isAsked(model, settings)
  expect(given(await handlers['service:view']({}, null)).devices[0]).toMatchObject({ machine: true, calibration: null })

  const measured = handlers['service:measure']({ name: 'machine', cell: null }, null)
  stand(1500)
  const said = given(await measured)
  expect(Math.abs(said.median - 1500)).toBeLessThanOrEqual(2)
  expect(said).toMatchObject({ spread: 0, samples: 1 })
  given(await handlers['service:calibrate']({ device: 'height-machine', rodMm: 1500, saidMm: said.median }, null))
  stand(null)
  // It has no floor that could have moved.
  expect((await selftest()).rows.map(({ row }) => row)).not.toContain('floor')

  const { id, value } = calibrations.all()[0] ?? {}
  if (!id || value?.device !== 'height') throw new Error('no calibration')
  const check = sampleCheck({})
  const setup = { procedure: 'height' as const, floorMm: value.floorMm, machine: true as const, limitsMm: [] }
  const attempt = { id: nextId(), check: check.id, station: 'height' as const, number: 1, seed: '0'.repeat(32), setup, calibrations: [id] }
  attempts.follow({ check, attempt })
  stand(1720)
  await vi.waitFor(() => expect(index()).toBe(1), 10_000)
  stand(null)
  if (!asked) attempts.page(attempt.id, 1, { sign: 'answer', answer: { step: 'step-off' } })
  await vi.waitFor(() => expect(index()).toBe(2), 10_000)
  stand(1720)
  await vi.waitFor(() => expect(attempts.busy()).toBe(false), 10_000)

  const readings: Reading[] = []
  await spool.deliver(async (reading) => (readings.push(reading), { acknowledged: reading.id }))
  const trials = readings[0]?.trials ?? []
  expect(trials.map(({ source }) => source)).toEqual(['device', asked ? 'device' : 'touch', 'device'])
  expect(replay(setup, attempt.seed, trials)).toMatchObject({ score: { outcome: 'measured', cm: 172 } })
})

test('a whole machine’s calibration holds for half a year, since no booth can tare it', () => {
  expect(lifeDays({ device: 'height', floorMm: 2500, machine: true })).toBe(180)
  expect(lifeDays({ device: 'height', floorMm: 2300, tapeMm: 2300 })).toBe(2)
})
