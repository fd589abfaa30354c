import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openNonces } from './nonces.ts'

const opened = () => {
  let now = Date.parse('2026-11-25T02:00:00Z')
  return { nonces: openNonces({ random: randomBytes, steady: () => new Date(now) }), step: (ms: number) => (now += ms) }
}

test('a number that is asked for is good for a minute, once', async () => {
  const { nonces, step } = opened()
  const one = await nonces.issue()
  expect(one.length).toBeLessThanOrEqual(64)
  step(59_000)
  expect(await nonces.good(one)).toBe(true)
  expect(await nonces.use(one)).toBe(true)
  expect(await nonces.use(one)).toBe(false)
  expect(await nonces.good(one)).toBe(false)
  const late = await nonces.issue()
  step(60_000)
  expect(await nonces.good(late)).toBe(false)
  expect(await nonces.good(one)).toBe(false)
})

test('a flood of questions pushes out nobody’s number, and keeps nothing', async () => {
  const { nonces } = opened()
  const mine = await nonces.issue()
  for (let round = 0; round < 20_000; round++) await nonces.issue()
  expect(await nonces.good(mine)).toBe(true)
})

test('a number that was made up, changed or issued by another process is none', async () => {
  const { nonces } = opened()
  const one = await nonces.issue()
  expect(await nonces.good('')).toBe(false)
  expect(await nonces.good(`z${one.slice(1)}`)).toBe(false)
  expect(await nonces.good(`${one.slice(0, -1)}${one.endsWith('A') ? 'B' : 'A'}`)).toBe(false)
  expect(await nonces.good(await opened().nonces.issue())).toBe(false)
})
