/**
 * Asks for the lines of each of some halls by itself, or once for those of all (null). Asked for together, a hall with few lines would be
 * looked for among everybody's.
 */
export const byHall = async <R>(halls: readonly string[] | null, ask: (hall: string | null) => Promise<R[]>): Promise<R[]> =>
  halls === null ? ask(null) : (await Promise.all([...new Set(halls)].map(ask))).flat()
