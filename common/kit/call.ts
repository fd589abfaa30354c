import { BACK_OFF, type BackOff, waitBefore } from '#protocol/link.ts'
import type { Flow, LineQuality, Participant, RoomView, Says, Source } from '#protocol/media.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import type { Kept } from './keep-tracks.ts'
import { type Counted, qualityBetween } from './line-quality.ts'
import { type Fault, MOST_JOINS, rungDue, STEPS } from './recovery.ts'
import { type MediaLink, openSeat, type Seat, type Tracks } from './seat.ts'

export { type MediaLink, prepareCall } from './seat.ts'

/** Why no picture of the other moves: whose line, their camera, they aren't there; `unknown` while it's being found out. */
export type Stuck = 'unknown' | 'mine' | 'theirs' | 'camera' | 'absent'

/** A call in one value. */
export type CallView = {
  /**
   * `failed`: it doesn't stand and is being tried again, see `why`. `closed`: the room is closed. `taken`: another window of the same
   * person has the place; this one does nothing until it's told to take it back.
   */
  state: 'joining' | 'live' | 'failed' | 'closed' | 'taken'
  mine: Tracks
  theirs: Tracks
  /** What comes of a third one who is there: the second doctor, or to that one the first. */
  third: Tracks
  /** I send nothing although I'm there; the other side sends nothing. */
  held: boolean
  theyHold: boolean
  why: Refusal | null
  /** What I say of my side, and they of theirs; null: nothing yet. */
  says: Says | null
  theySay: Says | null
  /** How my line does, and theirs; null: nothing is known of it. */
  line: LineQuality | null
  theirLine: LineQuality | null
  stuck: Stuck | null
  /** It was tried so often without success that whoever waits should go on without. It's still being tried. */
  noWay: boolean
}

export type Call = {
  readonly view: CallView
  /** True: stand ready in the room and send nothing. False: send. */
  hold(held: boolean): void
  /** True: send the camera alone, as a small picture, and nothing that can be heard. False: all that was brought. */
  glimpse(only: boolean): void
  /** Sends these from now on, and nothing else. */
  bring(kept: Pick<Kept, 'tracks'> & Partial<Pick<Kept, 'others' | 'sound'>>): void
  /** Sends none of these sources, whenever their tracks come; the other side is told that it's on purpose. */
  quiet(sources: readonly Source[]): void
  /** Takes the place back from the other window. */
  takeBack(): void
}

/** How often the line is measured, ms: so long a loss is told from a single packet. */
const MEASURE_MS = 3000
/** How often it's looked whether pictures come, ms. */
const LOOK_MS = 500

const STUCK: Readonly<Record<Flow, Stuck>> = { absent: 'absent', still: 'theirs', 'no-picture': 'camera', flows: 'mine' }
const SOURCES: readonly Source[] = ['camera', 'overview', 'microphone']

/**
 * Joins the room of a check and stays: after every failure it restarts or begins again, until `signal` is aborted; then it has left
 * the room, and nobody is told of it any more. What is brought stays with whoever brought it. `onChange` gets the whole view at each
 * change.
 */
