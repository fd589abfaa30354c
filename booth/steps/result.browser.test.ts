import { afterEach, beforeAll, expect, test } from 'vitest'
import { BOOTH_SIZES, wearTokens } from '#kit/tokens.ts'
import { boothViews } from '../../test/screens/booth-views.ts'
import { Result } from './result.ts'

beforeAll(() => wearTokens(BOOTH_SIZES))
afterEach(() => document.body.replaceChildren())

test.each([
  [1920, 900],
  [1080, 1600],
])('however many reasons a result has, the way out stays on a screen of %i × %i', async (width, height) => {
  const check = boothViews['result-refer']?.check
  if (!check?.outcome) throw new Error('no result')
  const { outcome } = check
  const reasons = Array.from({ length: 40 }, () => outcome.reasons).flat()
  const result = Object.assign(new Result(), { check: { ...check, outcome: { ...outcome, reasons } }, language: 'en', printer: true })
  Object.assign(result.style, { width: `${width}px`, height: `${height}px` })
  document.body.append(result)
  await result.updateComplete
  const { bottom } = result.getBoundingClientRect()
  const finish = result.renderRoot.querySelector('.end button')?.getBoundingClientRect()
  expect(finish?.bottom).toBeLessThanOrEqual(bottom)
  const pane = result.renderRoot.querySelector('.pair')
  expect(pane?.scrollHeight).toBeGreaterThan(pane?.clientHeight ?? 0)
  expect(pane?.getAttribute('tabindex')).toBe('0')
})
