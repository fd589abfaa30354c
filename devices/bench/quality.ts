import type { DeviceKind } from '#protocol/device.ts'
import type { DeviceUse } from '#protocol/reading.ts'
import type { Bench, OnBench } from './bench.ts'

/** What tells a device that has no line of its own: the booth has one. */
const unlined = (kind: DeviceKind): DeviceUse => ({ id: kind, kind, model: kind, quality: { frames: 0, faults: 0, longestGapMs: 0 } })

/** Watches how a booth's devices do from now on, until the signal. Gives, when it is asked, the uses of those kinds, and stops. */
export const watchQuality = (
  bench: Pick<Bench, 'devices'>,
  clock: () => number,
  signal: AbortSignal,
): ((kinds: readonly DeviceKind[]) => DeviceUse[]) => {
  const watched = bench.devices.map((device) => watchOne(device, clock))
  signal.addEventListener('abort', () => watched.forEach((stop) => stop()))
  return (kinds) => {
    const uses = watched.map((stop) => stop())
    return kinds.flatMap((kind) => {
      const mine = uses.filter((use) => use.kind === kind)
      return mine.length > 0 ? mine : [unlined(kind)]
    })
  }
}

const watchOne = ({ kind, model, line }: OnBench, clock: () => number): (() => DeviceUse) => {
  const begun = { frames: line.frames, faults: line.faults }
  let heardAt = clock()
  let longest = 0
  let port = line.port
  const hear = (at: number) => {
    longest = Math.max(longest, at - heardAt)
    heardAt = at
    port ??= line.port
  }
  const stop = line.onFrame((_frame: Uint8Array, _turn: unknown, at: number) => hear(at))
  return () => {
    stop()
    hear(clock())
    const quality = { frames: line.frames - begun.frames, faults: line.faults - begun.faults, longestGapMs: Math.round(longest) }
    return { id: port ?? 'unplugged', kind, model, quality }
  }
}

/** How one device did since it was opened: for what is read in one go, like a card. */
export const useOf = ({ kind, model, line }: OnBench): DeviceUse => ({
  id: line.port ?? 'unplugged',
  kind,
  model,
  quality: { frames: line.frames, faults: line.faults, longestGapMs: 0 },
})
