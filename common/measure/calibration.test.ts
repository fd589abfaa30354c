import { expect, test } from 'vitest'
import { calibrationOf, forceCalibration, heightCalibration, machineCalibration, screenCalibration } from './calibration.ts'

test('a height sensor is calibrated when tape, floor and rod agree', () => {
  const work = { device: 'height' as const, tapeMm: 2300, emptyMm: 2304, rodMm: 1750, underRodMm: 552 }
  expect(heightCalibration(work)).toEqual({ device: 'height', floorMm: 2304, tapeMm: 2300 })
  expect(heightCalibration({ ...work, underRodMm: 560 })).toMatchObject({ refused: 'rod-differs', fields: { mm: 1741, rod: 1750 } })
})

test('a tape that was read wrongly is found by the rod, and in warm air a long rod tells that the tape was right', () => {
  const work = { device: 'height' as const, tapeMm: 2300, emptyMm: 2300, rodMm: 1750, underRodMm: 550 }
  expect(heightCalibration({ ...work, tapeMm: 2320 })).toMatchObject({ refused: 'rod-differs' })
  // Ten degrees warmer than the sensor takes it for: 331.3 + 0.606 × 30 instead of × 20.
  const warm = (331.3 + 0.606 * 20) / (331.3 + 0.606 * 30)
  const summer = { ...work, emptyMm: 2300 * warm, underRodMm: 550 * warm }
  expect(heightCalibration(summer)).toEqual({ device: 'height', floorMm: 2300 * warm, tapeMm: 2300 })
  expect(heightCalibration({ ...summer, rodMm: 500, underRodMm: 1800 * warm })).toMatchObject({
    refused: 'not-the-floor',
    fields: { mm: 2260, tape: 2300 },
  })
  expect(heightCalibration({ ...work, emptyMm: 2200, underRodMm: 450 })).toMatchObject({ refused: 'not-the-floor' })
})

test('a cell is multiplied to give the weight that lay on it', () => {
  // 20 kg weigh 196 133 mN; the cell made 195 000 of it above an offset of 5000.
  const cell = { cell: 'pedal-left' as const, emptyMn: 5000, loadMn: 196_133, loadedMn: 200_000 }
  const calibration = forceCalibration({ device: 'force', cells: [cell] })
  expect(calibration).toMatchObject({ cells: [{ cell: 'pedal-left', zeroMn: 5000, factor: expect.closeTo(1.00581, 5) }] })
  expect(forceCalibration({ device: 'force', cells: [{ ...cell, loadedMn: 6000 }] })).toMatchObject({
    refused: 'load-not-felt',
    fields: { cell: 'pedal-left' },
  })
})

test('what a whole machine says too little is added to its heights', () => {
  expect(machineCalibration({ device: 'height-machine', rodMm: 1750, saidMm: 1746 })).toEqual({
    device: 'height',
    floorMm: 2504,
    machine: true,
  })
  expect(machineCalibration({ device: 'height-machine', rodMm: 1750, saidMm: 1738 })).toMatchObject({ refused: 'rod-differs' })
})

test('a screen’s pixels and path are measured twice, and agree to 1 of 100', () => {
  const work = {
    device: 'screen' as const,
    pitchMm: [0.155, 0.156] satisfies [number, number],
    pathMm: [4980, 5020] satisfies [number, number],
    mirrors: 1,
  }
  expect(screenCalibration(work)).toEqual({ device: 'screen', pitchMm: 0.1555, pathMm: 5000, mirrors: 1 })
  expect(screenCalibration({ ...work, pitchMm: [0.155, 0.157] })).toMatchObject({
    refused: 'pixel-differs',
    fields: { one: '0.1550', other: '0.1570' },
  })
  expect(screenCalibration({ ...work, pathMm: [4980, 5040] })).toMatchObject({ refused: 'path-differs' })
  expect(screenCalibration({ ...work, luminance: 60 })).toMatchObject({ refused: 'light-wrong' })
})

test('a screen is recorded as its installer measured it, unless eyes can’t be tested on it', () => {
  const value = { device: 'screen' as const, pitchMm: 0.1554, pathMm: 5000, mirrors: 1, luminance: 200, veil: 4 }
  expect(calibrationOf({ device: 'record', value })).toEqual(value)
  expect(calibrationOf({ device: 'record', value: { ...value, luminance: 60 } })).toMatchObject({ refused: 'light-wrong' })
})
