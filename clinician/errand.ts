import { html, nothing } from 'lit'
import type { Language } from '#protocol/basic.ts'
import type { Errand } from '#protocol/errand.ts'
import { errands } from '#words/errands.ts'
import { fill } from '#words/fill.ts'
import { dateTimeOf } from './clock.ts'

/**
 * Why a report isn't made, handed over or answered yet, what to do, how often it was tried since when, and what goes on by itself; nothing while it
 * goes its way for the first time. `short`: for a line in a list.
 */
export const errandWords = (language: Language, errand: Errand | undefined, { short = false } = {}): string[] => {
  if (!errand || (errand.tries === 0 && errand.fault === null && !errand.person && !errand.sent)) return []
  const words = errands[language]
  const { kind, tries, fault, sent } = errand
  const fields = { tries, since: dateTimeOf(errand.since) }
  const told = fault && words.faults[fault.code]
  const why = fault && told && (fault.said ? fill(words.fault, { words: told, said: fault.said }) : told)
  if (sent) return [...(why ? [why] : []), fill(words.sent, { ...sent, since: dateTimeOf(sent.since) }), ...(short ? [] : [words.asked])]
  return [...(why ? [why] : []), fill(tries > 0 ? words.tried[kind] : words.waits[kind], fields), ...(short ? [] : [words.retried])]
}

/** The mark of an errand at which somebody has to look. */
export const chipOf = (language: Language, errand: Errand | undefined) =>
  errand?.person ? html`<span class="chip bad">${errands[language].person}</span>` : nothing
