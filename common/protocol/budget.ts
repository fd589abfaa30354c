/** How often something may happen: in the long run, and at once. */
export type Rate = { perSecond: number; atOnce: number }

/** Gives true as often as the rate allows. `clock` is monotonic, ms. */
export const openBudget = ({ perSecond, atOnce }: Rate, clock: () => number): (() => boolean) => {
  let left = atOnce
  let at = clock()
  return () => {
    const now = clock()
    left = Math.min(atOnce, left + ((now - at) * perSecond) / 1000)
    at = now
    if (left < 1) return false
    left -= 1
    return true
  }
}
