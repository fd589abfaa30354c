import { expect, test } from 'vitest'
import { heightFrame } from './a02yyuw.ts'
import { heightHead } from './driver.ts'

test('a head that says the same millimetre for more than a minute is stuck: one fault, no reading, until it says another', () => {
  const talk = heightHead().talk()
  const turns = Array.from({ length: 700 }, (_, at) => talk.hear(heightFrame(1750), at * 100))
  expect(turns.filter(({ readings }) => readings?.length).length).toBe(600)
  expect(turns.filter(({ fault }) => fault === 'stuck').length).toBe(1)
  expect(talk.hear(heightFrame(1751), 70_100)).toEqual({ readings: [{ mm: 1751 }] })
})
