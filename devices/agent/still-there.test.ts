import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Sees, watchDriver } from './still-there.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A driver of an open check, and what the booth sees of them. */
const booth = (seen: Sees = null) => {
  const told: (number | null)[] = []
  const gone: string[] = []
  let sees = seen
  const driver = watchDriver({
    clock: () => performance.now(),
    sees: () => sees,
    onAsking: (seconds) => void told.push(seconds),
    onGone: (why) => void gone.push(why),
  })
  driver.follow(true)
  return {
    driver,
    told,
    gone,
    see: (now: Sees) => void (sees = now),
    pass: (seconds: number) => void vi.advanceTimersByTime(seconds * 1000),
  }
}

test('nobody who does nothing for minutes is thought to sit there: the booth asks, counts down, and then lets go', () => {
  const { driver, told, gone, pass } = booth()
  pass(299)
  expect([driver.asking(), told]).toEqual([false, []])
  pass(2)
  expect(driver.asking()).toBe(true)
  pass(30)
  const seconds = told.filter((each) => each !== null)
  expect(seconds[0]).toBe(60)
  expect(seconds).toEqual(seconds.toSorted((a, b) => b - a))
  expect(gone).toEqual([])
  pass(30)
  expect(gone).toEqual(['idle'])
  expect(told.at(-1)).toBeNull()
  // Once: the check is not this booth's any more.
  driver.follow(false)
  pass(3600)
  expect(gone).toHaveLength(1)
})

test('any sign takes the question back, and the patience begins again', () => {
  const { driver, told, gone, pass } = booth()
  pass(310)
  expect(driver.asking()).toBe(true)
  driver.sign()
  expect([driver.asking(), told.at(-1)]).toEqual([false, null])
  pass(299)
  expect(driver.asking()).toBe(false)
  expect(gone).toEqual([])
})

test('a sensor that sees nobody is believed after seconds, and one that sees somebody makes the booth patient', () => {
  const away = booth(true)
  away.pass(600)
  expect(away.driver.asking()).toBe(false)
  away.see(false)
  away.pass(16)
  expect(away.driver.asking()).toBe(true)
  away.pass(60)
  expect(away.gone).toEqual(['empty'])
  // A stuck sensor doesn't hold the booth for ever.
  const stuck = booth(true)
  stuck.pass(15 * 60 + 61)
  expect(stuck.gone).toEqual(['idle'])
})

test('a driver who bends down and is not seen for a moment is not asked', () => {
  const { driver, see, pass } = booth(true)
  see(false)
  pass(10)
  see(true)
  pass(1)
  see(false)
  pass(10)
  expect(driver.asking()).toBe(false)
})

test('whoever is seen again while the booth asks has not answered by that: it may be the next one', () => {
  const { driver, gone, see, pass } = booth(true)
  see(false)
  pass(20)
  see(true)
  pass(20)
  expect(driver.asking()).toBe(true)
  pass(60)
  expect(gone).toEqual(['idle'])
})

test('a card that is taken along shortens the patience, and nothing more: most drivers take it back and stay', () => {
  const { driver, pass } = booth()
  driver.cardGone()
  pass(30)
  driver.sign()
  pass(200)
  expect(driver.asking()).toBe(false)
  driver.cardGone()
  pass(61)
  expect(driver.asking()).toBe(true)
})

test('without an open check nobody is asked', () => {
  const { driver, told, pass } = booth(false)
  driver.follow(false)
  pass(7200)
  expect([told, driver.asking()]).toEqual([[], false])
})
