import type { Language } from '#protocol/basic.ts'
import type { TestRow } from '#protocol/service.ts'
import type { Holder, Trouble, Wished } from '#protocol/trouble.ts'
import { datedFields } from './dated.ts'
import { fill, listed } from './fill.ts'
import { service } from './service.ts'
import { troubles } from './troubles.ts'

type Part = string | number | string[] | Holder[] | Wished

const partWords = (part: Part, language: Language): string => {
  const { named, nameless } = service[language].holders
  if (typeof part !== 'object') return String(part)
  // As they stand in booth.json.
  if (!Array.isArray(part))
    return listed(
      language,
      Object.entries(part).map(([key, value]) => `${key} ${value}`),
    )
  const holder = (one: string | Holder) =>
    typeof one === 'string' ? one : fill(one.program === null ? nameless : named, { program: one.program ?? '', pid: one.pid })
  return listed(language, part.map(holder))
}

/** Why a device cannot be had, as the sentence that says what happened, why, and what to do. */
export const troubleWords = ({ code, fields }: Trouble, language: Language): string => {
  const parts: Record<string, Part> = { ...fields }
  const shown = Object.entries(parts).map(([field, part]) => [field, partWords(part, language)])
  return fill(troubles[language][code], Object.fromEntries(shown))
}

/** What makes a sound, and at which ear, by name. */
const soundNames = ({ source, ear }: TestRow['fields'], language: Language): Record<string, string> => {
  const { transducers, ears } = service[language].speakers
  const named = (names: Readonly<Record<string, string>>, code: unknown) => (typeof code === 'string' ? names[code] : undefined)
  return { source: named(transducers, source) ?? '', ear: named(ears, ear) ?? '' }
}

/** What a row of the morning's test found, as a sentence. */
export const foundWords = ({ found, fields, trouble }: Pick<TestRow, 'found' | 'fields' | 'trouble'>, language: Language): string =>
  fill(service[language].found[found], {
    ...datedFields(fields),
    ...soundNames(fields, language),
    trouble: trouble === null ? '' : troubleWords(trouble, language),
  }).trim()
