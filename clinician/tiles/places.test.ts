import { expect, test } from 'vitest'
import { NO_PLACES, placesAfter } from './places.ts'

test('the first six of the queue stand in their order, and nobody else', () => {
  expect(placesAfter(NO_PLACES, ['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  expect(placesAfter(NO_PLACES, ['a'])).toEqual(['a', null, null, null, null, null])
})

test('whoever goes leaves a place to the next who waits, and nobody else moves', () => {
  const before = placesAfter(NO_PLACES, ['a', 'b', 'c', 'd', 'e', 'f', 'g'])
  expect(placesAfter(before, ['a', 'c', 'd', 'e', 'f', 'g'])).toEqual(['a', 'g', 'c', 'd', 'e', 'f'])
})

test('whoever comes back before those who stand there takes nobody’s place', () => {
  const before = placesAfter(NO_PLACES, ['b', 'c', 'd', 'e', 'f', 'g'])
  expect(placesAfter(before, ['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toEqual(before)
  expect(placesAfter(before, ['a', 'b', 'd', 'e', 'f', 'g'])).toEqual(['b', 'a', 'd', 'e', 'f', 'g'])
})
