import type { Framer } from '../../line/driver.ts'
import { counted, xor } from '../../line/frames.ts'

/**
 * The frames of the SDT/SAM-V protocol, 115200 8N1. To the reader: `AA AA AA 96 69`, length (two bytes, high first, of all that
 * follows), command, parameter, data, check. From the reader: the same with SW1 SW2 SW3 in the command's place. The check is the
 * XOR from the length on.
 */
const HEADER = [0xaa, 0xaa, 0xaa, 0x96, 0x69] as const
const TEXT_BYTES = 256
const PHOTO_BYTES = 1024
/** Text, photo and fingerprint: nothing a reader says is longer. */
const LONGEST = 3 + 6 + TEXT_BYTES + PHOTO_BYTES + 1024 + 1

/** Turns a card's photo block, 1024 bytes in its maker's compression, into a PNG; null when it cannot. */
export type PhotoDecoder = (block: Uint8Array) => Promise<Uint8Array | null>

/** A photo block in which nothing was written: a card without a photo. */
export const isBlank = (block: Uint8Array): boolean => block.every((byte) => byte === block[0])

/** What a reader or a simulator hears: frames of either direction. Its answers come in one go, so a pause ends a broken one. */
export const cardFrames = (): Framer =>
  counted(HEADER, { shortest: 3, longest: LONGEST, gapMs: 250 }, (frame) => xor(frame.subarray(HEADER.length)) === 0)

/** Puts header, length and check around a command or an answer. */
export function cardFrame(body: readonly number[] | Uint8Array): Uint8Array {
  const counted = Uint8Array.of((body.length + 1) >> 8, (body.length + 1) & 0xff, ...body)
  return Uint8Array.of(...HEADER, ...counted, xor(counted))
}

/** What is inside a checked frame: all between the length and the check. */
export const inside = (frame: Uint8Array): Uint8Array => frame.subarray(HEADER.length + 2, -1)

export const FIND = cardFrame([0x20, 0x01])
export const SELECT = cardFrame([0x20, 0x02])
/** Text and photo. */
export const READ = cardFrame([0x30, 0x01])

/** SW3, as the reader's maker lists it. 90 (done) and 9F (card found) are no faults. */
export const SAM_FAULTS = {
  0x91: 'no-such-item',
  0x10: 'command-checksum',
  0x11: 'command-length',
  0x21: 'command-unknown',
  0x23: 'no-permission',
  0x24: 'unknown',
  0x31: 'card-rejects-reader',
  0x32: 'reader-rejects-card',
  0x33: 'verify-failed',
  0x37: 'fingerprint-verify-failed',
  0x3f: 'information-length',
  0x40: 'card-type-unknown',
  0x41: 'read-failed',
  0x47: 'random-number-failed',
  0x60: 'self-test-failed',
  0x66: 'not-authorised',
  0x80: 'find-failed',
  0x81: 'select-failed',
} as const
export type SamFault = (typeof SAM_FAULTS)[keyof typeof SAM_FAULTS] | 'answer-unknown'

export type Answer =
  | { answer: 'found' }
  /** Done, without a record: a card was selected, or the reader's status is well. */
  | { answer: 'done' }
  | { answer: 'record'; text: Uint8Array; photoBlock: Uint8Array }
  | { answer: 'fault'; fault: SamFault }

/** Reads a checked frame from the reader. */
export function readAnswer(frame: Uint8Array): Answer {
  const [sw1, sw2, sw3, ...data] = inside(frame)
  if (sw1 !== 0 || sw2 !== 0 || sw3 === undefined) return { answer: 'fault', fault: 'answer-unknown' }
  if (sw3 === 0x9f) return { answer: 'found' }
  if (sw3 !== 0x90) return { answer: 'fault', fault: samFault(sw3) }
  return data.length > TEXT_BYTES + PHOTO_BYTES ? readRecord(data) : { answer: 'done' }
}

/** Text and photo behind their lengths; a reader that was told so adds a fingerprint, whose length comes third. It is not kept. */
function readRecord(data: readonly number[]): Answer {
  const word = (at: number) => (data[at] ?? 0) * 256 + (data[at + 1] ?? 0)
  const both = TEXT_BYTES + PHOTO_BYTES
  const lengths = data.length === 4 + both ? 4 : 6
  const isWhole = data.length === lengths + both + (lengths === 6 ? word(4) : 0)
  if (!isWhole || word(0) !== TEXT_BYTES || word(2) !== PHOTO_BYTES) return { answer: 'fault', fault: 'information-length' }
  return {
    answer: 'record',
    text: Uint8Array.from(data.slice(lengths, lengths + TEXT_BYTES)),
    photoBlock: Uint8Array.from(data.slice(lengths + TEXT_BYTES, lengths + both)),
  }
}

function samFault(sw3: number): SamFault {
  for (const [code, fault] of Object.entries(SAM_FAULTS)) if (Number(code) === sw3) return fault
  return 'answer-unknown'
}
