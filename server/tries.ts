/** How often the secrets of one account may be tried wrongly in a row, and how long it takes until one more may be, ms. */
const MOST = 10
const AGAIN_MS = 60_000
/** How many accounts are remembered that don't exist: their number is whatever a stranger types. */
const STRANGERS = 10_000

/** Wrong tries by account, wherever they come from. */
export type Tries = {
  /** May this account be tried now? */
  may(account: string): boolean
  wrong(account: string): void
  right(account: string): void
}

/**
 * Ten wrong tries in a row, then one a minute: guessing takes for ever, and nobody locks somebody else out for good.
 * `known` accounts are never forgotten for the sake of made-up ones.
 */
export const openTries = (steady: () => Date): Tries => {
  const known = new Map<string, { count: number; at: number }>()
  const now = () => steady().getTime()
  const standing = (account: string) => {
    const entry = known.get(account)
    if (!entry) return null
    const since = now() - entry.at
    return { count: Math.max(0, entry.count - Math.floor(since / AGAIN_MS)), at: entry.at }
  }
  return {
    may: (account) => (standing(account)?.count ?? 0) < MOST,
    wrong(account) {
      const count = (standing(account)?.count ?? 0) + 1
      known.delete(account)
      known.set(account, { count, at: now() })
      if (!account.startsWith(STRANGER)) return
      const strangers = [...known.keys()].filter((key) => key.startsWith(STRANGER))
      if (strangers.length > STRANGERS) known.delete(strangers[0] ?? '')
    },
    right: (account) => void known.delete(account),
  }
}

const STRANGER = 'login '
/** The account of somebody who exists, or of a login that nobody has. */
export const accountOf = (person: { id: string } | null, login = ''): string => (person ? person.id : `${STRANGER}${login}`)
