import type { ErrandKind } from '#protocol/errand.ts'
import type { Deps } from '../../deps.ts'
import type { Due } from '../../store/due.ts'
import { claimJourney } from '../../store/journeys.ts'
import { capClaims, claimDue, releaseClaim, releaseClaims, renewClaim } from '../../store/outbox.ts'

/** How long a claim holds that nobody renews, ms: longer than a server may stand still, and than the clocks of two servers differ. */
export const CLAIM_MS = 30_000
/** How often it is renewed while the work goes on, ms. */
const RENEW_MS = CLAIM_MS / 3

const end = ({ steady }: Pick<Deps, 'steady'>): string => new Date(steady().getTime() + CLAIM_MS).toISOString()

const claim = (deps: Deps) => ({ owner: deps.server, now: deps.steady().toISOString(), until: end(deps) })

/** Claims the row of a kind that is due first, except for these: whichever server asks, nobody else gets it. Null: none is. */
export const claimNext = (deps: Deps, kind: ErrandKind, but: readonly string[]): Promise<Due | null> =>
  claimDue(deps.db, kind, claim(deps), but)

/** Claims what is due first for a place, in the order of its line: whichever server asks, nobody else gets it. Null: nothing is. */
export const claimNextTo = (deps: Deps, of: Parameters<typeof claimJourney>[2]): Promise<Due | null> =>
  claimJourney(deps.db, claim(deps), of)

/** The claim on a row holds for as long as this work takes, and is given back at its end. */
export const holding = async (deps: Deps, { id }: Pick<Due, 'id'>, work: () => Promise<void>): Promise<void> => {
  // One that can't be renewed or given back runs out by itself.
  const unkept = (error: unknown) => deps.log.warn({ errand: id, err: error }, 'a claim could not be kept or given back')
  const renewing = setInterval(() => void renewClaim(deps.db, id, deps.server, end(deps)).catch(unkept), RENEW_MS)
  try {
    await work()
  } finally {
    clearInterval(renewing)
    await releaseClaim(deps.db, id, deps.server).catch(unkept)
  }
}

/** A server that has just started works on nothing: what it had claimed before is anybody's. Of others no claim holds longer than a new one. */
export const resumeClaims = async (deps: Deps): Promise<void> => {
  await releaseClaims(deps.db, deps.server)
  await capClaims(deps.db, end(deps))
}
