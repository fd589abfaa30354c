import type { Driver } from './driver.ts'
import { registry } from './registry.ts'

/** Settings for models that can't be without. What a real BCM-H10 answers under is in its sheet. */
const SETTINGS: Readonly<Record<string, object>> = { 'BCM-H10': { device: 0x64, func: 0x35 } }

/** A driver of each model, to be tried. */
export const codecs: Readonly<Record<string, Driver<unknown>>> = Object.fromEntries(
  Object.entries(registry).map(([name, { driver }]) => [name, driver(SETTINGS[name] ?? {})]),
)
