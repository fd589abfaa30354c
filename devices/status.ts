import type { Cabin, DeviceState } from '#protocol/reading.ts'
import type { Bench } from './bench.ts'
import { watchCabin } from './cabin/watch.ts'

export type StatusDeps = {
  bench: Pick<Bench, 'states' | 'lines'>
  /** Monotonic, ms. */
  clock: () => number
  /** Factor on all waiting. */
  pace: number
  connected: () => boolean
  send: (status: { devices: DeviceState[]; cabin?: Cabin }) => void
  /** Only what adds up has changed: faults, or a value that moved a little. */
  onCounted: () => void
}

/** What adds up and moves a little is told so often, ms. */
const STATUS_MS = 30_000

/**
 * Tells the server how a booth is: its devices whenever `tell` is called, the cabin around the driver when it changes in a way that
 * matters, and what only adds up now and then.
 */
export const openStatus = ({ bench, clock, pace, connected, send, onCounted }: StatusDeps): { tell(): void; close(): void } => {
  let said = ''
  const now = () => {
    const cabin = watch.now()
    return { devices: bench.states(), ...(cabin && { cabin }) }
  }
  const tell = () => {
    const status = now()
    said = JSON.stringify(status)
    if (status.cabin) watch.told(status.cabin)
    send(status)
  }
  // Without a line nothing has to be told: whoever connects is told all.
  const watch = watchCabin(bench.lines.cabin, { clock, pace }, () => connected() && tell())
  const counting = setInterval(() => {
    if (JSON.stringify(now()) === said || !connected()) return
    onCounted()
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
