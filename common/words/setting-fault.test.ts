import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { SettingFault } from '#protocol/setting-fault.ts'
import { text } from './index.ts'
import { settingWords, wrongSettingWords } from './setting-fault.ts'
import { terminalLanguage } from './terminal.ts'

const declared = SettingFault.anyOf.map(({ properties: { code, fields } }) => [code.const, Object.keys(fields.properties)] as const)
const fieldsOf = (sentence: string) => new Set([...sentence.matchAll(/\{(\w+)\}/g)].map(([, field]) => field))

describe.each(LANGUAGES)('in %s', (language) => {
  test('every wrong setting has a sentence, and no sentence is without its fault', () => {
    const sentences: Record<string, string> = text[language].settings
    expect(Object.keys(sentences).toSorted()).toEqual(declared.map(([code]) => code).toSorted())
    expect(Object.entries(sentences).filter(([, sentence]) => sentence.trim() === '')).toEqual([])
  })

  test.each(declared)('the sentence of %s names each of its fields and no other', (code, fields) => {
    expect(fieldsOf(text[language].settings[code])).toEqual(new Set(fields))
  })
})

test('why a program does not start is said with the same particulars in both languages', () => {
  const fields = (sentences: Record<string, string>) => Object.entries(sentences).map(([key, sentence]) => [key, fieldsOf(sentence)])
  expect(fields(text.en.starting)).toEqual(fields(text.zh.starting))
})

test('what leaves a schema is said in the schema library’s words, in the language that is asked for', () => {
  const [error] = Value.Errors(Type.Object({ a: Type.Integer({ maximum: 9 }) }), { a: 10 })
  if (!error) throw new Error('10 is above 9')
  const fault: SettingFault = { code: 'not-as-declared', fields: { error } }
  expect([settingWords(fault, 'zh'), settingWords(fault, 'en'), settingWords(fault, 'zh')]).toEqual([
    '必须 <= 9。',
    'must be <= 9.',
    '必须 <= 9。',
  ])
})

test('a wrong setting is a line: variable, file and line, place in the file, sentence', () => {
  const fault: SettingFault = { code: 'model-unknown', fields: { model: 'X9', known: ['SDT', 'US-100'] } }
  const wrong = { variable: 'ROADFIT_BOOTH_DATA', at: { file: '/d/booth.json', line: 3, pointer: '/devices/head/model' }, fault }
  expect(wrongSettingWords(wrong, 'en')).toBe(
    'ROADFIT_BOOTH_DATA /d/booth.json:3 /devices/head/model is X9, a model that this program does not know. Write one of SDT, US-100.',
  )
  expect(wrongSettingWords(wrong, 'zh')).toBe(
    'ROADFIT_BOOTH_DATA /d/booth.json:3 /devices/head/model 是 X9，本程序没有这个型号。请写其中之一：SDT、US-100。',
  )
  expect(wrongSettingWords({ variable: 'ROADFIT_DEMO', at: null, fault: { code: 'not-0-or-1', fields: {} } }, 'zh')).toBe(
    'ROADFIT_DEMO 必须是 0 或 1。',
  )
})

test.each([
  [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'C' }, 'en'],
  [{}, 'en'],
  // POSIX: LC_ALL is above LC_MESSAGES, which is above LANG; an empty one counts as not set.
  [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_US.UTF-8' }, 'en'],
  [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_CN.UTF-8' }, 'zh'],
  [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en'],
  [{ LANG: 'zh_CN.UTF-8', LC_ALL: '' }, 'zh'],
] as const)('a terminal with %j speaks %s', (environment, language) => {
  expect(terminalLanguage(environment)).toBe(language)
})
