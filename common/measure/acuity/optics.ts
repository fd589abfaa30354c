import type { ScreenRecord } from '#protocol/procedures/acuity.ts'

/** How large an optotype is: GB/T 11533, whose level V has strokes of 10^(5 − V) arc minutes. */

const ARC_MINUTE = Math.PI / 180 / 60

/** Angle of one stroke, arc minutes: 1 at 5.0. */
export const strokeArcMinutes = (level: number): number => 10 ** (5 - level)

/** Width of one stroke on the screen, mm, at `pathMm` from the eye. The optotype is five strokes wide. */
export const strokeMm = (level: number, pathMm: number): number => 2 * pathMm * Math.tan((strokeArcMinutes(level) * ARC_MINUTE) / 2)

/**
 * Width of one stroke in physical pixels of this screen, to a millionth of a pixel: two machines whose tangents differ in the last
 * bit still write the same number into a log.
 */
export const strokePx = (level: number, screen: ScreenRecord): number =>
  Math.round((strokeMm(level, screen.pathMm) / screen.pitchMm) * 1e6) / 1e6

/** The level whose stroke is `px` physical pixels wide on this screen. */
export const levelFromPx = (px: number, screen: ScreenRecord): number =>
  5 - Math.log10((2 * Math.atan((px * screen.pitchMm) / (2 * screen.pathMm))) / ARC_MINUTE)

/** The finest level that this screen draws with at least `minimumPx` physical pixels a stroke. */
export const finestLevel = (screen: ScreenRecord, minimumPx = 2): number => levelFromPx(minimumPx, screen)

/** Whether this screen can draw the level: at least `minimumPx` physical pixels a stroke. */
export const drawable = (screen: ScreenRecord, level: number, minimumPx = 2): boolean => strokePx(level, screen) >= minimumPx

/** Whether the driver sees the screen left-right inverted: over an odd count of mirrors. */
export const inverted = (screen: ScreenRecord): boolean => screen.mirrors % 2 === 1

/** Decimal acuity of a 5-grade level: 1.0 at 5.0. */
export const decimalFromLevel = (level: number): number => 10 ** (level - 5)

/** 5-grade level of a decimal acuity. */
export const levelFromDecimal = (decimal: number): number => 5 + Math.log10(decimal)

/** logMAR of a 5-grade level: 0 at 5.0, growing as sight worsens. */
export const logMarFromLevel = (level: number): number => 5 - level

/** 5-grade level of a logMAR. */
export const levelFromLogMar = (logMar: number): number => 5 - logMar
