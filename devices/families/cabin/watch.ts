import type { Cabin } from '#protocol/reading.ts'
import type { Line } from '../../line/driver.ts'
import type { CabinReading } from './driver.ts'

/** The cabin around the driver, as its board says. */
export type CabinWatch = {
  /** The newest of each value; null: there is no board, or it isn't there now. */
  now(): Cabin | null
  /** The server knows this: the next news is what differs from it. */
  note(cabin: Cabin): void
  stop(): void
}

/** Noise, dB, and light, as a part of what was told and at least so many lux, that have moved by less are no news. */
const STEP_DB = 2
const STEP_LIGHT = 0.25
const LEAST_LUX = 20
/** Between two news of noise or light, ms, at least. */
const PAUSE_MS = 2000
/** The board gives noise once a second; a value older than this, ms, no longer says how loud it is. */
const OLD_MS = 5000

/**
 * Watches a booth's cabin board. Calls `onNews` when what it says differs from what was told in a way that matters: the door and
 * somebody in the booth at once, noise and light when they have moved by a step, at most every two seconds. The board repeats its
 * values, so that what came too early is news with the next one.
 */
export const watchCabin = (
  line: Pick<Line<CabinReading>, 'onReading' | 'state'> | null,
  { clock, pace }: { clock: () => number; pace: number },
  onNews: () => void,
): CabinWatch => {
  const newest: { door: Cabin['door']; occupied: boolean | null; noise: { db: number; at: number } | null; lux: number | null } = {
    door: null,
    occupied: null,
    noise: null,
    lux: null,
  }
  let last: Cabin | null = null
  let lastAt = Number.NEGATIVE_INFINITY

  const now = (): Cabin | null => {
    if (line?.state !== 'alive') return null
    const { door, occupied, noise, lux } = newest
    const isOld = noise !== null && clock() - noise.at > OLD_MS * pace
    return { door, occupied, noise: noise && { db: Math.round(noise.db), quality: isOld ? 'old' : 'good' }, lux }
  }
  const stop = line?.onReading((reading, at) => {
    if ('door' in reading) newest.door = reading.door
    else if ('occupied' in reading) newest.occupied = reading.occupied
    else if ('noiseDb' in reading) newest.noise = { db: reading.noiseDb, at }
    else newest.lux = reading.lux
    const cabin = now()
    if (!cabin) return
    const rested = clock() - lastAt >= PAUSE_MS * pace
    if (hasTurned(last, cabin) || (rested && hasMoved(last, cabin))) onNews()
  })
  return {
    now,
    note(cabin) {
      last = cabin
      lastAt = clock()
    },
    stop: () => stop?.(),
  }
}

const hasTurned = (before: Cabin | null, { door, occupied }: Cabin): boolean => before?.door !== door || before.occupied !== occupied

const hasMoved = (before: Cabin | null, { noise, lux }: Cabin): boolean => {
  if (noise?.quality !== before?.noise?.quality) return true
  if (noise && before?.noise && Math.abs(noise.db - before.noise.db) >= STEP_DB) return true
  const luxBefore = before?.lux ?? null
  if (lux === null || luxBefore === null) return lux !== luxBefore
  return Math.abs(lux - luxBefore) >= Math.max(LEAST_LUX, luxBefore * STEP_LIGHT)
}
