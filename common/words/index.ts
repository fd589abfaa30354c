import type { Language } from '#protocol/basic.ts'
import { zh } from './zh/index.ts'
import { en } from './en/index.ts'
import type { Texts } from './texts.ts'

/** Every sentence that a person reads or hears, by language, subject and key. */
export const text: Record<Language, Texts<typeof zh>> = { zh, en }

/** Puts fields into a sentence: `{name}`. A missing field stays visible. Lists are joined. */
export const fill = (sentence: string, fields: Readonly<Record<string, string | number | readonly string[]>>): string =>
  sentence.replaceAll(/\{(\w+)\}/g, (whole, key: string) => {
    const value = fields[key]
    return value === undefined ? whole : Array.isArray(value) ? value.join('、') : String(value)
  })
