import { describe, expect, test } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { NOTICES } from '#protocol/notice.ts'
import { PAPERS } from '#protocol/provision.ts'
import { counter } from '#words/counter.ts'
import { type NoticeFacts, noticeText } from './text.ts'

const facts: NoticeFacts = {
  kind: 'taken-effect',
  number: 'RF20261125-000040',
  counter: '示范大队',
  validTo: '2027-05-24',
  missing: [],
  until: null,
  reason: null,
}

test('a text says what happened, which report, where, and until when', () => {
  expect(noticeText('zh', facts)).toBe('您的身体条件证明RF20261125-000040，示范大队窗口已接收，有效期至2027-05-24。')
  const missing = noticeText('zh', { ...facts, kind: 'paper-missing', missing: ['photo', 'authorisation'], until: '2026-12-02' })
  expect(missing).toBe('您的身体条件证明RF20261125-000040已先接收，还缺证件照片、委托书，请在2026-12-02前交到示范大队窗口。')
})

describe('a reason', () => {
  test('that is about nobody’s health is told, in the driver’s language, whichever the counter wrote it in', () => {
    const { photo } = counter.zh.returnReasons
    expect(noticeText('zh', { ...facts, kind: 'returned', reason: photo })).toContain('退回：照片不符合要求。')
    expect(noticeText('en', { ...facts, kind: 'returned', reason: photo })).toContain('the photo does not meet the rules')
    expect(noticeText('zh', { ...facts, kind: 'returned', reason: counter.en.returnReasons.photo })).toContain('照片不符合要求')
  })
  test.each([counter.zh.returnReasons.value, '左眼视力 4.6，不符合', '红绿色盲', '身高152', '张三本人要求', 'photo of 张三', '', null])(
    'of other words (%s) is not',
    (reason) => {
      for (const language of LANGUAGES) {
        const text = noticeText(language, { ...facts, kind: 'returned', reason })
        if (reason) expect(text).not.toContain(reason)
        expect(text).toContain(language === 'zh' ? '原因请到窗口了解' : 'ask there for the reason')
      }
    },
  )
})

test('no text has a field left, however much is missing', () => {
  for (const kind of NOTICES)
    for (const language of LANGUAGES) {
      const text = noticeText(language, { ...facts, kind, missing: [...PAPERS], until: '2026-12-02', reason: '{phone}' })
      expect(text).not.toMatch(/[{}]|undefined|null/)
    }
})
