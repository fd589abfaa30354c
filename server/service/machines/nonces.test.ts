import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { openNonces } from './machines.ts'

const opened = () => {
  let now = Date.parse('2026-11-25T02:00:00Z')
  return { nonces: openNonces({ random: randomBytes, steady: () => new Date(now) }), step: (ms: number) => (now += ms) }
}

test('a number that is asked for is good for a minute, once', () => {
  const { nonces, step } = opened()
  const one = nonces.issue()
  expect(one.length).toBeLessThanOrEqual(64)
  step(59_000)
  expect(nonces.good(one)).toBe(true)
  nonces.use(one)
  expect(nonces.good(one)).toBe(false)
  const late = nonces.issue()
  step(60_000)
  expect(nonces.good(late)).toBe(false)
  expect(nonces.good(one)).toBe(false)
})

test('a flood of questions pushes out nobody’s number, and keeps nothing', () => {
  const { nonces } = opened()
  const mine = nonces.issue()
  for (let round = 0; round < 20_000; round++) nonces.issue()
  expect(nonces.good(mine)).toBe(true)
})

test('a number that was made up, changed or issued by another process is none', () => {
  const { nonces } = opened()
  const one = nonces.issue()
  expect(nonces.good('')).toBe(false)
  expect(nonces.good(`z${one.slice(1)}`)).toBe(false)
  expect(nonces.good(`${one.slice(0, -1)}${one.endsWith('A') ? 'B' : 'A'}`)).toBe(false)
  expect(nonces.good(opened().nonces.issue())).toBe(false)
})
