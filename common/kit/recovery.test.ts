import { expect, test } from 'vitest'
import { LADDER, rungAfter, rungDue, STEPS, WAY_MS } from './recovery.ts'

test('a picture that doesn’t come is spoken of within 3 s, and within 30 s people are told to go on without', () => {
  expect(LADDER[0].afterMs).toBeLessThan(3000)
  const end = LADDER.find(({ says }) => says === 'no-way')
  expect(end?.afterMs).toBeLessThan(30_000)
})

test('each rung comes later than the one before, the last ones again and again without end', () => {
  const rungs = Array.from({ length: 12 }, (_, climbed) => rungAfter(climbed))
  expect(rungs.map(({ afterMs }) => afterMs / 1000)).toEqual([2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 32, 35])
  expect(rungs.map(({ does }) => does).slice(1)).toEqual(
    [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((at) => (at % 3 === 0 ? 'rejoin' : 'restart')),
  )
  expect(rungs.slice(3).every(({ says }) => says === 'no-way')).toBe(true)
})

test('a way that was lost for long and is found again has three seconds to bring a picture before anything is made again', () => {
  // After a cut of 10 s the last rung, by which everything is made again, is due a second later.
  expect(rungDue(3, 11_000, 1000)).toBeNull()
  expect(rungDue(3, 13_000, 3000)).toMatchObject({ does: 'rejoin' })
  // While one is looked for the steps go on, and people are told by when they were.
  expect(rungDue(1, 5000, 0)).toMatchObject({ does: 'restart' })
  expect(rungDue(0, 2000, 500)).toMatchObject({ does: 'ask' })
  expect(rungDue(0, 1999, 60_000)).toBeNull()
})

// RFC 7675, 5.1: a consent is good for 30 s. A restart within it keeps transports and keys; after it the browser has given them up.
test('a way is restarted while its consent holds, and made again before and after it ends', () => {
  expect(WAY_MS).toBeLessThan(30_000)
  expect(LADDER.filter(({ does }) => does === 'restart').every(({ afterMs }) => afterMs < 30_000)).toBe(true)
  expect([STEPS['way-disturbed'], STEPS['way-not-found'], STEPS['way-failed']]).toEqual(['restart', 'rejoin', 'rejoin'])
})

test('nobody who was put out by another window of their own comes back by themselves', () => {
  expect(STEPS['place-taken']).toBe('stay-away')
})
