import type { Dot } from '#protocol/procedures/colour.ts'

/**
 * What a reader may know of a plate's noise without a look at the plate: half of it belongs to patches, each of the dots that are nearer
 * to its middle than to any other, and seventy such middles lie anywhere on a plate.
 */
const PATCHES = 70
/** Of the noise of a dot's brightness, the part of its patch. */
const SHARED = 0.57
const BIN = 10
/** No patch reaches further. */
const REACH = 200

/** Middles of patches, drawn once. */
const unit = ((state) => () => {
  state = (state * 1_664_525 + 1_013_904_223) >>> 0
  return state / 2 ** 32
})(7)

/** How often two places so far apart lie in one patch, by trying. */
const sameBins = (() => {
  const [same, all] = [new Float64Array(REACH / BIN), new Float64Array(REACH / BIN)]
  for (let plate = 0; plate < 60; plate += 1) {
    const middles = Array.from({ length: PATCHES }, () => [1000 * unit(), 1000 * unit()] as const)
    const nearest = (x: number, y: number) => {
      let [best, at] = [Number.POSITIVE_INFINITY, 0]
      for (const [n, [mx, my]] of middles.entries()) {
        const far = (mx - x) ** 2 + (my - y) ** 2
        if (far < best) [best, at] = [far, n]
      }
      return at
    }
    const places = Array.from({ length: 250 }, () => [150 + 700 * unit(), 150 + 700 * unit()] as const)
    const cells = places.map(([x, y]) => nearest(x, y))
    for (const [a, [ax, ay]] of places.entries())
      for (let b = a + 1; b < places.length; b += 1) {
        const [bx, by] = places[b] ?? [0, 0]
        const bin = Math.floor(Math.hypot(ax - bx, ay - by) / BIN)
        if (bin >= all.length) continue
        all[bin] = (all[bin] ?? 0) + 1
        if (cells[a] === cells[b]) same[bin] = (same[bin] ?? 0) + 1
      }
  }
  return same.map((count, bin) => count / Math.max(1, all[bin] ?? 1))
})()

/**
 * The lower triangle of a symmetric positive matrix by Cholesky, in place, where the entries of row i before `first[i]` are 0: they stay so, and
 * nothing is worked out for them.
 */
const factored = (matrix: Float64Array, first: Int32Array): Float64Array => {
  const n = first.length
  for (let i = 0; i < n; i += 1) {
    const [row, from] = [i * n, first[i] ?? 0]
    for (let j = from; j <= i; j += 1) {
      const other = j * n
      let sum = matrix[row + j] ?? 0
      for (let k = Math.max(from, first[j] ?? 0); k < j; k += 1) sum -= (matrix[row + k] ?? 0) * (matrix[other + k] ?? 0)
      matrix[row + j] = i === j ? Math.sqrt(sum) : sum / (matrix[other + j] ?? 1)
    }
  }
  return matrix
}

const solved = (lower: Float64Array, first: Int32Array, right: Float64Array): Float64Array => {
  const n = first.length
  const x = Float64Array.from(right)
  for (let i = 0; i < n; i += 1) {
    let sum = x[i] ?? 0
    for (let k = first[i] ?? 0; k < i; k += 1) sum -= (lower[i * n + k] ?? 0) * (x[k] ?? 0)
    x[i] = sum / (lower[i * n + i] ?? 1)
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    const value = (x[i] ?? 0) / (lower[i * n + i] ?? 1)
    x[i] = value
    for (let k = first[i] ?? 0; k < i; k += 1) x[k] = (x[k] ?? 0) - (lower[i * n + k] ?? 0) * value
  }
  return x
}

const sum = (a: Float64Array, b: Float64Array | null = null): number => {
  let total = 0
  for (const [n, value] of a.entries()) total += value * (b ? (b[n] ?? 0) : 1)
  return total
}

/** For the dots of a plate: how much each counts for a shape that has these members, and how clearly the shape would then stand out. */
export const besidePatches = (dots: readonly Dot[]): ((member: Float64Array) => { besidePatches: Float64Array; clear: number }) => {
  const n = dots.length
  // From left to right: dots further apart than a patch reaches have nothing to do with one another.
  const order = [...dots.keys()].toSorted((a, b) => (dots[a]?.[0] ?? 0) - (dots[b]?.[0] ?? 0))
  const xs = order.map((dot) => dots[dot]?.[0] ?? 0)
  const ys = order.map((dot) => dots[dot]?.[1] ?? 0)
  const first = Int32Array.from(xs, (x) => xs.findIndex((other) => x - other < REACH))
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i += 1)
    for (let j = first[i] ?? 0; j <= i; j += 1) {
      const far = Math.hypot((xs[i] ?? 0) - (xs[j] ?? 0), (ys[i] ?? 0) - (ys[j] ?? 0))
      // The share is tried and not worked out, so that the matrix may just fail to be positive without a little more of each dot's own.
      matrix[i * n + j] = i === j ? 1.01 : SHARED * (sameBins[Math.floor(far / BIN)] ?? 0)
    }
  const lower = factored(matrix, first)
  const inOrder = (values: Float64Array) => Float64Array.from(order, (dot) => values[dot] ?? 0)
  const ones = solved(lower, first, new Float64Array(n).fill(1))
  const all = sum(ones)
  return (member) => {
    const weights = solved(lower, first, inOrder(member))
    const level = sum(weights) / all
    const back = new Float64Array(n)
    for (const [at, dot] of order.entries()) back[dot] = (weights[at] ?? 0) - level * (ones[at] ?? 0)
    return { besidePatches: back, clear: sum(back, member) }
  }
}
