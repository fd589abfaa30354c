/** What a figure may be at most, or has to be at least. */
export type Goals = Readonly<Record<string, { most: number } | { least: number }>>
export type Figures = Readonly<Record<string, unknown>>

/** The figures that miss their goals; one that is no number, or isn't there, misses it. */
export const missedOf = (figures: Figures, goals: Goals): string[] =>
  Object.entries(goals).flatMap(([name, goal]) => {
    const figure = figures[name]
    const reached = typeof figure === 'number' && ('most' in goal ? figure <= goal.most : figure >= goal.least)
    return reached ? [] : [name]
  })

/**
 * How a bench ends: its figures as one line of JSON with the names of those that missed their goals, and each of them in words. It fails
 * when there is one. Goals are compared with what was measured, rounded or not: hand over figures as they are printed.
 */
export const tell = (name: string, figures: Figures, goals: Goals): void => {
  const missed = missedOf(figures, goals)
  for (const one of missed) {
    const goal = goals[one] ?? { most: Number.NaN }
    process.stderr.write(
      `missed: ${one} is ${String(figures[one])}, the goal is ${'most' in goal ? `${goal.most} at most` : `${goal.least} at least`}\n`,
    )
  }
  process.stdout.write(`${JSON.stringify({ name, ...figures, missed })}\n`)
  process.exitCode = missed.length > 0 ? 1 : 0
}
