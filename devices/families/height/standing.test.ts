import { expect, test } from 'vitest'
import { standing } from './standing.ts'
import type { Stature } from './text-line.ts'

const ASK = Uint8Array.of(1)
/** Hears these heights, mm, one after the other; what isn't a height is said as it is. */
const hear = (...answers: (number | string)[]) => {
  const said = new Map<number, Stature | string>(answers.map((one, at) => [at, typeof one === 'string' ? one : { mm: one, grams: null }]))
  const talk = standing(ASK, (frame) => said.get(frame[0] ?? 0) ?? 'not-understood')
  return answers.map((_, at) => talk.hear(Uint8Array.of(at), at * 500))
}
const tall = (mm: number) => ({ readings: [{ stature: { mm, grams: null } }] })

test('somebody who steps under it or stands up is not measured before three answers in a row lie within 10 mm', () => {
  expect(hear(900, 1650, 1700, 1710, 1705, 1716)).toEqual([{}, {}, {}, {}, tall(1705), {}])
})

test('the middle one of the three counts, and each further one is measured again', () => {
  expect(hear(1700, 1709, 1703, 1702)).toEqual([{}, {}, tall(1703), tall(1703)])
})

test('nobody stands there when it measures less than a person, and that is no fault', () => {
  expect(hear('below-range', 1700, 1700, 'below-range', 1700, 1700)).toEqual([
    { readings: [{ stature: null }] },
    {},
    {},
    { readings: [{ stature: null }] },
    {},
    {},
  ])
})

test('an answer that is none begins the three again', () => {
  expect(hear(1700, 1700, 'above-range', 1700, 1700, 1700)).toEqual([{}, {}, { fault: 'above-range' }, {}, {}, tall(1700)])
})

test('it is asked at each beat', () => {
  expect(standing(ASK, () => 'not-understood').tick(0)).toEqual({ send: ASK })
})
