import { STEADY } from '#measure/calibration.ts'
import { areOfOneThing, settle } from '#measure/samples.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Measured } from '#protocol/service.ts'
import type { Cell } from '#protocol/station.ts'
import type { OnBench } from '../bench/bench.ts'

/** Samples of one measurement, and how long they are waited for, ms: six cells on one slow bus take 10 s. */
const SAMPLES = { count: 30, withinMs: 15_000 } as const
/** A whole machine says one height, some time after it was made to measure. */
const ONE = { count: 1, withinMs: 45_000 } as const

/**
 * Steady samples of a height sensor, mm, or of one cell of a force sensor, mN: their median and spread. `machine`: one that measures by
 * itself, whose one height is all there is. Refusals: `device-missing` when too few come in time, `unsteady` when their
 * median isn't known well enough.
 */
export const steady = (device: OnBench, cell: Cell | null, machine = false): Promise<Measured | Refusal> =>
  new Promise((resolve) => {
    const { count, withinMs } = machine ? ONE : SAMPLES
    const samples: number[] = []
    const end = (answer: Measured | Refusal) => {
      clearTimeout(timer)
      stop()
      resolve(answer)
    }
    const take = (value: number) => {
      if (samples.push(value) === count) end(judge(samples, device.kind === 'force' ? STEADY.force : STEADY.height))
    }
    const timer = setTimeout(() => end(refuse('device-missing', { device: device.kind })), withinMs)
    const stop = listen(device, cell, take)
  })

const listen = (device: OnBench, cell: Cell | null, take: (value: number) => void): (() => void) => {
  if (device.kind === 'height') {
    return device.line.onReading((reading) => {
      const mm = 'mm' in reading ? reading.mm : reading.stature?.mm
      if (mm !== undefined) take(mm)
    })
  }
  if (device.kind === 'force')
    return device.line.onReading((reading) => (reading.cell === cell && !reading.moving ? take(reading.millinewtons) : undefined))
  return () => {}
}

const judge = (samples: readonly number[], most: number): Measured | Refusal => {
  const settled = settle(samples)
  const spread = Math.max(...samples) - Math.min(...samples)
  // A machine that measures by itself has said its one value.
  if (samples.length > 1 && (!areOfOneThing(settled, samples.length) || settled.error > most))
    return refuse('unsteady', { spread: Math.round(spread) })
  return { median: settled.median, spread, samples: samples.length }
}
