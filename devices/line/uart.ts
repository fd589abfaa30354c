/**
 * What a port hears that listens at another speed than the device sends, bytes 8N1 right behind each other: the line's level is looked
 * at where the listener takes the middle of its bits to be, from the falling edge of a start bit on. A byte whose stop bit is low is
 * lost: ports are opened so that bytes with such an error are thrown away (IGNPAR).
 */
export function heardAt(bytes: Uint8Array, { sent, heard }: { sent: number; heard: number }): Uint8Array {
  const ends = bytes.length * 10
  /** The line is high before, between and behind the bytes. `at` in bits of the sender. */
  const high = (at: number): boolean => {
    const bit = Math.floor(at)
    if (bit < 0 || bit >= ends || bit % 10 === 9) return true
    return bit % 10 > 0 && (((bytes[Math.floor(bit / 10)] ?? 0) >> ((bit % 10) - 1)) & 1) === 1
  }
  const width = sent / heard
  const got: number[] = []
  for (let at = 0; at < ends; ) {
    if (high(at)) {
      at = Math.floor(at) + 1
      continue
    }
    const bits = Array.from({ length: 9 }, (_, bit) => high(at + (bit + 1.5) * width))
    if (bits[8]) got.push(bits.slice(0, 8).reduce((byte, one, bit) => byte | (Number(one) << bit), 0))
    at += 9.5 * width
    // After a framing error the line has to be high before the next start bit is one.
    while (at < ends && !bits[8] && !high(at)) at = Math.floor(at) + 1
  }
  return Uint8Array.from(got)
}
