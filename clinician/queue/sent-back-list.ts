import type { SentBackEntry, SentBackPage, SentBackPlace } from '#protocol/sent-back.ts'

const idOf = ({ check, sequence }: SentBackPlace): string => `${check} ${sequence}`

/** As the server has them: what was seen to last comes first. */
const newestFirst = (a: SentBackPlace, b: SentBackPlace): number => {
  if (a.endedAt !== b.endedAt) return a.endedAt < b.endedAt ? 1 : -1
  return a.check === b.check ? b.sequence - a.sequence : a.check < b.check ? 1 : -1
}

/** The list with a page of older ones behind it. */
export const withOlder = (list: SentBackPage, page: SentBackPage): SentBackPage => {
  const { entries } = withMoved({ entries: list.entries, more: false }, page.entries)
  return { entries, more: page.more }
}

/** The list with what is new or otherwise in it. What is older than all that was fetched comes with its page. */
export const withMoved = ({ entries, more }: SentBackPage, moved: readonly SentBackEntry[]): SentBackPage => {
  const last = entries.at(-1)
  const within = moved.filter((one) => !more || last === undefined || newestFirst(one, last) <= 0)
  const news = new Set(within.map(idOf))
  return { entries: [...entries.filter((one) => !news.has(idOf(one))), ...within].toSorted(newestFirst), more }
}
