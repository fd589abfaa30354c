import { describe, expect, it } from 'vitest'
import { openLexicon } from './lexicon.ts'
import { piecesOf, VALUE_PIECES } from './parts.ts'

const lexiconOf = (language: 'zh' | 'en', sentences: string[]) =>
  openLexicon(language, {
    sentences,
    files: Object.fromEntries([...sentences.flatMap(piecesOf), ...VALUE_PIECES[language]].map((piece) => [piece, piece])),
  })
/** What is heard, a voice of the browser in brackets. */
const heard = (lexicon: ReturnType<typeof lexiconOf>, text: string) =>
  lexicon.piecesOf(text).map((piece) => ('sound' in piece ? piece.sound : `[${piece.spell}]`))

const zh = lexiconOf('zh', [
  '请稍候，等待医生',
  '排队第 {place} 位',
  '还有 {seconds} 秒',
  '左眼视力',
  '身高',
  '先看示例',
  '圆里是哪两个数字？',
  '{station}为 {found}，{classes} 要求 {asked}，戴眼镜或不戴均可。',
  '{doctor} 医生正在为您检查',
  '{devices}没有响应。请工作人员检查电源和连线。',
])
const en = lexiconOf('en', [
  'Right eye',
  '{station} {found} ({asked} needed)',
  'You are number {place} in the queue',
  'Valid until {validTo}.',
  'Example',
  'Which two digits are in the circle?',
])

describe('what is said of a text', () => {
  it('is its own sound where it has one', () => {
    expect(heard(zh, '请稍候，等待医生')).toEqual(['请稍候，等待医生'])
    expect(heard(zh, '  请稍候，等待医生\n ')).toEqual(['请稍候，等待医生'])
  })
  it('is joined from pieces where it has fields: numbers, days, classes and names of tests', () => {
    expect(heard(zh, '排队第 12 位')).toEqual(['排队第', '十二', '位'])
    expect(heard(zh, '左眼视力为 4.9，A1、B2 要求 5.0，戴眼镜或不戴均可。')).toEqual([
      '左眼视力',
      '为',
      '四',
      '点',
      '九',
      'A1',
      'B2',
      '要求',
      '五',
      '点',
      '零',
      '戴眼镜或不戴均可。',
    ])
    expect(heard(en, 'Right eye 5.0 (5.0 needed)')).toEqual(['Right eye', 'five', 'point', 'zero', 'five', 'point', 'zero', 'needed'])
    expect(heard(en, 'You are number 3 in the queue')).toEqual(['You are number', 'three', 'in the queue'])
    expect(heard(en, 'Valid until 2027-05-20.').join(' ')).toBe('Valid until twenty May twenty twenty-seven')
  })
  it('is each sentence in turn where several stand together', () => {
    expect(heard(zh, '先看示例：圆里是哪两个数字？')).toEqual(['先看示例', '圆里是哪两个数字？'])
    expect(heard(en, 'Example: Which two digits are in the circle?')).toEqual(['Example', 'Which two digits are in the circle?'])
  })
  it('leaves to the browser’s voice what nobody wrote here: a name, the words of a doctor', () => {
    expect(heard(zh, '陈思远 医生正在为您检查')).toEqual(['[陈思远]', '医生正在为您检查'])
    expect(heard(zh, '两次结果不一致，请复查')).toEqual(['[两次结果不一致，请复查]'])
  })
  it('is nothing where nothing can be heard', () => {
    expect(heard(zh, ' … ')).toEqual([])
  })
})

it('a sentence is the same whatever its fields hold, and another one is another', () => {
  expect(zh.keyOf('还有 42 秒')).toBe(zh.keyOf('还有 9 秒'))
  expect(zh.keyOf('还有 42 秒')).not.toBe(zh.keyOf('排队第 9 位'))
})
