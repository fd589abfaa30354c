/** Numbers for the observers: xoshiro128** of Blackman and Vigna (2018). Nothing of the product's own generator is in it. */
export type Chance = { unit(): number; below(n: number): number; normal(): number }

export const chance = (seed: number): Chance => {
  let state = seed >>> 0
  // SplitMix32 fills the four words.
  const fill = () => {
    state = (state + 0x9e3779b9) | 0
    let z = state
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b)
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35)
    return (z ^ (z >>> 16)) >>> 0
  }
  let [a, b, c, d] = [fill(), fill(), fill(), fill()]
  const turn = (x: number, by: number) => (x << by) | (x >>> (32 - by))
  const word = (): number => {
    const result = Math.imul(turn(Math.imul(b, 5), 7), 9) >>> 0
    const t = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= t
    d = turn(d, 11)
    return result
  }
  const unit = () => word() / 2 ** 32
  return {
    unit,
    below: (n) => Math.floor(unit() * n),
    normal: () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit()),
  }
}

/** A seed as attempts have them: 32 hexadecimal digits. */
export const seedOf = (random: Chance): string =>
  Array.from({ length: 4 }, () =>
    Math.floor(random.unit() * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  ).join('')
