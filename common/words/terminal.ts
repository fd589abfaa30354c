import type { Language } from '#protocol/basic.ts'

/** The language of the terminal in which a program was started, by POSIX's variables. English when they don't say. */
export const terminalLanguage = (environment: Readonly<Record<string, string | undefined>>): Language =>
  (environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || '').startsWith('zh') ? 'zh' : 'en'
