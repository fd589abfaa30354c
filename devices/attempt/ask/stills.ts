import type { TakenStill } from '#protocol/still.ts'
import { every } from '../until.ts'
import type { Given, Place } from './place.ts'

/** How often a picture is asked for while a trial stands there, and how long one that doesn't come is waited for, ms. */
const EVERY_MS = 1000
const LOST_MS = 5000
/** So many are held, the newest. */
const HELD = 4

/**
 * Asks the page for pictures while a trial stands there, and gives the answer with the one that shows it: the newest that is at least
 * `beforeMs` older than the answer, since who touches "done" has let the arm down; else the oldest. `wanted`: an answer of which none is
 * needed keeps none. A booth without a camera gives the answer as it is. Rejects, beside what `ask` rejects with, when the picture can't be kept.
 */
export const withStill = async <An>(
  place: Place,
  { beforeMs, wanted = () => true }: { beforeMs: number; wanted?: (answer: An) => boolean },
  ask: () => Promise<Given<An>>,
): Promise<Given<An>> => {
  const { screen, camera, time } = place
  let held: { at: number; still: TakenStill }[] = []
  let askedAt: number | null = null
  let blind = false
  const request = () => {
    if (blind || (askedAt !== null && time.clock() - askedAt < LOST_MS)) return
    askedAt = time.clock()
    camera.ask()
  }
  const deaf = screen.onPage((sign) => {
    // One that nobody asked for shows nobody knows when.
    if (sign.sign !== 'still' || askedAt === null) return
    if (sign.still === null) blind = true
    else held = [...held, { at: askedAt, still: sign.still }].slice(-HELD)
    askedAt = null
  })
  const stop = every(Math.max(10, EVERY_MS * time.pace), request)
  try {
    const answering = ask()
    // The trial stands on the screen by now: the page names it.
    request()
    const given = await answering
    const shows = held.findLast(({ at }) => given.answeredAt - at >= beforeMs * time.pace) ?? held[0]
    if (!shows || !wanted(given.answer)) return given
    const { camera: by, jpeg } = shows.still
    return { ...given, still: { camera: by, digest: camera.keep(Buffer.from(jpeg, 'base64')) } }
  } finally {
    stop()
    deaf()
  }
}
