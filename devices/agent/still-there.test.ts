import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Sees, watchDriver } from './still-there.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A driver of an open check, what the booth sees of them, and whether it is theirs to touch something. */
const booth = (seen: Sees = null, turn = false) => {
  const told: ({ seconds: number; again: boolean } | null)[] = []
  const gone: string[] = []
  let sees = seen
  let isTheirTurn = turn
  const driver = watchDriver({
    clock: () => performance.now(),
    sees: () => sees,
    isTheirTurn: () => isTheirTurn,
    onAsking: (asked) => void told.push(asked),
    onGone: (why) => void gone.push(why),
  })
  driver.follow(true)
  return {
    driver,
    told,
    gone,
    see: (now: Sees) => void (sees = now),
    turn: (theirs: boolean) => void (isTheirTurn = theirs),
    pass: (seconds: number) => void vi.advanceTimersByTime(seconds * 1000),
  }
}

test('a page that waits for a touch asks after a minute, once more after another, and lets go after a third', () => {
  const { driver, told, gone, pass } = booth(null, true)
  pass(59)
  expect([driver.asking(), told]).toEqual([false, []])
  pass(2)
  expect([driver.asking(), told.at(-1)?.again]).toEqual([true, false])
  pass(60)
  expect(told.at(-1)?.again).toBe(true)
  expect(gone).toEqual([])
  pass(61)
  expect(gone).toEqual(['idle'])
  expect(told.at(-1)).toBeNull()
  const seconds = told.flatMap((each) => each?.seconds ?? [])
  expect([seconds[0], seconds.at(-1)]).toEqual([120, 1])
  expect(seconds).toEqual(seconds.toSorted((a, b) => b - a))
  expect(told.filter((each, at) => each?.again && told[at - 1]?.again === false)).toHaveLength(1)
  // Once: the check is not this booth's any more.
  driver.follow(false)
  pass(3600)
  expect(gone).toHaveLength(1)
})

test('a page that waits for a touch asks also somebody whom a sensor sees: it may be a coat on the chair', () => {
  const { gone, pass } = booth(true, true)
  pass(60 + 121)
  expect(gone).toEqual(['idle'])
})

test('who can only wait for a doctor is left in peace for five minutes, or for fifteen where they are seen', () => {
  const unseen = booth()
  unseen.pass(299)
  expect([unseen.driver.asking(), unseen.told]).toEqual([false, []])
  unseen.pass(2)
  expect(unseen.driver.asking()).toBe(true)
  const seen = booth(true)
  seen.pass(600)
  expect(seen.driver.asking()).toBe(false)
  // A stuck sensor doesn't hold the booth for ever.
  seen.pass(5 * 60 + 121)
  expect(seen.gone).toEqual(['idle'])
})

test('the minute begins when the page begins to wait for the driver, however long they waited for the doctor', () => {
  const { driver, turn, pass } = booth()
  pass(240)
  turn(true)
  pass(58)
  expect(driver.asking()).toBe(false)
  pass(5)
  expect(driver.asking()).toBe(true)
})

test('a stimulus that comes late begins the minute again, and those that follow it unanswered don’t', () => {
  const { driver, pass } = booth(null, true)
  pass(50)
  driver.shown()
  pass(50)
  driver.shown()
  expect(driver.asking()).toBe(false)
  pass(11)
  expect(driver.asking()).toBe(true)
  driver.shown()
  pass(1)
  expect(driver.asking()).toBe(true)
})

test('any sign takes the question back, and the patience begins again', () => {
  const { driver, told, gone, pass } = booth(null, true)
  pass(130)
  expect(driver.asking()).toBe(true)
  driver.sign()
  expect([driver.asking(), told.at(-1)]).toEqual([false, null])
  pass(59)
  expect(driver.asking()).toBe(false)
  expect(gone).toEqual([])
})

test('a sensor that sees nobody is believed after seconds', () => {
  const away = booth(true)
  away.pass(600)
  expect(away.driver.asking()).toBe(false)
  away.see(false)
  away.pass(16)
  expect(away.driver.asking()).toBe(true)
  away.pass(120)
  expect(away.gone).toEqual(['empty'])
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
  pass(120)
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
  const { driver, told, pass } = booth(false, true)
  driver.follow(false)
  pass(7200)
  expect([told, driver.asking()]).toEqual([[], false])
})
