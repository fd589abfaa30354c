import { expect, test } from 'vitest'
import type { Signal } from '#measure/effort/effort.ts'
import { LANGUAGES } from '#protocol/basic.ts'
import { signalWords } from './signal.ts'

const signal = (kind: Signal['kind'], more: Partial<Signal> = {}): Signal => ({
  kind,
  strength: 'clear',
  odds: kind.startsWith('too-') || kind === 'withholds' ? null : 25.4,
  count: 7,
  of: 9,
  answer: kind === 'same-answer' ? 'left' : null,
  ...more,
})
const KINDS = ['too-fast', 'too-early', 'same-answer', 'guesses', 'avoids', 'withholds', 'voices'] as const

test.each(LANGUAGES.flatMap((language) => KINDS.map((kind) => [language, kind] as const)))(
  'in %s the signal %s is a sentence with what was counted and of how many',
  (language, kind) => {
    const words = signalWords(signal(kind), language)
    expect(words).toMatch(/7.*9|9.*7/)
    expect(words).not.toMatch(/[{}]|null|undefined|NaN/)
    expect(words).toMatch(/[.。]$/)
  },
)

test('odds are said in words, to two digits, and no further than a thousand', () => {
  expect(signalWords(signal('guesses'), 'zh')).toBe(
    '像是在猜：9 次回答中答对 7 次。这样的答案，全凭猜的人答出来的可能性是尽力辨认的人的约 25 倍。',
  )
  expect(signalWords(signal('guesses', { odds: 3.4 }), 'en')).toContain('about 3 times more likely')
  expect(signalWords(signal('guesses', { odds: 347 }), 'en')).toContain('about 350 times more likely')
  expect(signalWords(signal('guesses', { odds: 1e9 }), 'en')).toContain('over 1000 times more likely')
  expect(signalWords(signal('guesses', { odds: 1e9 }), 'zh')).toContain('1000 倍以上')
})

test('the answer that is always the same is named as the screen names it', () => {
  expect(signalWords(signal('same-answer'), 'zh')).toContain('“左”')
  expect(signalWords(signal('same-answer', { answer: '74' }), 'en')).toContain('“74”')
})

test('voices are told with their answers and times, six of them at most', () => {
  const heard = (count: number) => Array.from({ length: count }, (_, n) => ({ answer: n + 5, afterMs: 63_400 + n * 1000 }))
  expect(signalWords(signal('voices', { count: 1, heard: heard(1) }), 'zh')).toContain('（第 5 题 1:03，时间从第 1 题算起）')
  expect(signalWords(signal('voices', { count: 2, heard: heard(2) }), 'en')).toContain(
    '(answer 5 at 1:03, answer 6 at 1:04 after the first)',
  )
  const many = signalWords(signal('voices', { count: 7, heard: heard(7) }), 'en')
  expect([many.includes('answer 10 at 1:08, and more'), many.includes('answer 11')]).toEqual([true, false])
})
