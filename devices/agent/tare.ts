import type { CalibrationValue } from '#protocol/reading.ts'
import type { Clockwork } from '../attempt/clockwork.ts'
import { pause, until } from '../attempt/until.ts'
import type { ReadingOf } from '../families/model.ts'
import type { Calibrations } from '../keep/calibrations.ts'
import type { Line } from '../line/driver.ts'

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
const takeTare = (line: Line<ReadingOf['height']>, tapeMm: number, signal: AbortSignal): Promise<ReturnType<typeof floorFrom>> =>
  until(signal, (done, own) => {
    const samples: number[] = []
    own(
      line.onReading((reading) => {
        if ('mm' in reading && samples.push(reading.mm) >= SAMPLES) done(floorFrom(samples, tapeMm))
      }),
    )
  })

/** Between two tries, ms; and how often in a row the floor must be found elsewhere before its sensor is doubted: somebody may walk by. */
const AGAIN_MS = 10_000
const DOUBTED = 3

export type TareDeps = {
  height: Line<ReadingOf['height']> | null
  calibrations: Pick<Calibrations, 'newest' | 'standing'>
  /** Nobody is in the booth, as far as can be told. */
  isEmpty: () => boolean
  /** Signs the new calibration, keeps and tells it. */
  calibrate: (value: CalibrationValue) => Promise<unknown>
  /** From now on the sensor is doubted. */
  onDoubt: () => void
  clockwork: Pick<Clockwork, 'wall' | 'pace'>
  log: { warn(fields: object, text: string): void; error(fields: object, text: string): void }
  /** Ends it. */
  signal: AbortSignal
}

/**
 * Measures the empty floor when the booth starts and every 12 hours, and again and again until that succeeds. `doubts`: the
 * floor was found elsewhere three times in a row, as if the sensor had been moved. `trust`: it has been calibrated again.
 */
export const keepTare = (deps: TareDeps): { doubts(): boolean; trust(): void } => {
  const { height, calibrations, isEmpty, signal, log } = deps
  let tared = false
  /** Why the newest try failed; null: it did not. */
  let untared: string | null = null
  /** Tries in a row that found the floor elsewhere. */
  let astray = 0

  const once = async () => {
    const before = calibrations.newest('height')
    // A machine tares itself; without an installer's tape nobody can say whether that is the floor.
    if (!height || !before || before.machine) return
    const { tapeMm = before.floorMm } = before
    const floorMm = await takeTare(height, tapeMm, signal)
    if (!isEmpty()) return
    if (typeof floorMm === 'number') {
      await deps.calibrate({ device: 'height', floorMm, tapeMm })
      tared = true
      untared = null
      return
    }
    // Tried every few seconds, perhaps for days: said once.
    if (floorMm !== untared)
      log.warn({ device: 'height', why: floorMm }, 'the empty booth could not be measured: is somebody in it, or was the sensor moved?')
    untared = floorMm
    if (floorMm === 'not-the-floor' && ++astray === DOUBTED) deps.onDoubt()
  }

  const keep = async () => {
    for (;;) {
      const isDue = !tared || isTareDue(calibrations.standing('height')?.at ?? null, deps.clockwork.wall())
      if (isDue && isEmpty()) await once().catch((error: unknown) => signal.aborted || log.error({ err: error }, 'tare failed'))
      await pause(signal, AGAIN_MS * deps.clockwork.pace)
    }
  }
  keep().catch((error: unknown) => signal.aborted || log.error({ err: error }, 'no tare is taken any more'))

  return {
    doubts: () => astray >= DOUBTED,
    trust: () => void (astray = 0),
  }
}
