import type { DeviceKind } from './reading.ts'
import type { AnyStation } from './station.ts'

/**
 * What a station can't be done without. The keypad isn't here: whatever it answers can be touched on the screen too. The booth begins
 * nothing without it, and the server stops what runs when it fails.
 */
export const NEEDS: Readonly<Record<AnyStation, readonly DeviceKind[]>> = {
  height: ['height'],
  'acuity-right': ['screen'],
  'acuity-left': ['screen'],
  colour: ['screen'],
  hearing: ['speakers'],
  'upper-limbs': [],
  'lower-limbs': ['force'],
  trunk: [],
  // The keypad or a touch answers, on whatever screen.
  reaction: [],
}
