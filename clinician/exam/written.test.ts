import { expect, test } from 'vitest'
import { PHRASES, SAID_MAX } from '#protocol/saying.ts'
import { phrases } from '#words/phrases.ts'
import { writtenBy } from './written.ts'

test.each(['zh', 'en'] as const)('a phrase is known by its words (%s), so that the driver reads it in another language', (language) => {
  for (const phrase of PHRASES) expect(writtenBy(phrases[language][phrase], language)).toEqual({ phrase })
})

test('whatever is no phrase is said as it was written', () => {
  expect(writtenBy('请把袖子卷起来', 'zh')).toEqual({ words: '请把袖子卷起来' })
})

test('no phrase is longer than what can be written by hand', () => {
  for (const words of Object.values(phrases)) for (const line of Object.values(words)) expect(line.length).toBeLessThanOrEqual(SAID_MAX)
})
