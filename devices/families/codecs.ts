import type { Driver } from '../line/driver.ts'
import { registry } from './registry.ts'

/** A driver of each model, to be tried. */
export const codecs: Readonly<Record<string, Driver<unknown>>> = Object.fromEntries(
  Object.entries(registry).map(([name, { driver, example }]) => [name, driver(example)]),
)
