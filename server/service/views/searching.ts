import { type Behind, type ClosedEntry, type CounterEntry, FOUND_MOST, type FoundPage, type Searched } from '#protocol/check.ts'
import { isDay } from '#protocol/days.ts'
import { type Refusal, refuse } from '#protocol/refusal.ts'
import type { Deps } from '../../deps.ts'
import { hashNumber } from '../../store/applicants.ts'
import {
  type ConcludedLine,
  concludedBetween,
  concludedByNumber,
  concludedOfCase,
  concludedOfName,
  concludedOfPerson,
} from '../../store/concluded.ts'
import { findReport } from '../../store/reports.ts'
import { hashName } from '../../store/spellings.ts'
import { loadedCheck, mayLook, type Reader } from '../people/access.ts'
import { includes, type Scope, siteNames } from '../sites/scope.ts'
import { spanOf } from '../stored/days.ts'
import { withErrands } from './errands.ts'
import { counterEntry } from './lists.ts'

/**
 * Reports of any age, for somebody at the counter: the newest first, a page at a time. By day and by name those of their sites alone:
 * whoever could list the others would read everybody by counting up days, or by common names.
 */
export const searchReports = async (
  deps: Deps,
  reader: Reader,
  { by, behind }: { by: Searched; behind: Behind | null },
): Promise<FoundPage | Refusal> => {
  const { counter } = reader
  if (!counter) return refuse('not-allowed')
  if ('from' in by && !(isDay(by.from) && isDay(by.to) && by.from <= by.to)) return refuse('days-wrong')
  const found = await linesOf(deps, counter, by, behind)
  const entries: FoundPage['entries'] = []
  const names = await siteNames(deps)
  for (const line of found.slice(0, FOUND_MOST)) entries.push(await shown(deps, reader, line, names.get(line.squad) ?? ''))
  return { entries, more: found.length > FOUND_MOST }
}

const linesOf = async (deps: Deps, scope: Scope, by: Searched, behind: Behind | null): Promise<ConcludedLine[]> => {
  const page = { most: FOUND_MOST + 1, behind }
  if ('document' in by) return concludedOfPerson(deps.db, hashNumber(deps.key, by.document), page)
  if ('case' in by) return concludedOfCase(deps.db, by.case, page)
  if ('name' in by) return concludedOfName(deps.db, hashName(deps.key, by.name), scope, page)
  if ('from' in by) return concludedBetween(deps.db, { ...spanOf(by.from, by.to), phase: by.phase }, scope, page)
  const number = 'number' in by ? by.number : (await findReport(deps.db, { code: by.code }))?.number
  const one = behind === null && number !== undefined ? await concludedByNumber(deps.db, number) : null
  return one ? [one] : []
}

/** A found report as this reader may see it: what they look at for a reason is written down. `site`: whose counter sees to it. */
const shown = async (deps: Deps, reader: Reader, line: ConcludedLine, site: string): Promise<CounterEntry | ClosedEntry> => {
  if (reader.counter && includes(reader.counter, line.squad)) {
    const [entry = counterEntry(line)] = await withErrands(deps, [counterEntry(line)])
    return entry
  }
  const check = await loadedCheck(deps, line.check)
  if (check && (await mayLook(deps, reader, check, 'check')) === null) return { ...counterEntry(line), elsewhere: site }
  return { check: line.check, number: line.number, concludedAt: line.concludedAt, closed: site }
}
