import type { Language } from '#protocol/basic.ts'
import type { Refusal } from '#protocol/refusal.ts'
import { fill, listed } from './fill.ts'
import { otherRefusal, refusalsOfScreens } from './refusals-of-screens.ts'

/** A refusal as a page says it that only shows what is: it carries the sentences alone that it can need. */
export const screenRefusalWords = (language: Language, { refused, fields }: Refusal): string => {
  const sentences: Readonly<Partial<Record<string, string>>> = refusalsOfScreens[language]
  const shown = Object.entries(fields).map(([field, value]) => [field, listed(language, [value].flat().map(String))])
  return fill(sentences[refused] ?? otherRefusal[language], { ...Object.fromEntries(shown), code: refused })
}
