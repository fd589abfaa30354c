import type { Language } from '#protocol/basic.ts'

/** The same keys with any sentence: what the second language must have. */
export type Texts<T> = T extends string ? string : { [K in keyof T]: Texts<T[K]> }

/** A subject in both languages. */
export type Both<T> = Readonly<Record<Language, Texts<T>>>
