import { expect, test, vi } from 'vitest'
import { foundWords } from '#words/trouble.ts'
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

test('loudspeakers that are too weak for hearing are bad, and headphones beside them a warning, with what is needed', async () => {
  const wall = () => new Date('2026-11-25T00:00:00.000Z')
  const levels = (db: number) => ({ left: { 500: db, 1000: 90, 2000: 90, 4000: 90 }, right: { 500: 90, 1000: 90, 2000: 90, 4000: 90 } })
  const found = async (speakers: number, headphones: number) => {
    const value = {
      device: 'speakers',
      transducer: 'loudspeakers',
      fullScaleDb: levels(speakers),
      microphoneDb: 112,
      headphones: { transducer: 'TDH39', fullScaleDb: levels(headphones) },
    } as const
    const standing = { value, at: wall().toISOString(), expiresAt: '2027-05-24T00:00:00.000Z', expired: false }
    const { rows } = await selfTest({
      devices: [],
      calibration: (kind) => (kind === 'speakers' ? standing : null),
      disk: () => null,
      connected: () => true,
      serverTime: async () => wall(),
      wall,
    })
    return rows.find(({ row, kind }) => row === 'calibration' && kind === 'speakers')
  }
  expect(await found(74.4, 90)).toMatchObject({ result: 'good', found: 'calibrated' })
  const weak = await found(70, 90)
  expect(weak).toMatchObject({ result: 'bad', found: 'too-weak', fields: { ear: 'left', pitch: 500, reached: 70, needed: 74.4 } })
  expect(await found(90, 60)).toMatchObject({ result: 'warn', found: 'too-weak', fields: { source: 'TDH39', needed: 69.5 } })
  if (!weak) throw new Error('no row')
  expect(foundWords(weak, 'en')).toContain('Loudspeakers · Left: at most 70 dB at 500 Hz, but hearing needs 74.4 dB')
  expect(foundWords(weak, 'zh')).toContain('扬声器 · 左：500 赫兹满幅只有 70 分贝')
})
