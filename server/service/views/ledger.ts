import { LEDGER_MOST, type LedgerEntry, type LedgerPage, type OpenLedger } from '#protocol/escalation.ts'
import type { Deps } from '../../deps.ts'
import { countLedger, ledgerPage, openLedger } from '../../store/escalations.ts'
import { includes, type Reader, siteNames } from '../sites/scope.ts'

const withSite =
  (names: ReadonlyMap<string, string>) =>
  (entry: LedgerEntry): LedgerEntry => ({ ...entry, site: names.get(entry.site) ?? '' })

/** What of the ledger is open, for each who may see it: senior doctors those of their sites, administrators all. */
export const openLedgerView = async (deps: Deps): Promise<(reader: Reader) => OpenLedger> => {
  const entries = await openLedger(deps.db)
  const named = withSite(entries.length > 0 ? await siteNames(deps) : new Map())
  return ({ doctor, administrator }) => ({
    entries: entries.filter(({ site }) => administrator !== null || (doctor !== null && includes(doctor, site))).map(named),
  })
}

/** A page of the ledger behind the line that was seen last, the newest first: for administrators. */
export const ledgerView = async (deps: Deps, before: { at: string; id: string } | null): Promise<LedgerPage> => {
  const { entries, more } = await ledgerPage(deps.db, { before, most: LEDGER_MOST })
  return { entries: entries.map(withSite(await siteNames(deps))), more }
}

/** How many lines of the ledger are open, and how many of those should have been seen to by now. */
export const ledgerCounts = (deps: Deps): Promise<{ open: number; overdue: number }> => countLedger(deps.db, deps.clock().toISOString())
