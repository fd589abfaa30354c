import { LANGUAGES, type Language } from '#protocol/basic.ts'
import type { NoticeKind } from '#protocol/notice.ts'
import type { Paper } from '#protocol/provision.ts'
import { counter } from '#words/counter.ts'
import { fill, listed } from '#words/fill.ts'
import { notices } from '#words/notices.ts'
import { terms } from '#words/terms.ts'

/** What a text message tells of. `counter`: the site where the driver goes; `validTo`: of the report; days as `2026-12-02`. */
export type NoticeFacts = {
  kind: NoticeKind
  number: string
  counter: string
  validTo: string
  missing: readonly Paper[]
  until: string | null
  /** As the counter wrote it. */
  reason: string | null
}

/**
 * A text message without its signature. No name and no health value stands in it: of the counter's own words it says only a reason that is known to
 * be about neither, and else where the driver is told it.
 */
export const noticeText = (language: Language, { kind, number, counter: place, validTo, missing, until, reason }: NoticeFacts): string => {
  const words = notices[language]
  const { papers } = terms[language]
  return fill(words.texts[kind], {
    number,
    counter: place,
    validTo,
    until: until ?? '',
    missing: listed(
      language,
      missing.map((paper) => papers[paper]),
    ),
    because: words.because[becauseOf(reason)],
  })
}

type Because = keyof (typeof notices)['zh']['because']

/** The counter's own list of reasons, as far as they are nobody's health; `other`: whatever else somebody wrote. */
const becauseOf = (reason: string | null): Because => {
  const said = (reason ?? '').trim()
  const chosen = LANGUAGES.flatMap((language) => Object.entries(counter[language].returnReasons)).find(([, sentence]) => sentence === said)
  const name = chosen?.[0] ?? ''
  return isBecause(name) ? name : 'other'
}
const isBecause = (name: string): name is Because => name in notices.zh.because
