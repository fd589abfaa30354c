import type { Language } from '#protocol/basic.ts'
import { zh } from './zh/index.ts'
import { en } from './en/index.ts'
import type { Texts } from './texts.ts'

/** Every sentence that a person reads or hears, by language, subject and key. */
export const text: Record<Language, Texts<typeof zh>> = { zh, en }

/** Puts fields into a sentence: `{name}`. A missing field stays visible. */
export const fill = (sentence: string, fields: Readonly<Record<string, string | number>>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (whole, key: string) => {
    const value = fields[key]
    return value === undefined ? whole : String(value)
  })

/** Things of one kind in a row, as each language separates them: 身高、听力; Height, Hearing. */
export const listed = (language: Language, things: readonly string[]): string => things.join(language === 'zh' ? '、' : ', ')
