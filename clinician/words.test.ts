import { expect, test } from 'vitest'
import { liveWords } from './words.ts'

test('a sensor’s value stands in the unit of its station, and nothing stands there when it measures nobody', () => {
  expect(liveWords('height', 1712.4, 'en')).toBe('now 1712 mm')
  expect(liveWords('upper-limbs', 312_400, 'zh')).toBe('当前力 312 N')
  expect(liveWords('height', null, 'en')).toBe('')
})
