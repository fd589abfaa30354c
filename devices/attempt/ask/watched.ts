import type { Mark } from '#measure/acuity/distance.ts'
import { mostOf, moveTo, type Seen, spanAtMark } from '#measure/acuity/watched.ts'
import type { EyesHint, MarkAnswer } from '#protocol/procedures/acuity.ts'
import type { Side } from '#protocol/station.ts'
import { after, until } from '../until.ts'
import type { Given, Place } from './place.ts'

/** From the moment the driver says that they sit at the mark, ms: whose eyes weren't found by then aren't found. */
const FIND_MS = 20_000
/** Who can't be brought back to the mark in this time goes on without; whether it counts is seen then. */
const SEAT_MS = 30_000
/** The head is back when so many pictures, one after the other, say so. */
const BACK = 3

/** Pixels between the eyes of a driver who sits at the mark. A page whose camera finds none, or can't look for any, says so. */
export const askMark = ({ screen, time, signal }: Place, eye: Side): Promise<Given<MarkAnswer>> =>
  until(signal, (done, own) => {
    let shownAt: number | null = null
    let seen: Seen[] = []
    let hints: EyesHint[] = []
    let stopTimer = () => {}
    const found = (spanPx: number | null, stood: number, at: number, source: 'touch' | 'timer') =>
      done({
        answer: { spanPx, ...(hints.length > 0 ? { hint: mostOf(hints) } : {}) },
        shownAt: Math.min(stood, at),
        answeredAt: at,
        source,
      })
    own(() => stopTimer())
    own(
      screen.onPage((page, at) => {
        if (page.sign === 'shown') {
          shownAt = at
          seen = []
          hints = []
          stopTimer()
          stopTimer = after(FIND_MS * time.patience, () => found(null, at, time.clock(), 'timer'))
          return
        }
        if (shownAt === null || page.sign !== 'eyes') return
        if (page.blind) return found(null, shownAt, at, 'touch')
        seen.push(page.spanPx)
        if (page.hint) hints.push(page.hint)
        const spanPx = spanAtMark(seen)
        if (spanPx !== null) found(spanPx, shownAt, at, 'touch')
      }),
    )
    screen.show({ scene: 'mark', eye, watched: true })
  })

/** A driver whose head was off is told which way to move, until it is back at the mark. Resolves then, or when it takes too long. */
export const backToMark = (
  { screen, time, signal }: Place,
  { eye, mark, mostOff, away }: { eye: Side; mark: Mark; mostOff: number; away: number },
): Promise<void> =>
  until(signal, (done, own) => {
    const seen: Seen[] = []
    let told: 'back' | 'nearer' | 'still' = away < 0 ? 'back' : 'nearer'
    let still = 0
    const show = () => screen.show({ scene: 'seat', eye, move: told, watched: true })
    own(after(SEAT_MS * time.patience, () => done(undefined)))
    own(
      screen.onPage((page) => {
        if (page.sign !== 'eyes') return
        seen.push(page.spanPx)
        const move = moveTo(seen, mark, mostOff)
        still = move === 'still' ? still + 1 : 0
        if (still >= BACK) return done(undefined)
        if (move === null || move === told) return
        told = move
        show()
      }),
    )
    show()
  })
