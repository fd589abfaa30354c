import { expect, test, vi } from 'vitest'
import { plugged } from '../bench/plugged.ts'
import { registry } from '../families/registry.ts'
import { openLine } from '../line/port.ts'
import { openPty } from '../simulate/pty.ts'
import { selfTest } from './selftest.ts'

test('a device that cannot be had is bad, and the row says why by code', async ({ onTestFinished }) => {
  const made = registry['force-board']
  if (!made) throw new Error('no force board')
  const device = { name: 'pedals', model: 'force-board', made, port: { vendorId: '1a86' }, settings: made.example }
  const devices = plugged([device], async () => [], { clock: () => performance.now() })
  onTestFinished(async () => void (await Promise.all(devices.map(({ line }) => line.close()))))
  const wall = () => new Date('2026-11-25T00:00:00.000Z')
  const test = () =>
    selfTest({ devices, calibration: () => null, disk: () => null, connected: () => true, serverTime: async () => wall(), wall })
  await vi.waitFor(async () => {
    const { rows } = await test()
    const trouble = { code: 'perhaps-brltty', fields: { wished: { vendorId: '1a86' } } }
    expect(rows[0]).toEqual({ row: 'device', name: 'pedals', kind: 'force', result: 'bad', found: 'absent', fields: {}, trouble })
  })
})

test('of a machine that gives a height only when somebody stands there no empty floor is asked', async ({ onTestFinished }) => {
  const made = registry['BCM-H10']
  if (!made) throw new Error('no such model')
  const clock = () => performance.now()
  const pty = await openPty('machine')
  const { simulator } = made.imitate(made.example, { wire: pty.wire, random: Math.random, clock, pace: 4, floorMm: 0 })
  const connected = made.connect(made.example, (driver) => openLine(driver, async () => ({ path: pty.path, id: 'machine' }), { clock }))
  onTestFinished(async () => {
    await connected.line.close()
    simulator.stop()
    await pty.close()
  })
  await vi.waitFor(() => expect(connected.line.state).toBe('alive'))
  const wall = () => new Date('2026-11-25T00:00:00.000Z')
  const value = { device: 'height', floorMm: 2504, machine: true } as const
  const { rows } = await selfTest({
    devices: [{ name: 'machine', model: 'BCM-H10', ...connected }],
    calibration: (device) => (device === 'height' ? { value, at: wall().toISOString(), expiresAt: '2027-05-24', expired: false } : null),
    disk: () => null,
    connected: () => true,
    serverTime: async () => wall(),
    wall,
  })
  expect(rows.filter(({ row }) => row === 'floor')).toEqual([])
  expect(rows.find(({ row, kind }) => row === 'calibration' && kind === 'height')).toMatchObject({ result: 'good' })
})

test('of a device that speaks only when it has measured the test does not say that it answers before it has', async ({
  onTestFinished,
}) => {
  const made = registry['height-line']
  if (!made) throw new Error('no such model')
  const clock = () => performance.now()
  const pty = await openPty('machine')
  const { kind, simulator } = made.imitate(made.example, { wire: pty.wire, random: Math.random, clock, pace: 8, floorMm: 0 })
  const connected = made.connect(made.example, (driver) => openLine(driver, async () => ({ path: pty.path, id: 'machine' }), { clock }))
  onTestFinished(async () => {
    await connected.line.close()
    simulator.stop()
    await pty.close()
  })
  await vi.waitFor(() => expect(connected.line.state).toBe('alive'))
  const wall = () => new Date('2026-11-25T00:00:00.000Z')
  const first = async () => {
    const devices = [{ name: 'machine', model: 'height-line', ...connected }]
    const deps = { devices, calibration: () => null, disk: () => null, connected: () => true, serverTime: async () => wall(), wall }
    return (await selfTest(deps)).rows[0]
  }
  expect(await first()).toMatchObject({ row: 'device', result: 'warn', found: 'unheard' })
  await new Promise((settled) => setTimeout(settled, 200))
  if (kind === 'height') simulator.stand(1750)
  await vi.waitFor(() => expect(connected.line.frames).toBe(1))
  expect(await first()).toMatchObject({ row: 'device', result: 'good', found: 'answers' })
})

test('the calibration of a machine is none of the sensor that has taken its place', async ({ onTestFinished }) => {
  const made = registry['A02YYUW']
  if (!made) throw new Error('no such model')
  const device = { name: 'head', model: 'A02YYUW', made, port: { byId: 'head' }, settings: made.example }
  const devices = plugged([device], async () => [], { clock: () => performance.now() })
  onTestFinished(async () => void (await Promise.all(devices.map(({ line }) => line.close()))))
  const wall = () => new Date('2026-11-25T00:00:00.000Z')
  const value = { device: 'height', floorMm: 2504, machine: true } as const
  const standing = { value, at: wall().toISOString(), expiresAt: '2027-05-24T00:00:00.000Z', expired: false }
  const { rows } = await selfTest({
    devices,
    calibration: (kind) => (kind === 'height' ? standing : null),
    disk: () => null,
    connected: () => true,
    serverTime: async () => wall(),
    wall,
  })
  expect(rows.find(({ row, kind }) => row === 'calibration' && kind === 'height')).toMatchObject({
    result: 'bad',
    found: 'never-calibrated',
  })
})

test('the calibration of a screen whose light nobody measured is bad, for eyes can’t be tested on it', async () => {
  const wall = () => new Date('2026-11-25T00:00:00.000Z')
  const found = async (light: { luminance: number; veil: number } | object) => {
    const value = { device: 'screen', pitchMm: 0.1554, pathMm: 5000, mirrors: 0, ...light } as const
    const standing = { value, at: wall().toISOString(), expiresAt: '2027-05-24T00:00:00.000Z', expired: false }
    const { rows } = await selfTest({
      devices: [],
      calibration: (kind) => (kind === 'screen' ? standing : null),
      disk: () => null,
      connected: () => true,
      serverTime: async () => wall(),
      wall,
    })
    return rows.find(({ row, kind }) => row === 'calibration' && kind === 'screen')?.found
  }
  expect(await found({})).toBe('not-for-eyes')
  expect(await found({ luminance: 200, veil: 4 })).toBe('calibrated')
})
