import { expect, test } from 'vitest'
import { devicesBehind } from './index.ts'
import { isPoor } from './quality.ts'

test('a log of arms names the force cells only where hands were measured', () => {
  const limbs = { procedure: 'limbs' as const, station: 'upper-limbs' as const }
  expect(devicesBehind({ ...limbs, tasks: ['palms', 'fists'] })).toEqual([])
  expect(devicesBehind({ ...limbs, tasks: ['palms', 'grip-left'] })).toEqual(['force'])
  expect(devicesBehind({ procedure: 'reaction' })).toEqual([])
})

test('one broken frame in twenty and two seconds of silence are the most that pass without a word', () => {
  const poor = (frames: number, faults: number, longestGapMs: number, machine: { machine?: true } = {}) =>
    isPoor(
      { id: 'a', kind: 'height', model: 'm', quality: { frames, faults, longestGapMs } },
      { procedure: 'height', floorMm: 2500, limitsMm: [], ...machine },
    )
  expect(poor(95, 5, 100)).toBe(false)
  expect(poor(94, 6, 100)).toBe(true)
  expect(poor(100, 0, 2000)).toBe(false)
  expect(poor(100, 0, 2001)).toBe(true)
  expect(poor(0, 1, 0)).toBe(true)
  // A machine says one height a round.
  expect(poor(2, 0, 20_000, { machine: true })).toBe(false)
  expect(poor(2, 1, 20_000, { machine: true })).toBe(true)
  // A screen sends no frames.
  expect(poor(0, 0, 0)).toBe(false)
})
