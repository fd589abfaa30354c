import type { Driver } from './driver.ts'
import { models } from './height/models.ts'
import { registry } from './registry.ts'

/** Every driver by a name of its own: the registry's, and the other models of a kind. */
export const codecs: Record<string, Driver<unknown>> = {
  ...Object.fromEntries(Object.entries(registry).map(([kind, { driver }]) => [kind, driver])),
  ...Object.fromEntries(Object.entries(models).map(([name, { driver }]) => [name, driver])),
}
