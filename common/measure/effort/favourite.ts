/** Answers of one group of trials, by what was shown and whether the favourite was answered. */
type Counts = { favouriteRight: number; favouriteWrong: number; otherRight: number; missed: number }
export type Answered = { right: string; given: string; group: string }

/** Midpoints of so many equal parts between two ends: where chances that nobody knows are tried out. */
const PARTS = 32
const middles = (from: number, to: number): number[] =>
  Array.from({ length: PARTS }, (_, part) => from + ((part + 0.5) / PARTS) * (to - from))

/** ln of the mean of numbers given by their logarithms. */
const logMeanOf = (logs: readonly number[]): number => {
  const most = Math.max(...logs)
  return most + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - most), 0) / logs.length)
}

/**
 * ln likelihood of answers from one who tries and has a favourite: each group of trials is made out by a chance of its own, from never
 * to always, each equally likely; what isn't made out is guessed, the favourite by a chance from even to always, the others alike.
 * People who guess have favourites, and that alone is no lack of effort. `among`: how many answers there are.
 */
export const logTries = (answered: readonly Answered[], favourite: string, among: number): number => {
  const groups = [...Map.groupBy(answered, ({ group }) => group).values()].map((group) => countsOf(group, favourite))
  const logs = middles(1 / among, 1).map((liking) => {
    const other = (1 - liking) / (among - 1)
    return groups.reduce((sum, counts) => sum + logMeanOf(middles(0, 1).map((sees) => logOf(counts, sees, liking, other))), 0)
  })
  return logMeanOf(logs)
}

const countsOf = (group: readonly Answered[], favourite: string): Counts => {
  const count = (is: (one: Answered) => boolean) => group.filter(is).length
  return {
    favouriteRight: count(({ right, given }) => given === favourite && right === favourite),
    favouriteWrong: count(({ right, given }) => given === favourite && right !== favourite),
    otherRight: count(({ right, given }) => given !== favourite && given === right),
    missed: count(({ right, given }) => given !== favourite && given !== right),
  }
}

const logOf = (counts: Counts, sees: number, liking: number, other: number): number =>
  counts.favouriteRight * Math.log(sees + (1 - sees) * liking) +
  counts.favouriteWrong * Math.log((1 - sees) * liking) +
  counts.otherRight * Math.log(sees + (1 - sees) * other) +
  counts.missed * Math.log((1 - sees) * other)
