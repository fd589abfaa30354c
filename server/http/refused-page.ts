import type { Language } from '#protocol/basic.ts'
import type { Refusal } from '#protocol/refusal.ts'
import { fill, listed, text } from '#words/index.ts'
import { escaped, plainPage } from './html.ts'

/** A refusal for somebody who opened an address in a tab: what happened, why, what to do, and the way back to the pages. */
export const refusedPage = (language: Language, { refused, fields }: Refusal): string => {
  const { refusals, refusedPage: words } = text[language]
  const next = refused === 'access-needs-reason' ? words.reason : refused === 'not-signed-in' ? words.signIn : words.next
  const shown = Object.entries(fields).map(([field, value]) => [field, Array.isArray(value) ? listed(language, value) : value])
  const body =
    `<section class="warn"><h1>${escaped(words.heading)}</h1><p>${escaped(fill(refusals[refused], Object.fromEntries(shown)))}</p><p>${escaped(next)}</p></section>` +
    `<p><a href="/counter/">${escaped(words.counter)}</a> · <a href="/clinician/">${escaped(words.clinician)}</a></p>`
  return plainPage(words.heading, body, language)
}
