import type { Stature } from './text-line.ts'
import type { Weight } from './weigh-indicator.ts'

/** From the sensor down to the head or the floor, mm. */
export type HeightReading = { mm: number }
/** A whole machine's own word: how tall somebody is, and how heavy where it weighs too. Null: a machine that was asked sees nobody. */
export type StatureReading = { stature: Stature | null }
/** Something is so far away, give or take 6 cm: enough to see somebody come, never enough for a limit of height. */
export type PresenceReading = { presenceMm: number }
export type WeightReading = { weight: Weight }
