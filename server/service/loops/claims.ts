import type { ErrandKind } from '#protocol/errand.ts'
import type { Deps } from '../../deps.ts'
import { type But, capClaims, claimDue, type Due, releaseClaim, releaseClaims, renewClaim } from '../../store/outbox.ts'

/** How long a claim holds that nobody renews, ms: longer than a server may stand still, and than the clocks of two servers differ. */
export const CLAIM_MS = 30_000
/** How often it is renewed while the work goes on, ms. */
const RENEW_MS = CLAIM_MS / 3

const end = ({ steady }: Pick<Deps, 'steady'>): string => new Date(steady().getTime() + CLAIM_MS).toISOString()

/** Claims the row of a kind that is due first: whichever server asks, nobody else gets it. Null: none is. */
export const claimNext = (deps: Deps, kind: ErrandKind, but: But): Promise<Due | null> =>
  claimDue(deps.db, kind, { owner: deps.server, now: deps.steady().toISOString(), until: end(deps) }, but)

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
