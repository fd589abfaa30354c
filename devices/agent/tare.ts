import { couldBeAir, FROM_FLOOR_MM } from '#measure/height/air.ts'
import { areOfOneThing, settle } from '#measure/samples.ts'
import type { CalibrationValue } from '#protocol/reading.ts'
import type { Clockwork } from '../attempt/clockwork.ts'
import { pause, until } from '../attempt/until.ts'
import type { ReadingOf } from '../families/model.ts'
import type { Calibrations } from '../keep/calibrations.ts'
import type { Line } from '../line/driver.ts'

/** Samples of one tare, and how well their median has to be known, mm. */
const SAMPLES = 50
const ERROR_MM = 2

/** A tare is signed when the booth starts, when the floor has moved by so much, mm, or when the newest is so old, ms. */
const MOVED_MM = 3
const EVERY_MS = 12 * 3_600_000

/** Is it time to sign the next tare, when the newest was made at this instant, or never? */
export const isTareDue = (madeAt: string | null, now: Date): boolean => madeAt === null || Date.parse(madeAt) + EVERY_MS <= now.getTime()

/**
 * The sensor's distance to the empty floor, mm, from samples of an empty booth; or why these can't be it. A floor counts that is where the
 * tape found it, or where it was a while ago and no further from the tape than warm or cold air can make it seem.
 */
export const floorFrom = (
  samplesMm: readonly number[],
  { tapeMm, floorMm }: { tapeMm: number; floorMm: number },
): number | 'unsteady' | 'not-the-floor' => {
  const settled = settle(samplesMm)
  if (samplesMm.length < SAMPLES || !areOfOneThing(settled, samplesMm.length) || settled.error > ERROR_MM) return 'unsteady'
  const { median } = settled
  const isNear = (other: number) => Math.abs(median - other) <= FROM_FLOOR_MM
  return couldBeAir(median, tapeMm) && (isNear(tapeMm) || isNear(floorMm)) ? median : 'not-the-floor'
}

/** Takes the samples of one tare. Rejects with the signal's reason. */
const takeTare = (
  line: Line<ReadingOf['height']>,
  known: Parameters<typeof floorFrom>[1],
  signal: AbortSignal,
): Promise<ReturnType<typeof floorFrom>> =>
  until(signal, (done, own) => {
    const samples: number[] = []
    own(
      line.onReading((reading) => {
        if ('mm' in reading && samples.push(reading.mm) >= SAMPLES) done(floorFrom(samples, known))
      }),
    )
  })

/** An empty booth is looked at again so often, ms: the air warms, and an ultrasonic head sees the floor nearer by a millimetre in a quarter of a degree. */
const LOOK_MS = 600_000
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
  clockwork: Pick<Clockwork, 'clock' | 'wall' | 'pace'>
  log: { warn(fields: object, text: string): void; error(fields: object, text: string): void }
  /** Ends it. */
  signal: AbortSignal
}

/**
 * Measures the empty floor when the booth starts, each time that it has become empty and every ten minutes while it is, and again and again
 * until that succeeds. `doubts`: the floor was found elsewhere three times in a row, as if the sensor had been moved. `trust`: it has been
 * calibrated again.
 */
export const keepTare = (deps: TareDeps): { doubts(): boolean; trust(): void } => {
  const { height, calibrations, isEmpty, signal, log } = deps
  const { clock, wall, pace } = deps.clockwork
  /** When the floor was last found, by the monotonic clock; null: not since the booth was last full. */
  let foundAt: number | null = null
  let signed = false
  /** Why the newest try failed; null: it did not. */
  let untared: string | null = null
  /** Tries in a row that found the floor elsewhere. */
  let astray = 0

  const once = async () => {
    const before = calibrations.newest('height')
    // A machine tares itself; without an installer's tape nobody can say whether that is the floor.
    if (!height || !before || before.machine) return
    const { tapeMm = before.floorMm } = before
    const floorMm = await takeTare(height, { tapeMm, floorMm: before.floorMm }, signal)
    if (!isEmpty()) return
    if (typeof floorMm === 'number') {
      const moved = Math.abs(floorMm - before.floorMm) >= MOVED_MM
      if (!signed || moved || astray > 0 || isTareDue(calibrations.standing('height')?.at ?? null, wall()))
        await deps.calibrate({ device: 'height', floorMm, tapeMm })
      signed = true
      foundAt = clock()
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
      if (!isEmpty()) foundAt = null
      const isDue = foundAt === null || clock() - foundAt >= LOOK_MS * pace
      if (isDue && isEmpty()) await once().catch((error: unknown) => signal.aborted || log.error({ err: error }, 'tare failed'))
      await pause(signal, AGAIN_MS * pace)
    }
  }
  keep().catch((error: unknown) => signal.aborted || log.error({ err: error }, 'no tare is taken any more'))

  return {
    doubts: () => astray >= DOUBTED,
    trust: () => void (astray = 0),
  }
}
