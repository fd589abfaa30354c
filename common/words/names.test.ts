import { expect, test } from 'vitest'
import { text } from './index.ts'

const sentences = (of: unknown): string[] =>
  typeof of === 'string' ? [of] : typeof of === 'object' && of !== null ? Object.values(of).flatMap(sentences) : []

test('a booth has one name in Chinese, on every page', () => {
  const others = /检查亭|检测间|体检亭|检查间|自助机|亭内/
  expect(sentences(text.zh).filter((sentence) => others.test(sentence))).toEqual([])
  expect(sentences(text.zh).filter((sentence) => sentence.includes('自助舱')).length).toBeGreaterThan(20)
})
