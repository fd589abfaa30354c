import { expect, test } from 'vitest'
import { TOLD } from './goals.ts'
import { accused, caught } from './rates.ts'

// Few runs here, always the same ones; `npm run bench -- effort` makes four thousand.
const RUNS = 150

test('drivers who do their best are rarely accused: at most 2 in 100 see a clear signal, whatever their eyes and ears', {
  timeout: 120_000,
}, () => {
  for (const [name, share] of Object.entries(accused(RUNS))) expect([name, share <= 0.02]).toEqual([name, true])
})

test('who answers always the same, who guesses everything and who avoids the right answers is mostly seen', { timeout: 120_000 }, () => {
  const rates = caught(RUNS)
  for (const signal of ['hinted', 'clear'] as const)
    for (const name of TOLD[signal])
      expect([name, rates[name]?.[signal]]).toEqual([name, expect.toSatisfy((share: number) => share >= 0.8)])
})
