import { expect, test } from 'vitest'
import { openBudget } from './budget.ts'

test('a budget allows so many at once, and then so many a second', () => {
  let now = 0
  const may = openBudget({ perSecond: 10, atOnce: 3 }, () => now)
  expect([may(), may(), may(), may()]).toEqual([true, true, true, false])
  now += 100
  expect([may(), may()]).toEqual([true, false])
  now += 60_000
  expect([may(), may(), may(), may()]).toEqual([true, true, true, false])
})
