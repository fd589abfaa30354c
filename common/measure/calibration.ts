import type { Static } from 'typebox'
import type { CalibrationValue } from '#protocol/reading.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { CalibrationWork } from '#protocol/service.ts'
import { screenWrong } from './acuity/screen.ts'
import { couldBeAir, FROM_FLOOR_MM } from './height/air.ts'
import { MACHINE_FLOOR_MM } from './height/height.ts'

type Work<D extends CalibrationWork['device']> = Extract<Static<typeof CalibrationWork>, { device: D }>
type Value<D extends CalibrationValue['device']> = Extract<CalibrationValue, { device: D }>

/** How well the median of samples has to be known of a device that is to be calibrated, as its standard error: mm, and mN. */
export const STEADY = { height: 2, force: 300 } as const
/** A rod that is at least so long, mm, shows whether it is the air that makes the floor seem elsewhere than the tape says. */
const LONG_ROD_MM = 1000
/** How far it may differ from a rod of known length, mm. The limits of height count whole centimetres. */
const ROD_MM = 5
/** How far a whole machine may be from the rod, mm: what is more is a fault and no offset. */
const MACHINE_MM = 10
/** A load that raises a cell's value by less than this part of itself was not on it. */
const FELT = 0.2

/**
 * The sensor's distance to the empty floor, mm, when the tape agrees within 10 mm (or within what air can do, where the rod is long enough to
 * tell) and a rod under it is measured within 5 mm, through the same air. Refusals: `not-the-floor`, `rod-differs`.
 */
export const heightCalibration = ({ tapeMm, emptyMm, rodMm, underRodMm }: Work<'height'>): Value<'height'> | Refusal => {
  const near = Math.abs(emptyMm - tapeMm) <= FROM_FLOOR_MM || (rodMm >= LONG_ROD_MM && couldBeAir(emptyMm, tapeMm))
  if (!near) return refuse('not-the-floor', { mm: Math.round(emptyMm), tape: Math.round(tapeMm) })
  const measuredMm = tapeMm - (underRodMm * tapeMm) / emptyMm
  if (Math.abs(measuredMm - rodMm) > ROD_MM) return refuse('rod-differs', { mm: Math.round(measuredMm), rod: Math.round(rodMm) })
  return { device: 'height', floorMm: emptyMm, tapeMm }
}

/** What must be added to the heights of a whole machine. Refusal: `rod-differs` when that is more than 10 mm. */
export const machineCalibration = ({ rodMm, saidMm }: Work<'height-machine'>): Value<'height'> | Refusal =>
  Math.abs(rodMm - saidMm) > MACHINE_MM
    ? refuse('rod-differs', { mm: Math.round(saidMm), rod: Math.round(rodMm) })
    : { device: 'height', floorMm: MACHINE_FLOOR_MM + rodMm - saidMm, machine: true }

/**
 * What each cell gives without load, mN, and by what its value above that is multiplied to give the load that lay on it.
 * Refusal: `load-not-felt`, with the cell.
 */
export const forceCalibration = ({ cells }: Work<'force'>): Value<'force'> | Refusal => {
  const unfelt = cells.find(({ emptyMn, loadMn, loadedMn }) => loadedMn - emptyMn < loadMn * FELT)
  if (unfelt) return refuse('load-not-felt', { cell: unfelt.cell })
  return {
    device: 'force',
    cells: cells.map(({ cell, emptyMn, loadMn, loadedMn }) => ({ cell, zeroMn: emptyMn, factor: loadMn / (loadedMn - emptyMn) })),
  }
}

/** Two measurements of one length may differ by this part: what an E's size is off by, pixels and path together, must stay well under 5 of 100. */
const TWICE = 0.01

/**
 * A screen from two measurements of its pixels and of its light's path, which agree within 1 of 100. Refusals: `pixel-differs`,
 * `path-differs`, and what its data say against it.
 */
export const screenCalibration = ({ pitchMm, pathMm, ...rest }: Work<'screen'>): Value<'screen'> | Refusal => {
  const apart = ([one, other]: readonly [number, number]) => Math.abs(one - other) > TWICE * Math.min(one, other)
  const mean = ([one, other]: readonly [number, number]) => (one + other) / 2
  if (apart(pitchMm)) return refuse('pixel-differs', { one: pitchMm[0].toFixed(4), other: pitchMm[1].toFixed(4) })
  if (apart(pathMm)) return refuse('path-differs', { one: Math.round(pathMm[0]), other: Math.round(pathMm[1]) })
  const screen = { ...rest, pitchMm: mean(pitchMm), pathMm: mean(pathMm) }
  return screenWrong(screen) ?? screen
}

/** The calibration that an installer's work comes to, or why it can be none. */
export const calibrationOf = (work: CalibrationWork): CalibrationValue | Refusal => {
  if (work.device === 'height') return heightCalibration(work)
  if (work.device === 'height-machine') return machineCalibration(work)
  if (work.device === 'force') return forceCalibration(work)
  if (work.device === 'screen') return screenCalibration(work)
  return (work.value.device === 'screen' ? screenWrong(work.value) : null) ?? work.value
}

/** How long a calibration of each device holds, days. The product's own proposal: no rule has a figure. */
const LIFE_DAYS: Readonly<Record<CalibrationValue['device'], number>> = {
  // The booth measures its empty floor again every morning.
  height: 2,
  force: 180,
  // White fades by some percent in so long, and a lamp in the booth is changed.
  screen: 180,
  speakers: 365,
  cameras: 365,
}
/** A whole machine tares itself: what has to be added to its heights is measured by an installer's rod alone. */
const MACHINE_LIFE_DAYS = 180

/** How long this calibration holds, days. */
export const lifeDays = (value: CalibrationValue): number =>
  value.device === 'height' && value.machine ? MACHINE_LIFE_DAYS : LIFE_DAYS[value.device]
