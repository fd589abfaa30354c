import type { TValidationError } from 'typebox/error'
import { Locale } from 'typebox/system'
import type { Language } from '#protocol/basic.ts'
import type { SettingFault, WrongSetting } from '#protocol/setting-fault.ts'
import { fill, listed, text } from './index.ts'

/** TypeBox's words for what leaves a schema. */
const SCHEMA_WORDS = { zh: Locale.zh_Hans, en: Locale.en_US }

type Part = string | number | string[] | TValidationError

const partWords = (part: Part, language: Language): string => {
  if (typeof part !== 'object') return String(part)
  if (Array.isArray(part)) return listed(language, part)
  return SCHEMA_WORDS[language](part)
}

/** What is wrong with a setting, and what to do. The sentence goes on from the setting's name. */
export const settingWords = ({ code, fields }: SettingFault, language: Language): string => {
  const parts: Record<string, Part> = { ...fields }
  const shown = Object.entries(parts).map(([field, part]) => [field, partWords(part, language)])
  return fill(text[language].settings[code], Object.fromEntries(shown))
}

/** A wrong setting as a line of a terminal: variable, file and line, place in the file, and what is wrong there. */
export const wrongSettingWords = ({ variable, at, fault }: WrongSetting, language: Language): string => {
  const file = at && (at.line === null ? at.file : `${at.file}:${at.line}`)
  return [variable, file, at?.pointer, settingWords(fault, language)].filter(Boolean).join(' ')
}
