import type { Language } from '#protocol/basic.ts'

type Subjects = Readonly<Record<string, Readonly<Record<Language, unknown>>>>
type Of<S extends Subjects, L extends Language> = { readonly [K in keyof S]: S[K][L] }

const inOne = <S extends Subjects, L extends Language>(subjects: S, language: L) =>
  // Every subject has both languages: these are its keys with the one.
  Object.fromEntries(Object.entries(subjects).map(([name, both]) => [name, both[language]])) as Of<S, L>

/** Some subjects as one, by language, subject and key: what a page or a program says. Whoever asks it for another subject has a type error. */
export const together = <S extends Subjects>(subjects: S): { readonly [L in Language]: Of<S, L> } => ({
  zh: inOne(subjects, 'zh'),
  en: inOne(subjects, 'en'),
})
