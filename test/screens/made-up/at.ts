/** An instant so many minutes ago. */
export const at = (minutesAgo: number): string => new Date(Date.now() - minutesAgo * 60_000).toISOString()
