import { MACHINE_FLOOR_MM } from '#measure/height/height.ts'
import type { CalibrationValue } from '#protocol/reading.ts'
import { CELLS } from '#protocol/station.ts'
import type { Calibrations } from '../keep/calibrations.ts'

/** Where a simulated height sensor hangs, mm above the floor. */
export const SIMULATED_FLOOR_MM = 2300

/** Sound pressure at full scale of loudspeakers that nobody measured, dB SPL. */
const LEVELS = { 500: 94, 1000: 95, 2000: 94, 4000: 92 }

/**
 * A 27-inch 4K screen seen 5 m away, without a mirror: whoever tries it looks straight at it. The microphone is whatever the machine
 * has: at 60 dB(A) the beeps of a browser's made-up one (about −20 dB of full scale) are quiet enough, and a real one in a quiet room
 * reads as not measured, which is true. Cells of a simulated board are tared and true.
 */
const RECORDS: readonly CalibrationValue[] = [
  { device: 'screen', pitchMm: 0.1554, pathMm: 5000, mirrors: 0, luminance: 200, veil: 4 },
  { device: 'speakers', transducer: 'loudspeakers', fullScaleDb: { left: LEVELS, right: LEVELS }, microphoneDb: 60 },
  { device: 'force', cells: CELLS.slice(0, 2).map((cell) => ({ cell, zeroMn: 0, factor: 1 })) },
]

/** Of a sensor overhead, or of a whole machine. */
const heightRecord = (machine: boolean): CalibrationValue =>
  machine
    ? { device: 'height', floorMm: MACHINE_FLOOR_MM, machine }
    : { device: 'height', floorMm: SIMULATED_FLOOR_MM, tapeMm: SIMULATED_FLOOR_MM }

/**
 * Gives a simulated booth the calibrations that nobody has made there, that have ended, or that lack what is measured by now. `machine`:
 * its height comes from a whole one.
 */
export const addSimulatedRecords = (calibrations: Calibrations, machine: boolean): void => {
  for (const value of [heightRecord(machine), ...RECORDS]) {
    const standing = calibrations.standing(value.device)
    if (!standing || standing.expired || (value.device === 'screen' && lacks(standing.value, value))) calibrations.add(value)
  }
}

const lacks = (value: CalibrationValue, whole: CalibrationValue): boolean => Object.keys(whole).some((key) => !(key in value))
