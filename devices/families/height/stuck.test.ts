import { expect, test } from 'vitest'
import { heightFrame } from './a02yyuw.ts'
import { heightHead, urm } from './driver.ts'
import { urmFrame } from './urm.ts'

test('a head that says the same millimetre for more than a minute is stuck: one fault, no reading, until it says another', () => {
  const talk = heightHead().talk()
  const turns = Array.from({ length: 700 }, (_, at) => talk.hear(heightFrame(1750), at * 100))
  expect(turns.filter(({ readings }) => readings?.length).length).toBe(600)
  expect(turns.filter(({ fault }) => fault === 'stuck').length).toBe(1)
  expect(talk.hear(heightFrame(1751), 70_100)).toEqual({ readings: [{ mm: 1751 }] })
})

test.each([
  ['A02YYUW', heightHead('cm'), heightFrame(230)],
  ['URM', urm('cm'), urmFrame(230)],
])('the same centimetre all night is an empty booth: a %s that counts in them goes on giving readings', (_, driver, frame) => {
  const talk = driver.talk()
  const turns = Array.from({ length: 2000 }, (_, at) => talk.hear(frame, at * 100))
  expect(turns.filter(({ readings }) => readings?.[0]?.mm === 2300).length).toBe(2000)
})
