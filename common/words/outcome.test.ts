import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '#protocol/basic.ts'
import { OUTCOMES, REASONS } from '#protocol/report.ts'
import { outcomeWords, reasonWords } from './outcome.ts'

describe('a reason', () => {
  it.each(LANGUAGES.flatMap((language) => REASONS.map((code) => [language, code] as const)))(
    'in %s has a whole sentence for %s',
    (language, code) => {
      const words = reasonWords(language, { code, station: 'acuity-left', classes: ['A1', 'B2'], found: null, asked: null }, 'driver')
      expect(words.length).toBeGreaterThan(5)
      expect(words).not.toMatch(/[{}]|null|undefined/)
    },
  )
  it('says acuity with one place behind the point, and what was found beside what is asked', () => {
    const reason = { code: 'acuity-below', station: 'acuity-left', classes: ['A1'], found: 4.9, asked: 5 } as const
    expect(reasonWords('zh', { ...reason, classes: ['A1'] }, 'driver')).toBe('左眼视力为 4.9，A1 要求裸眼或者矫正视力达到 5.0。')
    expect(reasonWords('zh', { ...reason, classes: ['A1'], found: null }, 'driver')).toContain('低于要求的最低一级')
  })
  it('names the ear that did not hear', () => {
    expect(
      reasonWords('zh', { code: 'hearing-not-heard', station: 'hearing', classes: ['C1'], found: 'right', asked: null }, 'driver'),
    ).toContain('右耳')
  })
})

it('no outcome stands without a title and a reason', () => {
  for (const language of LANGUAGES)
    for (const kind of OUTCOMES) {
      const words = outcomeWords(
        language,
        {
          kind,
          classes: [],
          conditions: ['hearing-aid'],
          reasons: [{ code: 'trunk', station: 'trunk', classes: ['C1'], found: null, asked: null }],
          rules: 'r',
        },
        'driver',
      )
      expect(words.title).not.toBe('')
      expect(words.conditions).toHaveLength(1)
      expect(words.reasons).toHaveLength(1)
    }
})
