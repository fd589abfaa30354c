import type { Input } from '#protocol/input.ts'
import { registry } from '../families/registry.ts'
import type { OnBench } from './bench.ts'

/**
 * What the driver can answer with now, each once: the keys that live and the screen that can be touched. Where it can't, a pen writes, and
 * keys that are silent are named all the same: nothing else is there to be named.
 */
export const inputsOf = (devices: readonly OnBench[], touch: boolean): Input[] => {
  const named = (of: readonly OnBench[]) => [...new Set(of.flatMap(({ model }) => registry[model]?.input ?? []))]
  const living = named(devices.filter(({ line }) => line.state === 'alive'))
  if (touch) return [...living, 'touch']
  const all = named(devices)
  return [...(living.length > 0 ? living : all.length > 0 ? all : (['keypad'] as const)), 'pen']
}
