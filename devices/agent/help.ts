import type { Helper, HelpHere, HelpWanted } from '#protocol/help.ts'
import { HELPERS } from '#protocol/help.ts'

/** How long a booth shows that somebody has heard its call, ms. */
const HEARD_MS = 60_000

/** Whom the booth calls, and who has heard it. */
export type Help = {
  /** Calls for somebody, or says that nobody is needed any more. */
  want(whom: Helper, wanted: boolean): void
  /** Whoever was called has heard it. */
  heard(call: string): void
  /** The driver has gone: nobody speaks with them any more. Staff who were called still come. */
  leave(): void
  /** What the server is told: every call that stands, until it is answered. */
  wanted(): HelpWanted[]
  stop(): void
}

/** `onChange`: what the booth shows of its calls now; null: it has none. `onWanted`: the server has to be told. */
export const openHelp = ({
  ids,
  onChange,
  onWanted,
}: {
  ids: () => string
  onChange: (help: HelpHere | null) => void
  onWanted: () => void
}): Help => {
  const calls = new Map<Helper, { id: string; heard: NodeJS.Timeout | null }>()
  const show = () =>
    onChange(calls.size === 0 ? null : Object.fromEntries([...calls].map(([whom, { heard }]) => [whom, heard ? 'heard' : 'called'])))
  const end = (whom: Helper) => {
    const call = calls.get(whom)
    if (!call) return
    clearTimeout(call.heard ?? undefined)
    calls.delete(whom)
    show()
    if (!call.heard) onWanted()
  }
  return {
    want(whom, wanted) {
      if (!wanted) return end(whom)
      if (calls.get(whom)?.heard === null) return
      end(whom)
      calls.set(whom, { id: ids(), heard: null })
      show()
      onWanted()
    },
    heard(id) {
      const whom = HELPERS.find((each) => calls.get(each)?.id === id)
      const call = whom && calls.get(whom)
      if (!call || call.heard) return
      call.heard = setTimeout(() => end(whom), HEARD_MS)
      call.heard.unref()
      show()
      onWanted()
    },
    leave: () => end('doctor'),
    wanted: () => [...calls].flatMap(([whom, { id, heard }]) => (heard ? [] : [{ id, whom }])),
    stop() {
      for (const { heard } of calls.values()) clearTimeout(heard ?? undefined)
    },
  }
}