export const openCall = ({
  link,
  check,
  me,
  onChange,
  held = false,
  backOff = BACK_OFF,
  signal,
}: {
  link: MediaLink
  check: string
  me: Participant
  onChange: (view: CallView) => void
  held?: boolean
  backOff?: BackOff
  signal: AbortSignal
}): Call => {
  let view: CallView = {
    state: 'joining',
    mine: {},
    theirs: {},
    third: {},
    held,
    theyHold: true,
    why: null,
    says: null,
    theySay: null,
    line: null,
    theirLine: null,
    stuck: null,
    noWay: false,
  }
  let seat: Seat | null = null
  let pushed: readonly RoomView[] = []
  let tried = 0
  let round = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let small = false
  /** Between a failure and the next join. */
  let waiting = false
  let brought: Parameters<Call['bring']>[0] | null = null
  let off: readonly Source[] = []

  const show = (changed: Partial<CallView>) => {
    view = { ...view, ...changed }
    if (!signal.aborted) onChange(view)
  }
  const isOver = () => view.state === 'closed' || view.state === 'taken'
  const stand = () => {
    round += 1
    clearTimeout(timer)
    waiting = false
    seat?.close()
    seat = null
  }
  /** What is known of the other side, and of the line, while nothing stands. */
  const unknown = { theirs: {}, third: {}, theyHold: true, theySay: null, line: null, theirLine: null } as const
  /** What is left where nothing is tried any more. */
  const rest = { ...unknown, stuck: null, why: null } as const
  const recover = (fault: Fault, why: Refusal | null = null) => {
    const step = STEPS[fault]
    if (step === 'restart') return seat?.restart()
    if (step === 'rejoin-now') return start()
    stand()
    if (step === 'stay-away') return show({ state: 'taken', ...rest })
    waiting = true
    timer = setTimeout(start, waitBefore(backOff, tried, Math.random()))
    tried += 1
    show({ state: why ? 'failed' : 'joining', why, ...unknown, noWay: view.noWay || tried >= MOST_JOINS })
  }
  const refused = (why: Refusal) => recover(why.refused === 'media-taken' ? 'place-taken' : 'refused', why)
  const join = async () => {
    stand()
    const mine = round
    pushed = []
    const opened = await openSeat({
      link,
      check,
      me,
      theirs: ({ tracks, third, held, says, line }) =>
        mine === round && show({ theirs: tracks, third, theyHold: held, theySay: says, theirLine: line }),
      connected: () => {
        tried = 0
      },
      lost: (fault, why) => mine === round && (why ? refused(why) : recover(fault)),
    })
    if (mine !== round) return isRefusal(opened) ? undefined : opened.close()
    if (isRefusal(opened)) return refused(opened)
    seat = opened
    // Pushed while the seat was being set up: newer than the answer to its join.
    const [newest] = pushed
    if (newest?.room === opened.room) opened.take(newest)
    opened.send(view.mine, { held: view.held, small })
    if (view.says) opened.say(view.says)
    show({ state: 'live', why: null })
  }
  const end = () => {
    stand()
    clearInterval(looking)
    clearInterval(measuring)
    stopRoom()
    stopLine()
    stopLink()
    show({ state: 'closed', ...rest })
  }
  const start = () => {
    join().catch(() => refused({ refused: 'internal', fields: {} }))
  }

  // ---------------------------------------------------------------- what is sent, and what is said of it

  const sayingOf = (source: Source): Says[Source] => {
    if (off.includes(source)) return 'off'
    if (!brought?.tracks[source]) return 'none'
    return brought.others?.includes(source) ? 'other' : 'on'
  }
  const isSent = (source: Source): boolean => !off.includes(source) && (!small || source === 'camera')
  const send = () => {
    if (!brought || view.state === 'closed') return
    const { tracks, sound = 'on' } = brought
    const mine = Object.fromEntries(SOURCES.flatMap((source) => (tracks[source] && isSent(source) ? [[source, tracks[source]]] : [])))
    const says = { camera: sayingOf('camera'), overview: sayingOf('overview'), microphone: sayingOf('microphone'), sound }
    show({ mine, says })
    seat?.send(mine, { held: view.held, small })
    seat?.say(says)
  }

  // ---------------------------------------------------------------- whether pictures come

  let seen: number | null = null
  let since = performance.now()
  let climbed = 0
  const awaits = () => !view.held && !small && !isOver() && !['off', 'none'].includes(view.theySay?.camera ?? 'on')
  const moving = () => {
    since = performance.now()
    climbed = 0
    if (view.stuck || view.noWay) show({ stuck: null, noWay: false })
  }
  const whose = async (): Promise<Stuck> => {
    if (seat?.isCutOff()) return 'mine'
    const answer = await link.ask('media:lines', { check })
    if (!isRefusal(answer)) return STUCK[answer.theirs]
    // Nobody to ask: the line for words is cut as well as the one for pictures. Else it's being set up, and not known yet.
    return answer.refused === 'not-connected' || answer.refused === 'no-answer' ? 'mine' : 'unknown'
  }
  const look = async () => {
    seat?.fit()
    if (!awaits()) return moving()
    const now = await seat?.pictures()
    if (now != null && now > 0 && now !== seen) {
      seen = now
      return moving()
    }
    const due = rungDue(climbed, performance.now() - since, seat?.stoodMs() ?? 0)
    if (!due) return
    const { does, says } = due
    climbed += 1
    const before = view.stuck
    if (!before) show({ stuck: 'unknown' })
    const stuck = await whose()
    if (!view.stuck || !awaits()) return
    show({ stuck, noWay: view.noWay || says === 'no-way' })
    // What was wrong at the other end until now comes by itself: their picture has only just arrived at the server.
    if (stuck !== 'mine' || before === 'theirs' || before === 'camera' || before === 'absent') return
    if (does === 'restart') seat?.restart()
    // A way that is being looked for has an end of its own.
    if (does === 'rejoin' && seat && !seat.isCutOff()) recover('nothing-comes')
  }
  const looking = setInterval(() => void look().catch(() => {}), LOOK_MS)

  // ---------------------------------------------------------------- how the line does

  let counted: { seat: Seat; counts: Counted } | null = null
  const measure = async () => {
    const now = seat
    if (!now || view.held) return
    const counts = await now.counted()
    const before = counted?.seat === now ? counted.counts : null
    counted = { seat: now, counts }
    const line = before && qualityBetween(before, counts)
    if (!line || now !== seat || JSON.stringify(line) === JSON.stringify(view.line)) return
    show({ line })
    now.measured(line)
  }
  const measuring = setInterval(() => void measure().catch(() => {}), MEASURE_MS)

  const stopRoom = link.on('media:room', (room: RoomView) => {
    if (room.check !== check || isOver()) return
    pushed = [room]
    if (room.taken) recover('place-taken')
    else if (room.room === null) end()
    else if (seat?.room === room.room) seat.take(room)
    // Rebuilt elsewhere: what stands there is dead. While a join is under way its answer brings the room.
    else if (seat) recover('room-moved')
  })
  let connected = false
  const stopLink = link.watch((state, refusal) => {
    if (state === 'refused' && !seat && !isOver()) {
      tried += 1
      show({ state: 'failed', why: refusal, noWay: view.noWay || tried >= MOST_JOINS })
    }
    const back = state === 'connected' && !connected
    connected = state === 'connected'
    if (back && !seat && view.state !== 'taken') start()
  })
  const stopLine = link.on('media:line', (line) => {
    if (line.check !== check || isOver()) return
    if (waiting) return start()
    if (!seat) return
    recover('line-back')
    if (view.says) seat.say(view.says)
  })
  const leave = () => {
    if (view.state === 'closed') return
    // Who was thrown out has nothing to leave.
    if (view.state !== 'taken') void link.ask('media:leave', { check })
    end()
  }
  if (signal.aborted) leave()
  else signal.addEventListener('abort', leave, { once: true })

  return {
    get view() {
      return view
    },
    hold(held) {
      if (held === view.held || view.state === 'closed') return
      since = performance.now()
      show({ held })
      seat?.send(view.mine, { held, small })
    },
    glimpse(only) {
      if (only === small) return
      small = only
      since = performance.now()
      send()
    },
    bring(kept) {
      brought = kept
      send()
    },
    quiet(sources) {
      off = sources
      send()
    },
    takeBack() {
      if (view.state !== 'taken') return
      since = performance.now()
      show({ state: 'joining' })
      start()
    },
  }
}
