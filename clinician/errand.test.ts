import { expect, test } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import type { Errand } from '#protocol/errand.ts'
import { errandWords } from './errand.ts'

const errand: Errand = { kind: 'deliver', tries: 0, since: '2026-11-25T02:00:00.000Z', fault: null, person: false, underWay: false }
const sent = { since: '2026-11-25T02:10:00.000Z', reference: 'W-0042' }

test('of a report that goes its way nothing is said, and of one whose answer is awaited since when and under which reference', () => {
  for (const language of LANGUAGES) {
    expect(errandWords(language, errand)).toEqual([])
    const [words = '', ...others] = errandWords(language, { ...errand, sent })
    expect(words).toContain('W-0042')
    expect(others).toHaveLength(1)
    expect(errandWords(language, { ...errand, sent }, { short: true })).toEqual([words])
  }
})

test('one that is not answered in time is told with what to do first', () => {
  const late: Errand = { ...errand, sent, person: true, fault: { code: 'unanswered', said: '' } }
  expect(errandWords('en', late)[0]).toMatch(/more than a day/)
  expect(errandWords('zh', late)[0]).toMatch(/超过一天/)
  expect(errandWords('zh', late)[1]).toContain('W-0042')
})
