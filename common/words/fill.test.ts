import { expect, test } from 'vitest'
import { fill, sentences } from './fill.ts'
import { text } from './index.ts'

/** Every sentence of a subject, with where it stands. */
const all = (words: unknown, path = ''): [path: string, sentence: string][] => {
  if (typeof words === 'string') return [[path, words]]
  if (typeof words !== 'object' || words === null) return []
  return Object.entries(words).flatMap(([name, inner]) => all(inner, path === '' ? name : `${path}.${name}`))
}
const FIELDS = /\{(\w+)\}/g
const withFields = (language: 'zh' | 'en') =>
  all(text[language]).flatMap(([path, sentence]) => {
    const names = [...new Set([...sentence.matchAll(FIELDS)].map(([, name = '']) => name))]
    return names.map((name) => ({ at: `${path} {${name}}`, sentence, name, others: names.filter((other) => other !== name) }))
  })

test('no Chinese sentence has a gap before or behind a Chinese word that is put into it', () => {
  const gaps = withFields('zh').flatMap(({ at, sentence, name, others }) => {
    const filled = fill(sentence, { [name]: '低于要求', ...Object.fromEntries(others.map((other) => [other, 'C1'])) })
    return /\p{sc=Han} 低于要求|低于要求 \p{sc=Han}/u.test(filled) ? [`${at}: ${filled}`] : []
  })
  expect(withFields('zh').length).toBeGreaterThan(100)
  expect(gaps).toEqual([])
})

test('a number stands in every sentence as it was written, in both languages, and an English sentence keeps its spaces round a Chinese name', () => {
  const changed = (['zh', 'en'] as const).flatMap((language) =>
    withFields(language).flatMap(({ at, sentence, name, others }) => {
      const filled = (value: string) => fill(sentence, Object.fromEntries([name, ...others].map((each) => [each, value])))
      const written = (value: string) => sentence.replaceAll(FIELDS, value)
      return [filled('4.9') === written('4.9'), language === 'zh' || filled('陈思远') === written('陈思远')].every(Boolean) ? [] : [at]
    }),
  )
  expect(changed).toEqual([])
})

test('what a station came to stands in its sentence as it is said', () => {
  expect(fill('{station}为 {found}，要求达到 {asked}。', { station: '左眼视力', found: '低于所测各级', asked: 4.9 })).toBe(
    '左眼视力为低于所测各级，要求达到 4.9。',
  )
  expect(fill('{doctor} 医生正在为您检查', { doctor: '陈思远' })).toBe('陈思远医生正在为您检查')
  expect(fill('{doctor} 医生正在为您检查', { doctor: 'A. Li' })).toBe('A. Li 医生正在为您检查')
  expect(fill('自 {since} 起', {})).toBe('自 {since} 起')
})

test('sentences follow one another as each language parts them', () => {
  expect(sentences('zh', ['一。', '二。'])).toBe('一。二。')
  expect(sentences('en', ['One.', 'Two.'])).toBe('One. Two.')
})
