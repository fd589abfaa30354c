/** What the booth's sensors say of somebody in it; null: it has none that could. */
export type Sees = boolean | null

export type Absence = 'empty' | 'idle'

/** Nobody seen for so long, ms: a driver who bends down is not gone. */
const EMPTY_MS = 15_000
/** The page waits for a touch, and none has come for so long, ms. */
const TURN_MS = 60_000
/** Nothing done for so long, ms, while the driver has nothing to do: in a booth that can't see; in one that sees somebody, whose sensor may be stuck. */
const IDLE_MS = 5 * 60_000
const IDLE_SEEN_MS = 3 * IDLE_MS
/** The card was taken along, and nothing else has come for so long, ms. */
const CARD_GONE_MS = 60_000
/** How long there is to answer, ms; half of it is over when it is asked once more. */
const ASK_MS = 120_000
/** How often it looks, ms. */
const LOOK_MS = 500

/** How long there is to answer, s, and whether it is asked once more; null: nobody is asked. */
type Asked = { seconds: number; again: boolean } | null

export type StillThereDeps = {
  /** Monotonic, ms. */
  clock: () => number
  sees: () => Sees
  /** The page waits for the driver now; false: they wait for a doctor, and there is nothing to touch. */
  isTheirTurn: () => boolean
  /** What is asked has changed. */
  onAsking: (asked: Asked) => void
  /** Nobody has answered. */
  onGone: (why: Absence) => void
}

/**
 * Watches over the driver of an open check: nobody in the booth, or nothing done in it for long, and the screen asks whether anybody is
 * still there, and once more. Any sign takes that back, but not somebody whom the sensor sees again: that may be the next one.
 */
export const watchDriver = ({ clock, sees, isTheirTurn, onAsking, onGone }: StillThereDeps) => {
  let signAt = clock()
  /** A stimulus has come since the last sign: the patience has begun again with it, once. */
  let hasShown = false
  let wasTheirTurn = false
  let emptySince: number | null = null
  let cardGoneAt: number | null = null
  let askedAt: number | null = null
  let last: number | null = null
  let looking: NodeJS.Timeout | undefined

  const tell = (asked: Asked) => {
    if (last === (asked?.seconds ?? null)) return
    last = asked?.seconds ?? null
    onAsking(asked)
  }
  const isDoubtful = (now: number, seen: Sees): boolean => {
    if (emptySince !== null && now - emptySince >= EMPTY_MS) return true
    if (cardGoneAt !== null && seen !== true && now - cardGoneAt >= CARD_GONE_MS) return true
    const patience = isTheirTurn() ? TURN_MS : seen === true ? IDLE_SEEN_MS : IDLE_MS
    return now - signAt >= patience
  }
  const stop = () => {
    clearInterval(looking)
    looking = undefined
    askedAt = emptySince = cardGoneAt = null
    tell(null)
  }
  const look = () => {
    const now = clock()
    const seen = sees()
    // Who has waited for a doctor hasn't let the page wait.
    if (isTheirTurn() && !wasTheirTurn) signAt = now
    wasTheirTurn = isTheirTurn()
    emptySince = seen === false ? (emptySince ?? now) : null
    if (askedAt === null && isDoubtful(now, seen)) askedAt = now
    if (askedAt === null) return
    const left = askedAt + ASK_MS - now
    if (left > 0) return tell({ seconds: Math.ceil(left / 1000), again: left <= ASK_MS / 2 })
    stop()
    onGone(seen === false ? 'empty' : 'idle')
  }
  const sign = () => {
    signAt = clock()
    hasShown = false
    // Whoever does something is there, whatever the sensor says.
    askedAt = emptySince = cardGoneAt = null
    tell(null)
  }
  return {
    /** Somebody touched, pressed, stood or moved. */
    sign,
    /** A stimulus stands there, or sounds: until then nobody could answer. */
    shown() {
      if (hasShown || askedAt !== null) return
      hasShown = true
      signAt = clock()
    },
    /** The card isn't on the reader any more. Many drivers take it back at once and stay: it only shortens the patience. */
    cardGone() {
      cardGoneAt = clock()
    },
    /** A check is open on the screen, or none. */
    follow(open: boolean) {
      if (!open) return stop()
      if (looking !== undefined) return
      sign()
      looking = setInterval(look, LOOK_MS)
      looking.unref()
    },
    asking: () => askedAt !== null,
    stop,
  }
}

export type DriverWatch = ReturnType<typeof watchDriver>
