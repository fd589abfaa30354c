/** Likelihoods of right and wrong answers, as natural logarithms, for an unknown chance of being right. */

const logFactorials: number[] = [0]
const logFactorial = (n: number): number => {
  for (let next = logFactorials.length; next <= n; next += 1) logFactorials.push((logFactorials[next - 1] ?? 0) + Math.log(next))
  return logFactorials[n] ?? 0
}

/** ln of p^right (1 − p)^wrong. `p` between 0 and 1, neither included. */
export const logKnown = (right: number, wrong: number, p: number): number => right * Math.log(p) + wrong * Math.log1p(-p)

/**
 * ln of the mean of p^right (1 − p)^wrong over all p from `from` to `to`, each equally likely: the incomplete beta function, which
 * for whole numbers is a tail of the binomial distribution (Abramowitz & Stegun 1964, 26.5.24). All terms are positive, so nothing
 * cancels out. 0 ≤ from < to ≤ 1.
 */
export const logMean = (right: number, wrong: number, [from, to]: readonly [number, number]): number => {
  const n = right + wrong + 1
  const beta = logFactorial(right) + logFactorial(wrong) - logFactorial(n)
  // The share of the beta distribution between the ends; taken from the nearer tail, so that a small share stays exact.
  const below = (x: number) => tail(n, x, right + 1, n)
  const above = (x: number) => tail(n, x, 0, right)
  const middle = (right + 1) / (n + 1)
  const share = from >= middle ? above(from) - above(to) : to <= middle ? below(to) - below(from) : 1 - below(from) - above(to)
  return beta + Math.log(Math.max(share, Number.MIN_VALUE)) - Math.log(to - from)
}

/** Chance that of `n` throws, each right by `p`, at least `least` and at most `most` are right. */
const tail = (n: number, p: number, least: number, most: number): number => {
  if (p <= 0) return least === 0 ? 1 : 0
  if (p >= 1) return most === n ? 1 : 0
  let sum = 0
  for (let k = least; k <= most; k += 1) sum += Math.exp(logFactorial(n) - logFactorial(k) - logFactorial(n - k) + logKnown(k, n - k, p))
  return sum
}
