import type { DeviceOutput, ReadingOutput } from '#protocol/service.ts'
import type { OnBench } from '../bench/bench.ts'

/** Longest frame that is shown whole, bytes. */
const MOST = 64

/** Calls `take` with each frame of a device and what came of it. Returns how to stop. A card's contents are told by their length alone. */
export const watch = (device: OnBench, take: (heard: DeviceOutput) => void): (() => void) => {
  const tell = (frame: Uint8Array, readings: ReadingOutput[], fault: string | undefined, at: number) =>
    take({ name: device.name, at, frame: inWords(frame), readings, fault: fault ?? null })
  if (device.kind === 'identity-card')
    return device.line.onFrame((frame, { readings = [], fault }, at) =>
      tell(
        frame,
        readings.map(({ event }) => ({ event })),
        fault,
        at,
      ),
    )
  return device.line.onFrame((frame, { readings = [], fault }, at) => tell(frame, readings, fault, at))
}

const inWords = (frame: Uint8Array): string => {
  if (frame.length > MOST) return `${frame.length} bytes`
  if (frame.every((byte) => byte >= 0x20 && byte <= 0x7e)) return new TextDecoder().decode(frame)
  return Buffer.from(frame).toString('hex').toUpperCase().match(/../g)?.join(' ') ?? ''
}
