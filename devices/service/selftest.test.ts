import { expect, test, vi } from 'vitest'
import { plugged } from '../plugged.ts'
import { registry } from '../registry.ts'
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
