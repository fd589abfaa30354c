import { openCall, prepareCall, type Call, type CallView } from '#kit/call.ts'
import { getTracks, type Captured } from '#kit/capture.ts'
import { storeOf, type Store } from '#kit/watch.ts'
import type { Desk, StaffLink } from './desk.ts'

/**
 * The doctor's side of the call in one value. `captured` null: camera and microphone are being opened. `agreeing`: the booth's
 * picture is being agreed on, and nothing else should keep the page busy.
 */
export type CallingView = { call: CallView | null; captured: Captured | null; muted: boolean; dark: boolean; agreeing: boolean }
export type Calling = ReturnType<typeof startCalling>

/** For so long a call that doesn't come about holds the rest of the page back, ms. */
const AGREEING_MS = 300

/**
 * Opens the doctor's camera and microphone while the queue is still being read, so that a claimed driver sees a face at once,
 * and keeps one call: with the booth of the check that lies on the desk.
 */
export const startCalling = (link: StaffLink, desk: Store<Desk>, madeUp: boolean) => {
  const view = storeOf<CallingView>({ call: null, captured: null, muted: false, dark: false, agreeing: false })
  const set = (change: Partial<CallingView>) => view.set({ ...view.value, ...change })
  const capturing = getTracks({ sources: ['camera', 'microphone'], madeUp }).then((captured) => {
    set({ captured })
    return captured
  })
  prepareCall().catch(() => {})

  let call: Call | null = null
  let check: string | null = null
  let agreeing: ReturnType<typeof setTimeout> | undefined
  const agreed = () => {
    clearTimeout(agreeing)
    if (view.value.agreeing) set({ agreeing: false })
  }
  const follow = () => {
    const wanted = desk.value.check?.id ?? null
    if (wanted === check) return
    check = wanted
    call?.close()
    call = null
    clearTimeout(agreeing)
    set({ call: null, agreeing: wanted !== null })
    if (wanted === null) return
    agreeing = setTimeout(agreed, AGREEING_MS)
    call = openCall({
      link,
      check: wanted,
      me: 'doctor',
      tracks: () => capturing.then(({ tracks }) => tracks),
      onChange: (call) => {
        if (wanted !== check) return
        set({ call })
        const { camera } = call.theirs
        if (camera?.muted) camera.addEventListener('unmute', agreed, { once: true })
        else if (camera || call.state === 'failed' || call.state === 'closed') agreed()
      },
    })
  }
  const stop = desk.subscribe(follow)
  const enable = (kind: 'audio' | 'video', enabled: boolean) => {
    for (const track of Object.values(view.value.captured?.tracks ?? {})) if (track.kind === kind) track.enabled = enabled
  }
  return {
    view,
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
      clearTimeout(agreeing)
      call?.close()
      void capturing.then((captured) => captured.stop())
    },
  }
}
