import { type Static, Type } from 'typebox'
import { type Call, type CallView, openCall, prepareCall } from '#kit/call.ts'
import { keepCamera } from '#kit/cameras.ts'
import { type Kept, keepTracks } from '#kit/keep-tracks.ts'
import { keepSound, keptSounds } from '#kit/sounds.ts'
import { type Store, storeOf } from '#kit/watch.ts'
import { Exact } from '#protocol/basic.ts'
import { fits } from '#protocol/fits.ts'
import { standing } from '#protocol/link.ts'
import type { Ticket } from '#protocol/media.ts'
import { type MediaLine, openMediaLine } from '#protocol/media-line.ts'
import type { Refusal } from '#protocol/refusal.ts'
import type { Desk, StaffLink } from './desk.ts'

/** What the doctor wants nobody to hear or to see. */
const Quiet = Exact({ muted: Type.Boolean(), dark: Type.Boolean() })
type Quiet = Static<typeof Quiet>

/**
 * The doctor's side of the call in one value. `captured` null: camera and microphone are being opened. `muted` and `dark` hold
 * whether a microphone and a camera are there yet or not. `coming`: the booth's first picture is on its way, and nothing else should
 * keep the page busy. `loudspeaker`: what the driver's voice comes from, by the browser's id; empty: the system's own.
 */
export type CallingView = Quiet & { call: CallView | null; captured: Kept | null; coming: boolean; loudspeaker: string }

/** What a doctor chooses in the call. */
export type Chosen = 'camera' | 'microphone' | 'loudspeaker'
export type Calling = ReturnType<typeof startCalling>

/** For so long a picture that doesn't come holds the rest of the page back, ms. */
const COMING_MS = 300

/** In this window, so that a page that is loaded again doesn't speak before it's asked to. */
const KEPT = 'roadfit-quiet'
const keptQuiet = (): Quiet => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null')
    return fits(Quiet, kept) ? kept : { muted: false, dark: false }
  } catch {
    return { muted: false, dark: false }
  }
}
const sourcesOf = ({ muted, dark }: Quiet) => [...(muted ? (['microphone'] as const) : []), ...(dark ? (['camera'] as const) : [])]

/**
 * Opens the doctor's camera and microphone while the queue is still being read, so that a claimed driver sees a face at once,
 * and keeps one call: with the booth of the check that lies on the desk, on a line of its own that a ticket opens.
 */
export const startCalling = (
  link: Pick<StaffLink, 'ask' | 'watch'>,
  desk: Pick<Store<Pick<Desk, 'check' | 'joined'>>, 'value' | 'subscribe'>,
  madeUp: boolean,
  openLine: (ticket: () => Promise<Ticket | Refusal>) => MediaLine = (ticket) => openMediaLine('', ticket),
) => {
  const view = storeOf<CallingView>({
    call: null,
    captured: null,
    ...keptQuiet(),
    coming: false,
    loudspeaker: keptSounds().loudspeaker ?? '',
  })
  const set = (change: Partial<CallingView>) => view.set({ ...view.value, ...change })
  const seated = new AbortController()
  let call: Call | null = null
  let calling = new AbortController()
  let check: string | null = null
  let asSenior = false
  let coming: ReturnType<typeof setTimeout> | undefined
  let opened = new AbortController()
  /** Opens camera and microphone, those that were chosen; what was open is given back before, since some drivers let a device be opened once. */
  const open = () => {
    opened.abort()
    opened = new AbortController()
    const signal = AbortSignal.any([seated.signal, opened.signal])
    void keepTracks({ sources: ['camera', 'microphone'], madeUp: madeUp ? 'missing' : 'no', signal }, (captured) => {
      set({ captured })
      call?.bring(captured)
    })
  }
  open()
  prepareCall().catch(() => {})

  const arrived = () => {
    clearTimeout(coming)
    if (view.value.coming) set({ coming: false })
  }
  const follow = () => {
    const { check: on, joined } = desk.value
    const wanted = on?.id ?? null
    // Whoever takes over sits in another seat of the same room.
    if (wanted === check && joined === asSenior) return
    check = wanted
    asSenior = joined
    calling.abort()
    calling = new AbortController()
    call = null
    clearTimeout(coming)
    set({ call: null, coming: wanted !== null })
    if (wanted === null) return
    coming = setTimeout(arrived, COMING_MS)
    // Both lines drop with a server: the one that gives tickets is waited for, since a ticket that was refused would cost a wait more.
    const line = openLine(async () => {
      await standing(link)
      return link.ask('check:call', { check: wanted })
    })
    call = openCall({
      link: line,
      check: wanted,
      me: asSenior ? 'senior' : 'doctor',
      signal: calling.signal,
      onChange: (call) => {
        set({ call })
        if (call.state === 'closed') line.close()
        if (['failed', 'closed', 'taken'].includes(call.state)) arrived()
      },
    })
    // After the call has said on it that it leaves.
    calling.signal.addEventListener('abort', () => line.close(), { once: true })
    call.quiet(sourcesOf(view.value))
    if (view.value.captured) call.bring(view.value.captured)
  }
  const stop = desk.subscribe(follow)
  const want = (change: Partial<Quiet>) => {
    set(change)
    const { muted, dark } = view.value
    sessionStorage.setItem(KEPT, JSON.stringify({ muted, dark }))
    call?.quiet(sourcesOf(view.value))
  }
  return {
    view,
    /** The first picture stands on the screen. */
    arrived,
    mute: (muted: boolean) => want({ muted }),
    darken: (dark: boolean) => want({ dark }),
    /** Another device, in the middle of a call too; null: whichever the system has as its own. */
    choose(what: Chosen, id: string | null) {
      if (what === 'camera') keepCamera('face', id)
      else keepSound(what, id)
      if (what === 'loudspeaker') set({ loudspeaker: id ?? '' })
      else open()
    },
    /** Takes the call back from another window of this doctor. */
    takeBack: () => call?.takeBack(),
    /** The doctor stands up: whoever signs in next begins with a microphone that is on. */
    close() {
      stop()
      clearTimeout(coming)
      calling.abort()
      seated.abort()
      sessionStorage.removeItem(KEPT)
    },
  }
}
