/** As much of a list as somebody asked for. `more`: it goes on behind the last of these. */
export type Cut<T> = { entries: T[]; more: boolean }

/** The first `most` of rows of which one more was looked for. */
export const cut = <T>(rows: readonly T[], most: number): Cut<T> => ({ entries: rows.slice(0, most), more: rows.length > most })
