import { SENT_BACK_MOST, type SentBackEntry, type SentBackPage, type SentBackPlace } from '#protocol/sent-back.ts'
import type { Deps } from '../../deps.ts'
import { type SentBackLine, sentBackOf, sentBackTo } from '../../store/sent-back.ts'
import type { Reader } from '../people/access.ts'
import { siteNames } from '../sites/scope.ts'

const shown = (names: ReadonlyMap<string, string>, { doctor: _, squad, ...line }: SentBackLine): SentBackEntry => ({
  ...line,
  squad: names.get(squad) ?? '',
})

/** A doctor's own reports that came back and were seen to, a page at a time. What is still open waits for every doctor of its site: `attentionView`. */
export const sentBackPage = async (deps: Deps, { id }: Reader, behind: SentBackPlace | null): Promise<SentBackPage> => {
  const { entries, more } = await sentBackTo(deps.db, id, { most: SENT_BACK_MOST, behind })
  const names = await siteNames(deps)
  return { entries: entries.map((line) => shown(names, line)), more }
}

/** What is otherwise of that, now that these checks have changed: for each doctor theirs. */
export const sentBackMoved = async (deps: Deps, checks: ReadonlySet<string>): Promise<({ id }: Reader) => SentBackEntry[]> => {
  const lines = await sentBackOf(deps.db, [...checks])
  const names = lines.length > 0 ? await siteNames(deps) : new Map<string, string>()
  const own = Map.groupBy(lines, ({ doctor }) => doctor)
  return ({ id }) => (own.get(id) ?? []).map((line) => shown(names, line))
}
