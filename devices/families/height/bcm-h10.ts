import type { Framer } from '../../line/driver.ts'
import { counted, sum } from '../../line/frames.ts'

/**
 * BCM-H10, a module for height and weight, 9600 8N1: `A5 5A`, count of the bytes that follow, device, function, data, check. The
 * check is the low byte of the sum of all before it, and one more. Numbers high byte first: mm, and hundreds of grams.
 */
const HEADER = [0xa5, 0x5a] as const
/** To the module, commands carry this device number. */
const TO_MODULE = 0x03

export const bcmFrames = (): Framer =>
  counted(HEADER, { shortest: 3, longest: 64, gapMs: 250, lengthBytes: 1 }, (frame) => check(frame.subarray(0, -1)) === frame.at(-1))

/** Puts header, count and check around device, function and data. */
export function bcmFrame(device: number, func: number, ...data: number[]): Uint8Array {
  const bytes = Uint8Array.of(...HEADER, data.length + 3, device, func, ...data)
  return Uint8Array.of(...bytes, check(bytes))
}

export const bcmCommand = (func: number, ...data: number[]): Uint8Array => bcmFrame(TO_MODULE, func, ...data)
export const BCM_HEIGHT = bcmCommand(0x35)

/** Under which device and function a module answers with a height: in the maker's full sheet, and by model. */
export type BcmReply = { device: number; func: number }

/** The two-byte number in a checked answer of this kind, or null when the frame is another. */
export function bcmNumber(frame: Uint8Array, { device, func }: BcmReply): number | null {
  if (frame.length !== 8 || frame[3] !== device || frame[4] !== func) return null
  return (frame[5] ?? 0) * 256 + (frame[6] ?? 0)
}

function check(bytes: Uint8Array): number {
  return (sum(bytes) + 1) & 0xff
}
