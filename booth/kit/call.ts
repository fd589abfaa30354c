import type { Participant, RoomView } from '#protocol/media.ts'
import { BACK_OFF, type BackOff } from '#protocol/link.ts'
import { isRefusal, type Refusal } from '#protocol/refusal.ts'
import { openSitting, type MediaLink, type Sitting, type Tracks } from './sitting.ts'

export { prepareCall, type MediaLink, type Tracks } from './sitting.ts'

/** A call in one value. */
export type CallView = {
  /** `failed`: it doesn't stand and is being tried again, see `why`. `closed`: the room is closed, or somebody took this place. */
  state: 'joining' | 'live' | 'failed' | 'closed'
  mine: Tracks
  theirs: Tracks
  /** I send nothing although I'm there; the other side sends nothing. */
  held: boolean
  theyHold: boolean
  why: Refusal | null
}

export type Call = {
  readonly view: CallView
  /** True: stand ready in the room and send nothing. False: send. */
  hold(held: boolean): void
  /** Sends these in place of those of the same source: a camera that came later, or another one. */
  bring(tracks: Tracks): void
}

/** How long to wait before the try after `tried` others, ms; with chance in it, so that many don't come at once. */
const waitBefore = ({ firstMs, longestMs, jitter }: BackOff, tried: number): number =>
  Math.min(firstMs * 2 ** tried, longestMs) * (1 + jitter * (Math.random() - 0.5))

/**
 * Joins the room of a check and stays: after every failure it restarts or begins anew, until `signal` is aborted; then it has left
 * the room, and nobody is told of it any more. `tracks` is asked once; what it gives is sent as soon as it's there, and stays with
 * whoever gave it. `onChange` gets the whole view at each change.
 */
export const openCall = ({
  link,
  check,
  me,
  tracks,
  onChange,
  held = false,
  backOff = BACK_OFF,
  signal,
}: {
  link: MediaLink
  check: string
  me: Participant
  tracks: () => Promise<Tracks>
  onChange: (view: CallView) => void
  held?: boolean
  backOff?: BackOff
  signal: AbortSignal
}): Call => {
  let view: CallView = { state: 'joining', mine: {}, theirs: {}, held, theyHold: true, why: null }
  let sitting: Sitting | null = null
  let pushed: readonly RoomView[] = []
  let tried = 0
  let round = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const show = (changed: Partial<CallView>) => {
    view = { ...view, ...changed }
    if (!signal.aborted) onChange(view)
  }
  const stand = () => {
    round += 1
    clearTimeout(timer)
    sitting?.close()
    sitting = null
  }
  const again = (why: Refusal | null) => {
    stand()
    timer = setTimeout(() => void join(), waitBefore(backOff, tried))
    tried += 1
    show({ state: why ? 'failed' : 'joining', why, theirs: {}, theyHold: true })
  }
  const join = async () => {
    stand()
    const mine = round
    pushed = []
    const opened = await openSitting({
      link,
      check,
      me,
      theirs: (theirs, theyHold) => mine === round && show({ theirs, theyHold }),
      connected: () => {
        tried = 0
      },
      lost: (why) => mine === round && again(why),
    })
    if (mine !== round) return isRefusal(opened) ? undefined : opened.close()
    if (isRefusal(opened)) return again(opened)
    sitting = opened
    // Pushed while the sitting was being set up: newer than the answer to its join.
    const [newest] = pushed
    if (newest?.room === opened.room) opened.take(newest)
    opened.send(view.mine, view.held)
    show({ state: 'live', why: null })
  }
  const end = () => {
    stand()
    stopRoom()
    stopLink()
    show({ state: 'closed', theirs: {}, theyHold: true, why: null })
  }
  const start = () => {
    join().catch(() => again({ refused: 'internal', fields: {} }))
  }

  const bring = (brought: Tracks) => {
    if (view.state === 'closed') return
    show({ mine: { ...view.mine, ...brought } })
    sitting?.send(view.mine, view.held)
    // A camera that is pulled out ends its track.
    for (const track of Object.values(brought)) {
      track.addEventListener('ended', () => {
        show({ mine: Object.fromEntries(Object.entries(view.mine).filter(([, one]) => one !== track)) })
        sitting?.send(view.mine, view.held)
      })
    }
  }

  const stopRoom = link.on('media:room', (room: RoomView) => {
    if (room.check !== check) return
    pushed = [room]
    if (room.room === null) end()
    else if (sitting?.room === room.room) sitting.take(room)
    // Rebuilt elsewhere: what stands there is dead. While a join is under way its answer brings the room.
    else if (sitting) start()
  })
  let connected = false
  const stopLink = link.watch((state) => {
    const back = state === 'connected' && !connected
    connected = state === 'connected'
    if (!back) return
    if (sitting) sitting.restart()
    else start()
  })
  tracks().then(bring, () => {})
  const leave = () => {
    if (view.state === 'closed') return
    void link.ask('media:leave', { check })
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
      show({ held })
      sitting?.send(view.mine, held)
    },
    bring,
  }
}
