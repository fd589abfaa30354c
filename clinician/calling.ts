import { openCall, prepareCall, type CallView } from '#kit/call.ts'
import { getTracks, type Captured } from '#kit/capture.ts'
import { storeOf, type Store } from '#kit/watch.ts'
import type { Desk, StaffLink } from './desk.ts'

/**
 * The doctor's side of the call in one value. `captured` null: camera and microphone are being opened. `coming`: the booth's
 * first picture is on its way, and nothing else should keep the page busy.
 */
export type CallingView = { call: CallView | null; captured: Captured | null; muted: boolean; dark: boolean; coming: boolean }
export type Calling = ReturnType<typeof startCalling>

/** For so long a picture that doesn't come holds the rest of the page back, ms. */
const COMING_MS = 300

/**
 * Opens the doctor's camera and microphone while the queue is still being read, so that a claimed driver sees a face at once,
 * and keeps one call: with the booth of the check that lies on the desk.
 */
export const startCalling = (link: StaffLink, desk: Store<Desk>, madeUp: boolean) => {
  const view = storeOf<CallingView>({ call: null, captured: null, muted: false, dark: false, coming: false })
  const set = (change: Partial<CallingView>) => view.set({ ...view.value, ...change })
  const seated = new AbortController()
  const capturing = getTracks({ sources: ['camera', 'microphone'], madeUp, signal: seated.signal }).then((captured) => {
    set({ captured })
    return captured
  })
  prepareCall().catch(() => {})

  let calling = new AbortController()
  let check: string | null = null
  let coming: ReturnType<typeof setTimeout> | undefined
  const arrived = () => {
    clearTimeout(coming)
    if (view.value.coming) set({ coming: false })
  }
  const follow = () => {
    const wanted = desk.value.check?.id ?? null
    if (wanted === check) return
    check = wanted
    calling.abort()
    calling = new AbortController()
    clearTimeout(coming)
    set({ call: null, coming: wanted !== null })
    if (wanted === null) return
    coming = setTimeout(arrived, COMING_MS)
    openCall({
      link,
      check: wanted,
      me: 'doctor',
      tracks: () => capturing.then(({ tracks }) => tracks),
      signal: calling.signal,
      onChange: (call) => {
        set({ call })
        if (call.state === 'failed' || call.state === 'closed') arrived()
      },
    })
  }
  const stop = desk.subscribe(follow)
  const enable = (kind: 'audio' | 'video', enabled: boolean) => {
    for (const track of Object.values(view.value.captured?.tracks ?? {})) if (track.kind === kind) track.enabled = enabled
  }
  return {
    view,
    /** The first picture stands on the screen. */
    arrived,
    mute(muted: boolean) {
      enable('audio', !muted)
      set({ muted })
    },
    darken(dark: boolean) {
      enable('video', !dark)
      set({ dark })
    },
    close() {
      stop()
      clearTimeout(coming)
      calling.abort()
      seated.abort()
    },
  }
}
