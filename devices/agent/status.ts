import type { Language } from '#protocol/basic.ts'
import type { HelpWanted } from '#protocol/help.ts'
import type { TriedPaths } from '#protocol/path.ts'
import type { Cabin, DeviceState } from '#protocol/reading.ts'
import type { Clockwork } from '../attempt/clockwork.ts'
import type { Bench } from '../bench/bench.ts'
import { watchCabin } from '../families/cabin/watch.ts'

type Status = { devices: DeviceState[]; cabin?: Cabin; asking?: true; help?: HelpWanted[]; paths?: TriedPaths; language: Language }

export type StatusDeps = {
  bench: Pick<Bench, 'states' | 'lines'>
  clockwork: Pick<Clockwork, 'clock' | 'pace'>
  connected: () => boolean
  /** The booth has asked whether anybody is still there, and waits for an answer. */
  isAsking: () => boolean
  /** Whom the booth calls. */
  helpWanted: () => HelpWanted[]
  /** How the page has found its way to the media; null: it hasn't looked. */
  paths: () => TriedPaths | null
  /** What the driver reads and hears. */
  language: () => Language
  /** Gives whether the server has taken it. */
  send: (status: Status) => Promise<boolean>
  /** Only what adds up has changed: faults, or a value that moved a little. */
  onCounted: () => void
}

/** What adds up and moves a little, and what the server has not taken, is told so often, ms. */
const STATUS_MS = 30_000

/**
 * Tells the server how a booth is: its devices whenever `tell` is called, the cabin around the driver when it changes in a way that
 * matters, and what only adds up now and then. What the server has not taken is told again, as it is then, until it has.
 */
export const openStatus = ({
  bench,
  isAsking,
  helpWanted,
  paths,
  language,
  clockwork,
  connected,
  send,
  onCounted,
}: StatusDeps): { tell(): void; close(): void } => {
  let last = ''
  let newest: Status | null = null
  let isLost = false
  const now = (): Status => {
    const cabin = watch.now()
    const help = helpWanted()
    const tried = paths()
    return {
      devices: bench.states(),
      ...(cabin && { cabin }),
      ...(isAsking() && { asking: true as const }),
      ...(help.length > 0 && { help }),
      ...(tried && { paths: tried }),
      language: language(),
    }
  }
  const tell = () => {
    const status = now()
    last = JSON.stringify(status)
    newest = status
    isLost = false
    if (status.cabin) watch.note(status.cabin)
    void send(status).then((taken) => {
      // What has been followed by a newer one doesn't matter any more.
      if (newest === status) isLost = !taken
    })
  }
  // Without a line nothing has to be told: whoever connects is told all.
  const watch = watchCabin(bench.lines.cabin, clockwork, () => connected() && tell())
  const counting = setInterval(() => {
    const hasCounted = JSON.stringify(now()) !== last
    if (!connected() || !(hasCounted || isLost)) return
    if (hasCounted) onCounted()
    tell()
  }, STATUS_MS)
  return {
    tell,
    close() {
      clearInterval(counting)
      watch.stop()
    },
  }
}
