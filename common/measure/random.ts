/**
 * Numbers drawn from an attempt's seed: the same in the booth, on the server and in the console. ChaCha20's block function
 * (RFC 8439, section 2.3) makes any part of the stream without those before it, so that what trial 17 draws depends on the seed
 * and on 17 alone; and nobody who has seen the stimuli so far can tell the next.
 */

/** What is drawn. The place in this list is part of every stream: add at the end, never reorder. */
const PURPOSES = ['direction', 'axis', 'plate', 'digits', 'side', 'gap', 'level', 'dots', 'luminance', 'catch', 'tone', 'polarity'] as const
export type Purpose = (typeof PURPOSES)[number]

export type Random = {
  /** A whole number from 0 up to, not including, `n`; each equally likely. `n` is 1 to 2^32. */
  below(n: number): number
  /** From 0 up to, not including, 1, in steps of 2^-32. */
  unit(): number
}

/** The stream of one purpose and one index. `seed` is 32 hexadecimal digits, read as four big-endian words; the key is the seed twice. */
export const draw = (seed: string, purpose: Purpose, index: number): Random => {
  const words = [0, 8, 16, 24].map((at) => Number.parseInt(seed.slice(at, at + 8), 16))
  const key = [...words, ...words]
  const nonce = [PURPOSES.indexOf(purpose), index, 0]
  let block = new Uint32Array(0)
  let used = 0
  let counter = 0
  const word = (): number => {
    if (used === block.length) {
      block = chacha20Block(key, counter, nonce)
      counter += 1
      used = 0
    }
    used += 1
    return block[used - 1] ?? 0
  }
  return {
    below(n) {
      // The words above the last whole multiple of n would make small numbers more likely: they're thrown away.
      const fair = 2 ** 32 - (2 ** 32 % n)
      let value = word()
      while (value >= fair) value = word()
      return value % n
    },
    unit: () => word() / 2 ** 32,
  }
}

/** ChaCha20's block of 16 words from a key of 8 words, a counter and a nonce of 3 words (RFC 8439, section 2.3). */
export const chacha20Block = (key: readonly number[], counter: number, nonce: readonly number[]): Uint32Array<ArrayBuffer> => {
  const start = Uint32Array.of(0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, ...key, counter, ...nonce)
  const s = Uint32Array.from(start)
  for (let round = 0; round < 10; round += 1) {
    for (let column = 0; column < 4; column += 1) quarterRound(s, column, 4 + column, 8 + column, 12 + column)
    for (let row = 0; row < 4; row += 1) quarterRound(s, row, 4 + ((row + 1) % 4), 8 + ((row + 2) % 4), 12 + ((row + 3) % 4))
  }
  return s.map((value, place) => value + (start[place] ?? 0))
}

const quarterRound = (s: Uint32Array, ia: number, ib: number, ic: number, id: number) => {
  let [a, b, c, d] = [s[ia] ?? 0, s[ib] ?? 0, s[ic] ?? 0, s[id] ?? 0]
  a = (a + b) | 0
  d = turned(d ^ a, 16)
  c = (c + d) | 0
  b = turned(b ^ c, 12)
  a = (a + b) | 0
  d = turned(d ^ a, 8)
  c = (c + d) | 0
  b = turned(b ^ c, 7)
  s[ia] = a
  s[ib] = b
  s[ic] = c
  s[id] = d
}

/** A 32-bit word rotated left. */
const turned = (word: number, bits: number): number => (word << bits) | (word >>> (32 - bits))
