import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openCalibrations } from './calibrations.ts'
import { openKey } from './key.ts'

const room = () => {
  const data = mkdtempSync(join(tmpdir(), 'roadfit-calibrations-'))
  let now = Date.parse('2026-11-25T08:00:00.000Z')
  let ids = 0
  const open = () =>
    openCalibrations({
      folder: join(data, 'calibrations'),
      key: openKey(data),
      ids: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
      wall: () => new Date(now),
    })
  return { data, open, step: (days: number) => (now += days * 86_400_000) }
}

test('a calibration is dated, signed, and the same bytes after a restart; it ends', () => {
  const { data, open, step } = room()
  const made = open().add({ device: 'height', floorMm: 2300 })
  expect(made).toMatchObject({ at: '2026-11-25T08:00:00.000Z', expiresAt: '2026-11-27T08:00:00.000Z', sequence: 1 })
  const after = open()
  expect(after.all()).toEqual([made])
  expect(after.newest('height')).toEqual({ device: 'height', floorMm: 2300 })
  expect(after.newest('screen')).toBeNull()
  expect(after.standing('height')?.expired).toBe(false)
  step(2)
  expect(after.standing('height')?.expired).toBe(true)
  expect(statSync(join(data, 'calibrations', 'height.json')).mode & 0o777).toBe(0o600)
})

test('a machine’s calibration, which the booth can’t take again by itself, does not end with the next tare', () => {
  const { open, step } = room()
  const calibrations = open()
  calibrations.add({ device: 'height', floorMm: 2504, machine: true })
  step(100)
  expect(calibrations.standing('height')?.expired).toBe(false)
  step(100)
  expect(calibrations.standing('height')?.expired).toBe(true)
})

test('a new one takes the place of the old one, and numbers grow over all devices', () => {
  const { open } = room()
  const calibrations = open()
  calibrations.add({ device: 'height', floorMm: 2300 })
  calibrations.add({ device: 'screen', pitchMm: 0.2, pathMm: 5000, mirrors: 1 })
  calibrations.add({ device: 'height', floorMm: 2301 })
  expect(calibrations.all().map(({ value, sequence }) => [value.device, sequence])).toEqual([
    ['screen', 2],
    ['height', 3],
  ])
  expect(calibrations.again('screen')).toMatchObject({ sequence: 4, value: { device: 'screen' } })
})

test.each(['{"value":1}', '{"val', ''])('a damaged file is kept aside, told in the log, and its device is not calibrated: %s', (text) => {
  const { data, open } = room()
  open().add({ device: 'height', floorMm: 2300 })
  writeFileSync(join(data, 'calibrations', 'height.json'), text)
  expect(open().newest('height')).toBeNull()
  expect(readFileSync(join(data, 'calibrations', 'height.json.damaged'), 'utf8')).toBe(text)
  expect(open().add({ device: 'height', floorMm: 2301 }).sequence).toBe(2)
})
