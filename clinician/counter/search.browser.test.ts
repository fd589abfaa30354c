import { afterEach, expect, test } from 'vitest'
import type { FoundPage } from '#protocol/check.ts'
import { type Ask, CounterSearch } from './search.ts'

afterEach(() => document.body.replaceChildren())

test('whoever goes back before what was looked for is found has the list again, and what comes after is not shown', async () => {
  const search = new CounterSearch()
  const shown: unknown[] = []
  let answer = (_page: FoundPage) => {}
  const ask: Ask = () => new Promise((resolve) => (answer = resolve))
  Object.assign(search, { language: 'zh', ask })
  search.addEventListener('found', (event) => event instanceof CustomEvent && shown.push(event.detail))
  document.body.append(search)

  expect(search.leave()).toBe(false)
  search.find('张三丰')
  expect(search.busy).toBe(true)
  expect(search.leave()).toBe(true)
  expect(search.busy).toBe(false)
  answer({ entries: [], more: false })
  await search.updateComplete
  expect(shown).toEqual([null])
  expect(search.leave()).toBe(false)
})
