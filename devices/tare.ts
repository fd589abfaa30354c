import type { Line } from './driver.ts'
import type { ReadingOf } from './model.ts'
import { until } from './present.ts'

/** Samples of one tare, and how far they may lie apart, mm. */
const SAMPLES = 50
const SPREAD_MM = 5
/** How far the sensor may differ from the installer's tape, mm. More: somebody stands there, or the sensor was moved. */
const FROM_TAPE_MM = 10

/** A tare is taken when the booth starts, and again after so long, ms: temperature moves an ultrasonic head within a day. */
const EVERY_MS = 12 * 3_600_000

/** Is it time for the next tare, when the newest was made at this instant, or never? */
export const isTareDue = (madeAt: string | null, now: Date): boolean => madeAt === null || Date.parse(madeAt) + EVERY_MS <= now.getTime()

/** The sensor's distance to the empty floor, mm, from samples of an empty booth; or why these can't be it. */
export const floorFrom = (samplesMm: readonly number[], tapeMm: number): number | 'unsteady' | 'not-the-floor' => {
  const sorted = samplesMm.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const median = ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2
  if ((sorted.at(-1) ?? 0) - (sorted[0] ?? 0) > SPREAD_MM) return 'unsteady'
  return Math.abs(median - tapeMm) > FROM_TAPE_MM ? 'not-the-floor' : median
}

/** Takes the samples of one tare. Rejects with the signal's reason. */
export const takeTare = (line: Line<ReadingOf['height']>, tapeMm: number, signal: AbortSignal): Promise<ReturnType<typeof floorFrom>> =>
  until(signal, (done, own) => {
    const samples: number[] = []
    own(
      line.onReading((reading) => {
        if ('mm' in reading && samples.push(reading.mm) >= SAMPLES) done(floorFrom(samples, tapeMm))
      }),
    )
  })
