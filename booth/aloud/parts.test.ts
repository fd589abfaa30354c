import { describe, expect, it } from 'vitest'
import { dayPieces, numberPieces, piecesOf, timePieces, VALUE_PIECES } from './parts.ts'

describe('a time of day', () => {
  it.each([
    ['13:05', '十三 点 零 五 分', 'thirteen zero five'],
    ['08:30', '八 点 三十 分', 'eight thirty'],
    ['10:00', '十 点', 'ten o’clock'],
    ['2026-01-05 08:30', '二 零 二 六 年 一 月 五 日 八 点 三十 分', 'five January twenty twenty-six eight thirty'],
  ])('is said as it is read, behind its day where it has one: %s', (time, zh, en) => {
    expect(timePieces('zh', time)?.join(' ')).toBe(zh)
    expect(timePieces('en', time)?.join(' ')).toBe(en)
  })
  it.each(['8:30', '13:05:00', '2026-01-05', '13'])('is none, and is not said as one: %s', (text) => {
    expect(timePieces('zh', text)).toBeNull()
  })
  it.each(['zh', 'en'] as const)('of each minute has all its pieces among those with a sound: %s', (language) => {
    const sounds = new Set(VALUE_PIECES[language])
    const all = Array.from({ length: 1440 }, (_, n) => new Date(n * 60_000).toISOString().slice(11, 16))
    expect(all.flatMap((time) => timePieces(language, time) ?? ['none']).filter((piece) => !sounds.has(piece))).toEqual([])
  })
})

describe('a number', () => {
  it.each([
    ['0', '零'],
    ['10', '十'],
    ['42', '四十二'],
    ['100', '一百'],
    ['105', '一百 零 五'],
    ['112', '一百 一 十二'],
    ['172.3', '一百 七十二 点 三'],
    ['1005', '一千 零 五'],
    ['1050', '一千 零 五十'],
    ['2026', '二千 零 二十六'],
    ['4.9', '四 点 九'],
    ['-3', '负 三'],
  ])('is said in Chinese as it is read: %s', (digits, said) => {
    expect(numberPieces('zh', digits)).toEqual(said.split(' '))
  })
  it.each([
    ['0', 'zero'],
    ['13', 'thirteen'],
    ['42', 'forty-two'],
    ['105', 'one hundred|and|five'],
    ['172.3', 'one hundred|and|seventy-two|point|three'],
    ['1005', 'one thousand|and|five'],
    ['9', 'nine'],
  ])('is said in English as it is read: %s', (digits, said) => {
    expect(numberPieces('en', digits)).toEqual(said.split('|'))
  })
  it.each(['RF20261125-000042', '12345', '', '1.234', '1e3'])('is none, and is not said as one: %j', (text) => {
    expect(numberPieces('zh', text)).toBeNull()
  })
  it.each(['zh', 'en'] as const)('of up to four digits, and each day, has all its pieces among those with a sound: %s', (language) => {
    const sounds = new Set(VALUE_PIECES[language])
    const numbers = Array.from({ length: 10_000 }, (_, n) => numberPieces(language, String(n)) ?? ['none'])
    const days = Array.from({ length: 366 }, (_, n) => new Date(Date.UTC(2024 + (n % 80), 0, 1 + n)).toISOString().slice(0, 10))
    const pieces = [...numbers, ...days.map((day) => dayPieces(language, day) ?? ['none']), numberPieces(language, '-4.95') ?? []].flat()
    expect(pieces.filter((piece) => !sounds.has(piece))).toEqual([])
  })
})

it('a day is said with its year by digits in Chinese, and as two numbers in English', () => {
  expect(dayPieces('zh', '2026-11-20')?.join('')).toBe('二零二六年十一月二十日')
  expect(dayPieces('en', '2027-05-02')?.join(' ')).toBe('two May twenty twenty-seven')
  expect(dayPieces('zh', '2026-11')).toBeNull()
})

describe('a sentence', () => {
  it('without fields is one piece', () => {
    expect(piecesOf('请稍候。不要移动。')).toEqual(['请稍候。不要移动。'])
  })
  it('with fields is what stands around them, without marks that nobody hears', () => {
    expect(piecesOf('您在 {day} 的证明（{state}）：{reason}本次检查的新证明将取代它。')).toEqual([
      '您在',
      '的证明',
      '本次检查的新证明将取代它。',
    ])
    expect(piecesOf('{station}: {found}; for {classes} it must be {asked}, with or without glasses.')).toEqual([
      'for',
      'it must be',
      'with or without glasses.',
    ])
  })
})
