import type { Language } from '#protocol/basic.ts'

/** A field, and the spaces that part it from Chinese words. */
const FIELD = /((?<=\p{sc=Han}) )?\{(\w+)\}( (?=\p{sc=Han}))?/gu

/**
 * Puts fields into a sentence: `{name}`. A missing field stays visible. In Chinese a space parts a number or a foreign word from what
 * stands beside it; a value that is Chinese itself stands without.
 */
export const fill = (sentence: string, fields: Readonly<Record<string, string | number>>): string =>
  sentence.replaceAll(FIELD, (whole, before = '', key: string, after = '') => {
    if (fields[key] === undefined) return whole
    const value = String(fields[key])
    return (/^[\p{sc=Han}“（]/u.test(value) ? '' : before) + value + (/[\p{sc=Han}”）]$/u.test(value) ? '' : after)
  })

/** Things of one kind in a row, as each language separates them: 身高、听力; Height, Hearing. */
export const listed = (language: Language, things: readonly string[]): string => things.join(language === 'zh' ? '、' : ', ')

/** Sentences one after another, as each language parts them. */
export const sentences = (language: Language, each: readonly string[]): string => each.join(language === 'zh' ? '' : ' ')
