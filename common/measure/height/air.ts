/**
 * By how much of itself a distance may seem to change with the air alone. Sound is faster by 0.606 m/s a degree at 331.3 m/s
 * (some 0.18 %), so that this is twenty degrees: more than a hall goes through between two visits of its installer.
 */
const AIR = 0.035

/** So near to each other two floors count as the same, mm. */
export const FROM_FLOOR_MM = 10

/** Whether a sensor may say so of a floor that is `tapeMm` away: warm or cold air can do that. More: it isn't the floor, or not there. */
export const couldBeAir = (floorMm: number, tapeMm: number): boolean => Math.abs(floorMm / tapeMm - 1) <= AIR
